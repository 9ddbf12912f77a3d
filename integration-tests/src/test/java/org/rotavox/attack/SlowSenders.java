package org.rotavox.attack;

import java.util.ArrayList;
import java.util.List;

/** Three addresses take all slots: half of the associations are silent, half send 2 kB/s. */
final class SlowSenders implements Attack {

  private static final int BYTES_OF_TICK = 400;
  private static final int TICK_MILLIS = 200;
  private static final int TICKS_BETWEEN = 5;

  @Override
  public String name() {
    return "slow senders from three addresses";
  }

  @Override
  public Tally run(Target target) throws Exception {
    List<Caller> slow = new ArrayList<>();
    for (int i = 0; i < 3 * AttackedNode.PER_PEER; i++) {
      begin(target, slow, i);
    }
    int tried = 0;
    int held = 0;
    int ticks = target.times(25, 300);
    for (int tick = 1; tick <= ticks; tick++) {
      slow.removeIf(caller -> !goesOn(caller));
      if (tick % TICKS_BETWEEN == 0) {
        tried++;
        held += Caller.echo(target).isPresent() ? 1 : 0;
      }
      Thread.sleep(TICK_MILLIS);
    }
    for (Caller caller : slow) {
      caller.close();
    }
    return new Tally(tried, held);
  }

  private static void begin(Target target, List<Caller> slow, int i) {
    try {
      Caller caller = Caller.associate(target, 30 + i % 3);
      caller.fragment(
          3, Caller.COMMAND | Caller.LAST, Caller.storeCommand(Caller.XA, "1.2.3." + i));
      slow.add(caller);
    } catch (java.io.IOException e) {
      // all slots are taken: as many as there are is what this wants
    }
  }

  private static boolean goesOn(Caller caller) {
    try {
      if (caller.hashCode() % 2 == 0) {
        caller.fragment(3, 0, new byte[BYTES_OF_TICK]);
      }
      return true;
    } catch (java.io.IOException e) {
      return false;
    }
  }
}
