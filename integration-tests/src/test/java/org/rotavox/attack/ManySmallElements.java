package org.rotavox.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Many associations at once, each with an object of a million elements of no bytes. */
final class ManySmallElements implements Attack {

  private static final int ASSOCIATIONS = 50;
  private static final int ADDRESSES = 5;
  private static final int FIRST_ADDRESS = 40;
  private static final int ELEMENTS = 1_000_000;
  private static final int IN_SHORT_FORM = 300_000;
  private static final int BETWEEN_ECHOS_MILLIS = 100;

  @Override
  public String name() {
    return "a million elements from each of many";
  }

  @Override
  public Tally run(Target target) throws Exception {
    int rounds = target.times(1, 5);
    byte[] elements = Objects.emptyElements(target.longForm() ? ELEMENTS : IN_SHORT_FORM);
    becomeKnown(target);
    int tried = 0;
    int held = 0;
    List<String> faults = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      ExecutorService senders = Executors.newFixedThreadPool(ASSOCIATIONS);
      List<Future<Integer>> statuses = new ArrayList<>();
      for (int i = 0; i < ASSOCIATIONS; i++) {
        String instance = "1.2.826.6." + round + "." + i;
        int address = FIRST_ADDRESS + i % ADDRESSES;
        statuses.add(
            senders.submit(
                () -> {
                  try (Caller caller = Caller.associateWhenFree(target, address)) {
                    return caller.store(instance, Objects.identity(instance), elements);
                  }
                }));
      }
      senders.shutdown();
      do {
        tried++;
        try {
          Caller.askEcho(target);
          held++;
        } catch (java.io.IOException e) {
          faults.add("C-ECHO in round " + round + ": " + e);
        }
      } while (!senders.awaitTermination(BETWEEN_ECHOS_MILLIS, TimeUnit.MILLISECONDS));
      for (Future<Integer> status : statuses) {
        tried++;
        int said = status.get();
        held += said == 0 ? 1 : 0;
        if (said != 0) {
          faults.add("C-STORE in round %d: status %04X".formatted(round, said));
        }
      }
    }
    return new Tally(tried, held, faults);
  }

  /** Who has delivered may have all places, so that all send at once. */
  private static void becomeKnown(Target target) throws Exception {
    for (int address = FIRST_ADDRESS; address < FIRST_ADDRESS + ADDRESSES; address++) {
      try (Caller caller = Caller.associate(target, address)) {
        String instance = "1.2.826.7." + address;
        if (caller.store(instance, Objects.xa(instance, 0)) != 0) {
          throw new java.io.IOException("a small object is refused");
        }
      }
    }
  }
}
