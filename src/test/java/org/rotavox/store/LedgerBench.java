package org.rotavox.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.rotavox.model.AeTitle;
import org.rotavox.model.Uid;
import org.rotavox.model.Verdict;

/**
 * Measures the ledger, empty and with many instances: {@code LedgerBench <empty folder>
 * [instances]}. Prints how many instances a second one and eight senders can have recorded, forced
 * to the disk, and how long {@code balance()} and a start take.
 */
public final class LedgerBench {

  private static final int SAMPLE = 1000;

  private LedgerBench() {}

  /** Runs the measurement. */
  public static void main(String[] args) throws Exception {
    int instances = args.length > 1 ? Integer.parseInt(args[1]) : 100_000;
    StoreSettings settings =
        new StoreSettings(
            Path.of(args[0]), 0, Duration.ofDays(7), Duration.ofDays(7), Duration.ofDays(400));
    try (Store store = Store.open(settings, Clock.systemUTC())) {
      Files.createDirectories(store.spool().instances().resolve("20260302"));
      record(store, 1, "1.0", SAMPLE); // the JVM warms up
      measure(store, "nearly empty", "1.1");
      long begin = System.nanoTime();
      record(store, 16, "1.2", instances);
      System.out.printf(
          "filled with %,d instances: %,.0f/s by 16 senders%n",
          instances, instances / seconds(begin));
      close(store.ledger());
      measure(store, "full", "1.3");
      close(store.ledger());
      for (int i = 0; i < 3; i++) {
        begin = System.nanoTime();
        Balance balance = store.ledger().balance();
        System.out.printf("balance in %.3f s: %s%n", seconds(begin), balance);
      }
    }
    long begin = System.nanoTime();
    try (Store store = Store.open(settings, Clock.systemUTC())) {
      System.out.printf("start in %.3f s: %s%n", seconds(begin), store.reconciliation());
    }
    begin = System.nanoTime();
    try (Store store = Store.open(settings, Clock.systemUTC())) {
      System.out.printf("again in %.3f s: %s%n", seconds(begin), store.reconciliation());
    }
  }

  private static void measure(Store store, String what, String root) throws Exception {
    for (int senders : new int[] {1, 8}) {
      long begin = System.nanoTime();
      record(store, senders, root + "." + senders, SAMPLE);
      System.out.printf("%s, %d senders: %,.0f/s%n", what, senders, SAMPLE / seconds(begin));
    }
  }

  private static void close(Ledger ledger) {
    for (RunRecord run : ledger.runs(java.util.Set.of(RunState.OPEN), Integer.MAX_VALUE)) {
      ledger.closeRunIgnored(run, Optional.empty(), new Verdict.Ignore("rest", "bench"), "r");
    }
  }

  private static void record(Store store, int senders, String root, int count) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(senders);
    List<Callable<Boolean>> work = new ArrayList<>();
    for (int sender = 0; sender < senders; sender++) {
      String prefix = root + "." + sender;
      int share = count / senders;
      work.add(
          () -> {
            for (int i = 0; i < share; i++) {
              ReceivedInstance next = instance(prefix + "." + i, prefix + ".9." + i / 100);
              Files.createFile(store.spool().resolve(next.spoolPath()));
              store.ledger().recordInstance(next);
            }
            return true;
          });
    }
    for (Future<Boolean> future : pool.invokeAll(work)) {
      future.get();
    }
    pool.shutdown();
  }

  private static ReceivedInstance instance(String uid, String series) {
    return new ReceivedInstance(
        StoreFixture.XA,
        new Uid(uid),
        new Uid(series),
        new Uid(series),
        new Uid("1.2.840.10008.1.2.1"),
        new AeTitle("ANGIO"),
        new AeTitle("ROTAVOX"),
        "10.0.0.1",
        Path.of("instances/20260302/" + uid + ".dcm"),
        1_000_000,
        "ab".repeat(32),
        Instant.now(),
        series + "/1");
  }

  private static double seconds(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }
}
