package org.rotavox.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotavox.acquisition.SourceFile;
import org.rotavox.desk.JobOperations;
import org.rotavox.dicom.AeTitle;
import org.rotavox.model.Fact;
import org.rotavox.model.JobState;
import org.rotavox.model.Obstacle;
import org.rotavox.model.SeriesFacts;
import org.rotavox.model.Verdict;
import org.rotavox.store.RunRecord;
import org.rotavox.store.RunState;
import org.rotavox.store.StoreFixture;

/** Whatever one run does to who decides it, the others are decided, and it does not come again. */
class OneRunAloneTest {

  private static final int TICKS = 4;
  private static final CollectSettings SETTINGS =
      new CollectSettings(
          Duration.ofSeconds(10), Map.of(), Map.of(), Duration.ofMinutes(5), LateArrivals.HOLD);

  private StoreFixture node;
  private final ExecutorService threads = Executors.newFixedThreadPool(2);

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    node = new StoreFixture(folder);
  }

  @AfterEach
  void close() throws IOException {
    threads.shutdownNow();
    node.close();
  }

  static Stream<Arguments> everythingThatCanBeThrown() {
    List<Throwable> throwables =
        List.of(
            new IOException("no such file"),
            new UncheckedIOException(new IOException("the disk is gone")),
            new IllegalStateException("a bug"),
            new ArithmeticException("integer overflow"),
            new NegativeArraySizeException("-5"),
            new ArrayIndexOutOfBoundsException(7),
            new ClassCastException(),
            new NullPointerException(),
            new OutOfMemoryError("Java heap space"),
            new OutOfMemoryError("Requested array size exceeds VM limit"),
            new StackOverflowError(),
            new AssertionError("impossible"),
            new NoClassDefFoundError("org/rotavox/Nothing"),
            new UnsatisfiedLinkError("no codec"),
            new ExceptionInInitializerError(),
            new InternalError("a fault occurred in an unsafe memory access operation"),
            new Error("the decoder's own"));
    return throwables.stream()
        .flatMap(each -> Stream.of(Arguments.of("reading", each), Arguments.of("rules", each)))
        .filter(each -> !(each.get()[0].equals("rules") && each.get()[1] instanceof IOException));
  }

  @ParameterizedTest
  @MethodSource
  void everythingThatCanBeThrown(String where, Throwable thrown) throws IOException {
    node.receive("1.1", "1.5", "honest one", "1.1", "ANGIO", "");
    node.receive("1.2", "1.6", "faulty", "1.2", "ANGIO", "");
    node.receive("1.3", "1.7", "honest two", "1.3", "ANGIO", "");
    SeriesCollector collector =
        collector(
            files -> {
              FactsSource.Read read = facts(files);
              if (where.equals("reading") && isFaulty(read.facts())) {
                OneRunAloneTest.<IOException>sneak(thrown);
              }
              return read;
            },
            (facts, now) -> {
              if (where.equals("rules") && isFaulty(facts)) {
                OneRunAloneTest.<RuntimeException>sneak(thrown);
              }
              return order();
            },
            Runnable::run);
    tickOften(collector);
    assertThat(node.ledger().jobs(Set.of(JobState.WAITING), 10)).hasSize(2);
    assertThat(runs(RunState.OPEN)).isEmpty();
    assertThat(runs(RunState.HELD)).hasSize(1);
    assertThat(runs(RunState.HELD).get(0).reason().length()).isLessThan(200);
    assertThat(node.ledger().balance().balances()).isTrue();
  }

  @Test
  void factsThatFillEveryBoundAreWrittenDown() throws IOException {
    int made = 0;
    for (String filling : List.of("\u0000", "\u001b", "\n", "\"", "\\", "ü", "😀", "\ud83d")) {
      node.receive("1.1." + made, "1.5." + made, "any", "1.1." + made, "ANGIO", "");
      String text = filling.repeat(100_000);
      collector(files -> FactsSource.Read.of(filled(text)), (facts, now) -> order(), Runnable::run)
          .associationClosed(new AeTitle("ANGIO"));
      made++;
      assertThat(node.ledger().jobs(Set.of(JobState.WAITING), 100)).hasSize(made);
      assertThat(node.ledger().history().factsOf(made).orElseThrow().text(Fact.MODALITY))
          .hasSizeLessThanOrEqualTo(256);
    }
  }

  private static SeriesFacts filled(String text) {
    SeriesFacts.Builder facts = SeriesFacts.builder();
    List<String> many = Stream.generate(() -> text).limit(200).toList();
    for (Fact fact : Fact.values()) {
      if (fact.type() == Fact.Type.TEXT) {
        facts.set(fact, text);
      } else if (fact.type() == Fact.Type.TEXT_LIST && fact != Fact.OBSTACLES) {
        facts.set(fact, many);
      }
    }
    for (int i = 0; i < 200; i++) {
      facts.obstacle(new Obstacle(text, text, text, text));
    }
    for (int i = 0; i < 2_000; i++) {
      facts.headerField("Keyword" + i, many);
    }
    return facts.warnings(many).notes(many).warnings(many).build();
  }

  @Test
  void aRunThatTakesTooLongIsHeldAndTheOthersDoNotWait() throws IOException {
    node.receive("1.1", "1.5", "slow", "1.1", "ANGIO", "");
    node.receive("1.2", "1.6", "honest", "1.2", "ANGIO", "");
    CountDownLatch interrupted = new CountDownLatch(1);
    SeriesCollector collector =
        collector(
            files -> {
              FactsSource.Read read = facts(files);
              if (read.facts().text(Fact.SERIES_DESCRIPTION).endsWith("slow")) {
                try {
                  Thread.sleep(600_000);
                } catch (InterruptedException e) {
                  interrupted.countDown();
                }
              }
              return read;
            },
            (facts, now) -> order(),
            threads);
    node.clock.move(Duration.ofSeconds(10));
    Awaitility.await()
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(
            () -> {
              collector.tick(node.clock.instant());
              assertThat(runs(RunState.HELD)).hasSize(1);
              assertThat(node.ledger().jobs(Set.of(JobState.WAITING), 10)).hasSize(1);
            });
    assertThat(runs(RunState.HELD).get(0).reason()).contains("longer than", "interrupted");
    Awaitility.await().until(() -> interrupted.getCount() == 0);
    tickOften(collector);
    assertThat(node.ledger().jobs(Set.of(JobState.WAITING), 10)).hasSize(1);
  }

  @Test
  void aRunThatDoesNotNoticeThatItIsCutOffKeepsOneThreadAndNothingElse() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    node.receive("1.1", "1.5", "deaf", "1.1", "ANGIO", "");
    SeriesCollector collector =
        collector(
            files -> {
              FactsSource.Read read = facts(files);
              while (read.facts().text(Fact.SERIES_DESCRIPTION).endsWith("deaf")
                  && goOn.getCount() > 0) {
                Thread.onSpinWait();
              }
              return read;
            },
            (facts, now) -> order(),
            threads);
    node.clock.move(Duration.ofSeconds(10));
    for (int i = 2; i < 30; i++) {
      node.receive("1." + i, "1.5." + i, "honest", "1." + i, "ANGIO", "");
    }
    node.clock.move(Duration.ofSeconds(10));
    Awaitility.await()
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(
            () -> {
              collector.tick(node.clock.instant());
              assertThat(runs(RunState.HELD)).hasSize(1);
              assertThat(node.ledger().jobs(Set.of(JobState.WAITING), 100)).hasSize(28);
            });
    goOn.countDown();
    threads.shutdown();
    assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    assertThat(runs(RunState.HELD)).as("what it found at last counts no more").hasSize(1);
  }

  /** Runs of one address wait for each other, not those of another for them. */
  @Test
  void whoeverSendsManyRunsDelaysAnotherByOneOfThem() throws IOException {
    for (int i = 0; i < 200; i++) {
      node.from("10.0.0." + (1 + i % 2))
          .receive("1.1." + i, "1.5." + i, "many", "1.1." + i, "A", "");
    }
    for (int i = 0; i < 3; i++) {
      node.from("10.0.0.9").receive("1.2." + i, "1.6." + i, "few", "1.2." + i, "B", "");
    }
    List<String> order = new ArrayList<>();
    List<Runnable> threads = new ArrayList<>();
    SeriesCollector collector =
        collector(
            files -> {
              FactsSource.Read read = facts(files);
              order.add(read.facts().text(Fact.SERIES_DESCRIPTION));
              return read;
            },
            (facts, now) -> order(),
            threads::add);
    node.clock.move(Duration.ofSeconds(10));
    collector.tick(node.clock.instant());
    threads.forEach(Runnable::run);
    assertThat(order).hasSize(203);
    for (int i = 0; i < 3; i++) {
      assertThat(order.get(3 * i + 2)).endsWith("few");
    }
    assertThat(runs(RunState.OPEN)).isEmpty();
  }

  /** A thread that could not be started leaves nothing behind that another would do for it. */
  @Test
  void whatWasNotTakenIsDecidedByAnotherTick() throws IOException {
    List<Runnable> threads = new ArrayList<>();
    AtomicInteger calls = new AtomicInteger();
    for (int i = 0; i < 20; i++) {
      node.receive("1.1." + i, "1.5." + i, "any", "1.1." + i, "A", "");
    }
    SeriesCollector collector =
        collector(
            OneRunAloneTest::facts,
            (facts, now) -> order(),
            work -> {
              if (calls.incrementAndGet() % 2 == 0) {
                throw new RejectedExecutionException();
              }
              threads.add(work);
            });
    node.clock.move(Duration.ofSeconds(10));
    collector.tick(node.clock.instant());
    assertThat(threads).hasSize(10);
    threads.forEach(Runnable::run);
    assertThat(runs(RunState.OPEN)).hasSize(10);
    for (int i = 0; i < 10 && !runs(RunState.OPEN).isEmpty(); i++) {
      threads.clear();
      collector.tick(node.clock.instant());
      threads.forEach(Runnable::run);
    }
    assertThat(runs(RunState.OPEN)).isEmpty();
  }

  @Test
  void aStopLeavesRunsOpenThatAreNotDecided() throws Exception {
    node.receive("1.1", "1.5", "slow", "1.1", "ANGIO", "");
    CountDownLatch reading = new CountDownLatch(1);
    SeriesCollector collector =
        collector(
            files -> {
              reading.countDown();
              try {
                Thread.sleep(600_000);
              } catch (InterruptedException e) {
                throw new IOException("interrupted", e);
              }
              return facts(files);
            },
            (facts, now) -> order(),
            threads);
    collector.associationClosed(new AeTitle("ANGIO"));
    assertThat(reading.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(collector.stop()).isEqualTo(1);
    threads.shutdown();
    assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    assertThat(runs(RunState.OPEN)).hasSize(1);
  }

  @Test
  void anOpenRunCanBeIgnoredByHand() throws IOException {
    node.receive("1.1", "1.5", "any", "1.1", "ANGIO", "");
    long run = runs(RunState.OPEN).get(0).id();
    assertThat(new JobOperations(node.ledger()).ignoreRun(run).accepted()).isTrue();
    assertThat(runs(RunState.IGNORED))
        .extracting(RunRecord::reason)
        .containsExactly("ignored by hand");
    assertThat(new JobOperations(node.ledger()).releaseRun(run).accepted()).isTrue();
    assertThat(runs(RunState.OPEN)).hasSize(1);
  }

  private void tickOften(SeriesCollector collector) {
    for (int i = 0; i < TICKS; i++) {
      node.clock.move(Duration.ofSeconds(10));
      collector.tick(node.clock.instant());
      collector.associationClosed(new AeTitle("ANGIO"));
    }
  }

  private List<RunRecord> runs(RunState state) {
    return new ArrayList<>(node.ledger().runs(Set.of(state), 1000));
  }

  private SeriesCollector collector(FactsSource source, Decider rules, Executor deciders) {
    return new SeriesCollector(
        node.ledger(),
        node.store().spool(),
        SETTINGS,
        source,
        rules,
        deciders,
        node.clock,
        Duration.ofSeconds(3));
  }

  private static FactsSource.Read facts(List<SourceFile> files) throws IOException {
    return FactsSource.Read.of(
        SeriesFacts.builder()
            .set(Fact.SERIES_DESCRIPTION, Files.readString(files.get(0).path()))
            .build());
  }

  private static boolean isFaulty(SeriesFacts facts) {
    return facts.text(Fact.SERIES_DESCRIPTION).endsWith("faulty");
  }

  private static Decider.Decision order() {
    return new Decider.Decision(
        new Verdict.Reconstruct(
            "all", "all", "standard", Verdict.Priority.NORMAL, "", List.of("PACS"), "", 100, false),
        "revision 1");
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> void sneak(Throwable what) throws T {
    throw (T) what;
  }
}
