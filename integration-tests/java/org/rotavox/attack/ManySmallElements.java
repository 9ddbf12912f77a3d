package org.rotavox.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Many associations at once, each with an object of a million elements of no bytes. */
final class ManySmallElements implements Attack {

  private static final int ELEMENTS = 900_000;
  private static final int MOST_CALLS = 240;
  private static final int BETWEEN_CALLS_MILLIS = 500;

  @Override
  public String name() {
    return "a million elements from each of many";
  }

  @Override
  public Tally run(Target target) throws Exception {
    int associations = 36; // beside a C-ECHO as many as unknown callers may have at once
    int rounds = target.times(1, 10);
    int elements = target.longForm() ? ELEMENTS : ELEMENTS / 3;
    int tried = 0;
    int held = 0;
    for (int round = 0; round < rounds; round++) {
      ExecutorService senders = Executors.newFixedThreadPool(associations);
      List<Future<Integer>> statuses = new ArrayList<>();
      for (int i = 0; i < associations; i++) {
        String instance = "1.2.826.6." + round + "." + i;
        int address = 40 + i % 5;
        statuses.add(
            senders.submit(
                () -> {
                  try (Caller caller = associate(target, address)) {
                    return caller.store(instance, Objects.xa(instance, elements));
                  }
                }));
      }
      senders.shutdown();
      do {
        tried++;
        held += Caller.echo(target).isPresent() ? 1 : 0;
      } while (!senders.awaitTermination(1, TimeUnit.SECONDS));
      for (Future<Integer> status : statuses) {
        tried++;
        held += status.get() == 0 ? 1 : 0;
      }
    }
    return new Tally(tried, held);
  }

  /** Fewer may be open at a time than call: a rejected one calls again, as suites do. */
  private static Caller associate(Target target, int address) throws Exception {
    for (int call = 1; call < MOST_CALLS; call++) {
      try {
        return Caller.associate(target, address);
      } catch (java.io.IOException e) {
        Thread.sleep(BETWEEN_CALLS_MILLIS);
      }
    }
    return Caller.associate(target, address);
  }
}
