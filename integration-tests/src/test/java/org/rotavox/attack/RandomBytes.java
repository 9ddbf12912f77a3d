package org.rotavox.attack;

import java.net.SocketException;
import java.util.Random;

/** Bytes by chance, at the begin of a connection and within an association. */
final class RandomBytes implements Attack {

  private static final int MOST = 4000;

  @Override
  public String name() {
    return "random bytes";
  }

  @Override
  public Tally run(Target target) throws Exception {
    Random random = new Random(16);
    int times = target.times(200, 5000);
    int held = 0;
    for (int i = 0; i < times; i++) {
      byte[] bytes = new byte[1 + random.nextInt(MOST)];
      random.nextBytes(bytes);
      try (Caller caller = i % 2 == 0 ? Caller.connect(target, 21) : Caller.associate(target, 21)) {
        held += isEnded(caller, bytes) ? 1 : 0;
      }
    }
    return new Tally(times, held);
  }

  static boolean isEnded(Caller caller, byte[] bytes) throws Exception {
    try {
      caller.send(bytes);
    } catch (SocketException e) {
      return true; // ended before all was said
    }
    return caller.isEndedByNode();
  }
}
