package org.rotavox.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.rotavox.dicom.AeTitle;
import org.rotavox.dicom.Uid;
import org.rotavox.model.AnnouncedCount;
import org.rotavox.model.Fact;
import org.rotavox.model.SeriesFacts;
import org.rotavox.model.Verdict;

/**
 * A ledger as it is after years, and what it costs to work with it. Four of five instances are runs
 * by themselves that nobody wanted, as CT slices and still images are; the others are single frames
 * in runs of 100, each reconstructed, with 100 delivered instances of its result.
 */
public final class LedgerBench {

  /** Instances of one run of single frames, and of its result. */
  private static final int FRAMES = 100;

  private static final int FILLING_SENDERS = 16;
  private static final String DAY = "20260302";

  private LedgerBench() {}

  /**
   * Fills a data folder that does not exist yet and returns how many instances it holds then. What
   * thousands of writes a second leave in the file, which the database would clear away over the
   * next minutes, is cleared away at once: it is not what years leave.
   */
  public static int fill(Path dataFolder, int instances) throws Exception {
    int filled = write(dataFolder, instances);
    String url = "jdbc:h2:async:" + dataFolder.toAbsolutePath().resolve("ledger/ledger");
    try (Connection connection = DriverManager.getConnection(url, "sa", "");
        Statement statement = connection.createStatement()) {
      statement.execute("SHUTDOWN COMPACT");
    }
    return filled;
  }

  private static int write(Path dataFolder, int instances) throws Exception {
    try (Store store = open(dataFolder)) {
      int single = instances / 5 / FRAMES * FRAMES;
      record(store, FILLING_SENDERS, "1.2.1", instances - single, 1);
      record(store, FILLING_SENDERS, "1.2.2", single, FRAMES);
      List<RunRecord> runs = store.ledger().runs(java.util.Set.of(RunState.OPEN), instances);
      inParallel(FILLING_SENDERS, runs.size(), n -> decide(store, runs.get(n)));
      Balance balance = store.ledger().balance();
      if (!balance.balances()) {
        throw new IllegalStateException("does not balance: " + balance);
      }
      return Math.toIntExact(balance.received());
    }
  }

  /** Opens a data folder; nothing is refused and nothing goes. */
  public static Store open(Path dataFolder) throws IOException {
    Store store =
        Store.open(
            StoreSettings.byAge(
                dataFolder, 0, Duration.ofDays(7), Duration.ofDays(7), Duration.ofDays(400)),
            Clock.systemUTC());
    Files.createDirectories(store.spool().instances().resolve(DAY));
    return store;
  }

  /**
   * Receives instances of runs by themselves and returns how long each took, milliseconds; each is
   * forced to the disk before the next of its sender comes.
   *
   * @param root a UID under which nothing was received yet
   */
  public static double millisPerInstance(Store store, int senders, String root, int count)
      throws Exception {
    long begin = System.nanoTime();
    record(store, senders, root, count, 1);
    return (System.nanoTime() - begin) / 1e6 / count;
  }

  /**
   * What the ledger's file takes for one small object, bytes.
   *
   * @param afterBurst when the last of them was recorded
   * @param afterIdle after a minute in which nothing happened
   */
  public record BytesPerObject(double afterBurst, double afterIdle) {}

  /** Receives single frames one after the other and returns what the file of the ledger takes. */
  public static BytesPerObject bytesPerObject(Path dataFolder, int count) throws Exception {
    try (Store store = open(dataFolder)) {
      long empty = store.ledgerBytes();
      record(store, 1, "1.2.3", count, FRAMES);
      double burst = (double) (store.ledgerBytes() - empty) / count;
      AtomicLong nanos = new AtomicLong();
      LedgerKeeper keeper = store.keeper(nanos::get);
      keeper.tend(reason -> {});
      nanos.addAndGet(Duration.ofMinutes(2).toNanos());
      keeper.tend(reason -> {});
      return new BytesPerObject(burst, (double) (store.ledgerBytes() - empty) / count);
    }
  }

  /** Returns the middle one of these figures. */
  public static double median(List<Double> figures) {
    double[] sorted = figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[half]
        : Arrays.stream(sorted, half - 1, half + 1).sum() / 2;
  }

  private static void decide(Store store, RunRecord run) throws IOException {
    SeriesFacts facts =
        SeriesFacts.builder()
            .set(Fact.FRAMES, (long) run.instances())
            .set(Fact.SERIES_DESCRIPTION, "a series as many others")
            .set(Fact.CALLING_AE_TITLE, run.calling().value())
            .build();
    Ledger ledger = store.ledger();
    if (run.instances() < FRAMES) {
      ledger.closeRunIgnored(
          run, Optional.of(facts), new Verdict.Ignore("rest", "no rule wants it"), "r");
      return;
    }
    ledger
        .closeRunWithJob(run, facts, StoreFixture.order(Verdict.Priority.NORMAL, ""), "r")
        .orElseThrow();
    long job = ledger.claimNextJob("bench", Instant.now()).orElseThrow().id();
    Uid series = ledger.job(job).orElseThrow().job().resultSeries();
    List<ResultInstance> results = new ArrayList<>();
    for (int i = 0; i < FRAMES; i++) {
      Path file = Path.of("results/" + job + "/" + i + ".dcm");
      results.add(
          new ResultInstance(
              StoreFixture.CT, Uid.derived(series.value(), Integer.toString(i)), series, file));
    }
    store.spool().resultFolder(ledger.job(job).orElseThrow().job().claim());
    ledger.jobDone(ledger.job(job).orElseThrow().job().claim(), results, List.of("PACS"));
    ledger
        .deliveriesOf(job)
        .forEach(
            d ->
                ledger
                    .sending()
                    .succeeded(List.of(new Sending.Arrival(d.delivery().id(), 0, "", false))));
  }

  private static void record(Store store, int senders, String root, int count, int framesOfRun)
      throws Exception {
    inParallel(
        senders,
        count,
        n -> {
          String series = root + ".9." + n / framesOfRun;
          String uid = root + ".8." + n;
          ReceivedInstance next = instance(uid, series, framesOfRun == 1 ? "I|" + uid : series);
          Files.createFile(store.spool().resolve(next.spoolPath()));
          store.ledger().recordInstance(next, KnownCopies.NOT_COMPARED);
        });
  }

  private static void inParallel(int threads, int count, Step step) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<Boolean>> work = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        int first = thread;
        work.add(
            () -> {
              for (int n = first; n < count; n += threads) {
                step.run(n);
              }
              return true;
            });
      }
      for (Future<Boolean> future : pool.invokeAll(work)) {
        future.get();
      }
    } finally {
      pool.shutdown();
    }
  }

  /** One of many like it. */
  @FunctionalInterface
  private interface Step {

    void run(int number) throws Exception;
  }

  private static ReceivedInstance instance(String uid, String series, String runKey) {
    return new ReceivedInstance(
        StoreFixture.XA,
        new Uid(uid),
        new Uid(series),
        new Uid(series),
        new Uid("1.2.840.10008.1.2.1"),
        new AeTitle("ANGIO"),
        new AeTitle("ROTAVOX"),
        "10.0.0.1",
        Path.of("instances/" + DAY + "/" + uid + ".dcm"),
        1_000_000,
        "ab".repeat(32),
        Instant.now(),
        runKey,
        "",
        AnnouncedCount.NONE);
  }
}
