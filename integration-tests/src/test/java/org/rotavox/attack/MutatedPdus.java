package org.rotavox.attack;

import java.io.ByteArrayOutputStream;
import java.util.Random;

/** A request, a C-ECHO and an object in which some bytes are others. */
final class MutatedPdus implements Attack {

  private static final int MOST_CHANGED = 5;

  @Override
  public String name() {
    return "mutated PDUs";
  }

  @Override
  public Tally run(Target target) throws Exception {
    Random random = new Random(17);
    int times = target.times(300, 10_000);
    int held = 0;
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(Caller.request(target));
    whole.writeBytes(Caller.fragmentBytes(1, Caller.COMMAND | Caller.LAST, Caller.echoCommand()));
    whole.writeBytes(
        Caller.fragmentBytes(
            3, Caller.COMMAND | Caller.LAST, Caller.storeCommand(Caller.XA, "1.2.3.4")));
    whole.writeBytes(Caller.fragmentBytes(3, Caller.LAST, Objects.xa("1.2.3.4", 10)));
    for (int i = 0; i < times; i++) {
      byte[] bytes = whole.toByteArray();
      for (int changed = 0; changed <= random.nextInt(MOST_CHANGED); changed++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try (Caller caller = Caller.connect(target, 22)) {
        held += RandomBytes.isEnded(caller, bytes) ? 1 : 0;
      }
    }
    return new Tally(times, held);
  }
}
