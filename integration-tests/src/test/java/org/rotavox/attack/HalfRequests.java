package org.rotavox.attack;

import java.util.Arrays;

/** An A-ASSOCIATE-RQ that ends anywhere, and then the connection. */
final class HalfRequests implements Attack {

  @Override
  public String name() {
    return "half-sent A-ASSOCIATE-RQ";
  }

  @Override
  public Tally run(Target target) throws Exception {
    byte[] request = Caller.request(target);
    int step = target.longForm() ? 1 : 4;
    int tried = 0;
    int held = 0;
    for (int length = 1; length < request.length; length += step) {
      try (Caller caller = Caller.connect(target, 20)) {
        caller.send(Arrays.copyOf(request, length));
        tried++;
        held += caller.isEndedByNode() ? 1 : 0;
      }
    }
    return new Tally(tried, held);
  }
}
