package org.rotavox.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.acquisition.SourceFile;
import org.rotavox.dicom.AeTitle;
import org.rotavox.model.Fact;
import org.rotavox.model.JobState;
import org.rotavox.model.ReconstructionJob;
import org.rotavox.model.SeriesFacts;
import org.rotavox.model.Verdict;
import org.rotavox.rules.RuleBook;
import org.rotavox.rules.RuleNames;
import org.rotavox.store.JobRecord;
import org.rotavox.store.ResultInstance;
import org.rotavox.store.RunRecord;
import org.rotavox.store.RunState;
import org.rotavox.store.StoreFixture;

class SeriesCollectorTest {

  private static final Duration QUIET = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private StoreFixture node;
  private SeriesCollector collector;
  private final List<SeriesFacts> asked = new ArrayList<>();

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    node = new StoreFixture(folder);
    collector = collector(SeriesCollectorTest::facts, this::decide);
  }

  @AfterEach
  void close() throws IOException {
    node.close();
  }

  @Test
  void aMultiFrameObjectIsCompleteWhenAnAssociationCloses() throws IOException {
    node.receiveRun("1.2.3");
    collector.tick(node.clock.instant());
    assertThat(jobs()).isEmpty();

    collector.associationClosed(new AeTitle("ANGIO"));
    assertThat(jobs()).hasSize(1);
    assertThat(jobs().get(0).job().protocol()).isEqualTo("standard");
  }

  @Test
  void anAssociationThatClosesSaysNothingAboutOtherSenders() throws IOException {
    node.receiveRun("1.2.3");
    collector.associationClosed(new AeTitle("OTHER"));
    assertThat(jobs()).isEmpty();
  }

  @Test
  void aMultiFrameObjectOfAnAssociationThatStaysOpenIsCompleteAfterTheQuietTime()
      throws IOException {
    node.receiveRun("1.2.3");
    node.clock.move(QUIET);
    collector.tick(node.clock.instant());
    assertThat(jobs()).hasSize(1);
  }

  @Test
  void singleFramesAreCompleteAfterTheQuietTimeOnly() throws IOException {
    node.receiveFrame("1.1", "1.5");
    node.clock.move(QUIET.minusSeconds(1));
    node.receiveFrame("1.2", "1.5");
    collector.associationClosed(new AeTitle("ANGIO"));
    node.clock.move(QUIET.minusSeconds(1));
    collector.tick(node.clock.instant());
    assertThat(jobs()).isEmpty();

    node.clock.move(Duration.ofSeconds(1));
    collector.tick(node.clock.instant());
    assertThat(jobs()).extracting(JobRecord::instances).containsExactly(2);
  }

  @Test
  void aRunThatNeverFallsQuietIsClosedAfterTheMaximumWait() throws IOException {
    int uid = 0;
    Instant begin = node.clock.instant();
    while (jobs().isEmpty()) {
      node.receiveFrame("1.1." + uid++, "1.5");
      node.clock.move(Duration.ofSeconds(9));
      collector.tick(node.clock.instant());
      assertThat(Duration.between(begin, node.clock.instant())).isLessThan(LONGEST.plusSeconds(10));
    }
    assertThat(Duration.between(begin, node.clock.instant())).isGreaterThanOrEqualTo(LONGEST);
  }

  @Test
  void aClockThatJumpsBackDoesNotKeepARunOpen() throws IOException {
    node.receiveFrame("1.1", "1.5");
    node.clock.move(Duration.ofHours(-3));
    collector.tick(node.clock.instant());
    assertThat(jobs()).hasSize(1);
  }

  @Test
  void theRulesSeeWhoSent() throws IOException {
    node.receiveRun("1.2.3");
    collector.associationClosed(new AeTitle("ANGIO"));
    assertThat(asked.get(0).text(Fact.CALLING_AE_TITLE)).isEqualTo("ANGIO");
    assertThat(asked.get(0).text(Fact.CALLED_AE_TITLE)).isEqualTo("ROTAVOX");
    assertThat(asked.get(0).text(Fact.SOURCE_ADDRESS)).isEqualTo("127.0.0.1");
  }

  @Test
  void recordsWhyARunIsIgnoredOrHeld() throws IOException {
    node.receive("1.1", "1.5", "ignore me", "1.1", "ANGIO", "");
    node.receive("1.2", "1.6", "hold me", "1.2", "ANGIO", "");
    node.receive("1.3", "1.7", "unreadable", "1.3", "ANGIO", "");
    node.receive("1.4", "1.8", "bug", "1.4", "ANGIO", "");
    node.receiveRun("1.5");
    collector.associationClosed(new AeTitle("ANGIO"));

    assertThat(runs(RunState.IGNORED)).extracting(RunRecord::reason).containsExactly("not wanted");
    assertThat(runs(RunState.HELD))
        .extracting(RunRecord::reason)
        .containsExactly(
            "look at it",
            "its files cannot be read: not DICOM",
            "it cannot be decided (IllegalStateException): see the log; then "
                + "release or ignore it");
    assertThat(jobs()).hasSize(1);
    assertThat(node.ledger().balance().held()).isEqualTo(3);
    assertThat(node.ledger().balance().balances()).isTrue();
  }

  @Test
  void theNodesOwnSeriesIsIgnored() throws IOException {
    long id = node.job("1.2.3");
    node.ledger().claimNextJob("me", node.clock.instant());
    ResultInstance own = node.finish(id, 2, "PACS").get(0);

    node.receiveRun(own.sopInstance().value());
    node.receive("9.9", own.series().value(), "other object", "9.9", "PACS", "");
    collector.associationClosed(new AeTitle("PACS"));
    collector.associationClosed(new AeTitle("ANGIO"));

    assertThat(runs(RunState.IGNORED))
        .extracting(RunRecord::reason)
        .containsOnly("this series is a result of the node")
        .hasSize(2);
  }

  @Test
  void whatTheOwnSoftwareMadeElsewhereIsIgnored() throws IOException {
    node.receive("1.1", "1.5", "own equipment", "1.1", "ANGIO", "");
    collector.associationClosed(new AeTitle("ANGIO"));
    assertThat(runs(RunState.IGNORED))
        .extracting(RunRecord::reason)
        .containsExactly("its equipment is this software");
  }

  @Test
  void otherContentUnderAKnownUidIsHeldUntilReleased() throws IOException {
    node.receiveRun("1.2.3");
    collector.associationClosed(new AeTitle("ANGIO"));
    node.receive("1.2.3", "1.9.1.2.3", "other content", "1.2.3", "ANGIO", "");
    collector.associationClosed(new AeTitle("ANGIO"));

    RunRecord held = runs(RunState.HELD).get(0);
    assertThat(held.reason()).contains("other content").contains("all of them");
    assertThat(node.ledger().orders().releaseRun(held.id())).isTrue();
    collector.tick(node.clock.instant());
    assertThat(jobs()).hasSize(2);
    assertThat(jobs()).extracting(job -> job.job().resultSeries()).doesNotHaveDuplicates();
  }

  @Test
  void whatARuleHoldsIsDecidedByTheOtherRulesOnceAPersonReleasesIt() throws Exception {
    RuleNames names =
        new RuleNames(Set.of("head"), Set.of(), Set.of("PACS"), Set.of(), ZoneOffset.UTC);
    RuleBook book =
        RuleBook.parse(
            """
            rules:
              - {name: look first, when: frames < 100, hold: few frames}
              - {name: all, when: true, reconstruct: {protocol: head, destinations: PACS}}
            """,
            "rules.yaml",
            names);
    Decider rules =
        new Decider() {
          @Override
          public Decision decide(SeriesFacts facts, Instant now) {
            return new Decision(book.decide(facts, now), "1");
          }

          @Override
          public Decision decideReleased(SeriesFacts facts, Instant now) {
            return new Decision(book.decideReleased(facts, now), "1");
          }
        };
    collector = collector(SeriesCollectorTest::facts, rules);
    node.receiveRun("1.2.3");
    collector.associationClosed(new AeTitle("ANGIO"));
    RunRecord held = runs(RunState.HELD).get(0);
    assertThat(held.ruleName()).isEqualTo("look first");
    node.ledger().orders().releaseRun(held.id());
    collector.tick(node.clock.instant());
    assertThat(jobs()).extracting(job -> job.job().ruleName()).containsExactly("all");
  }

  @Test
  void twoPatientsUnderOneStudyAreHeld() throws IOException {
    node.receive("1.1", "1.5", "a run", "1.1", "ANGIO", "digest of A");
    collector.associationClosed(new AeTitle("ANGIO"));
    node.receive("1.2", "1.5", "a run", "1.2", "ANGIO", "digest of B");
    collector.associationClosed(new AeTitle("ANGIO"));

    assertThat(jobs()).hasSize(1);
    assertThat(runs(RunState.HELD))
        .extracting(RunRecord::reason)
        .first()
        .asString()
        .contains("two patients");
  }

  @Test
  void framesAfterTheJobBeganAreHeldAndReleasedWithAllOthers() throws IOException {
    node.receiveFrame("1.1", "1.5");
    quiet();
    ReconstructionJob first = node.ledger().claimNextJob("me", node.clock.instant()).orElseThrow();
    node.finish(first.id(), 1, "PACS");
    node.receiveFrame("1.2", "1.5");
    quiet();

    RunRecord held = runs(RunState.HELD).get(0);
    assertThat(held.reason()).contains("1 instances came after a job");
    node.ledger().orders().releaseRun(held.id());
    collector.tick(node.clock.instant());
    JobRecord second = jobs().get(0);
    assertThat(second.job().resultSeries()).isNotEqualTo(first.resultSeries());
    assertThat(node.ledger().instancesOf(second.job().runId())).hasSize(2);
    assertThat(asked.get(asked.size() - 1).integer(Fact.FRAMES)).isEqualTo(2);
    assertThat(node.ledger().balance().balances()).isTrue();
  }

  @Test
  void framesBeforeTheJobBeganMakeAnotherJobOfTheRun() throws IOException {
    node.receiveFrame("1.1", "1.5");
    quiet();
    node.receiveFrame("1.2", "1.5");
    quiet();
    assertThat(jobs())
        .extracting(job -> job.job().state(), JobRecord::instances)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(JobState.WAITING, 2),
            org.assertj.core.groups.Tuple.tuple(JobState.CANCELLED, 2));
    assertThat(node.ledger().balance().waiting()).isEqualTo(2);
  }

  @Test
  void aSourceMayHaveAQuietTimeOfItsOwn() throws IOException {
    collector =
        collector(
            new CollectSettings(
                QUIET,
                Map.of(new AeTitle("SLOW"), Duration.ofSeconds(60)),
                Map.of(),
                LONGEST,
                LateArrivals.HOLD));
    node.receive("1.1", "1.5", "frame", "1.5/1", "SLOW", "");
    node.receive("1.2", "1.6", "frame", "1.6/1", "ANGIO", "");
    quiet();
    assertThat(jobs()).extracting(job -> job.job().source().value()).containsExactly("ANGIO");
    node.clock.move(Duration.ofSeconds(50));
    collector.tick(node.clock.instant());
    assertThat(jobs()).hasSize(2);
  }

  @Test
  void lateFramesMayBeReconstructedWithoutAsking() throws IOException {
    collector =
        collector(
            new CollectSettings(QUIET, Map.of(), Map.of(), LONGEST, LateArrivals.RECONSTRUCT));
    long first = lateFrameAfterAFinishedJob();
    assertThat(jobs()).hasSize(2);
    JobRecord second = jobs().get(0);
    assertThat(second.job().resultSeries())
        .isNotEqualTo(node.ledger().job(first).orElseThrow().job().resultSeries());
    assertThat(node.ledger().instancesOf(second.job().runId())).hasSize(2);
    assertThat(node.ledger().balance().deliveriesPending()).isEqualTo(2);
    assertThat(node.ledger().balance().balances()).isTrue();
  }

  @Test
  void lateFramesMaySupersedeTheEarlierJob() throws IOException {
    collector =
        collector(new CollectSettings(QUIET, Map.of(), Map.of(), LONGEST, LateArrivals.SUPERSEDE));
    long first = lateFrameAfterAFinishedJob();
    assertThat(jobs()).hasSize(2);
    assertThat(node.ledger().balance().deliveriesPending()).isZero();
    assertThat(node.ledger().balance().deliveriesFailed()).isEqualTo(2);
    assertThat(node.ledger().deliveriesOf(first))
        .allSatisfy(
            delivery ->
                assertThat(delivery.message())
                    .isEqualTo("superseded by job " + jobs().get(0).job().id()));
    assertThat(node.ledger().history().unacknowledged(10)).isEmpty();
    assertThat(node.ledger().balance().balances()).isTrue();
  }

  /** A fault, or a kill, between the two would leave both jobs alive. */
  @Test
  void aJobIsMadeAndTheEarlierOneSupersededTogetherOrNotAtAll() throws Exception {
    collector =
        collector(new CollectSettings(QUIET, Map.of(), Map.of(), LONGEST, LateArrivals.SUPERSEDE));
    String url = "jdbc:h2:async:" + node.folder.toAbsolutePath().resolve("ledger/ledger");
    try (java.sql.Connection other = java.sql.DriverManager.getConnection(url, "sa", "");
        java.sql.Statement statement = other.createStatement()) {
      statement.execute("ALTER TABLE jobs ADD CONSTRAINT no_end CHECK (NOT acknowledged)");
      final long first = lateFrameAfterAFinishedJob();
      assertThat(jobs()).as("the earlier job cannot be superseded").hasSize(1);
      assertThat(runs(RunState.OPEN)).hasSize(1);
      assertThat(node.ledger().balance().deliveriesPending()).isEqualTo(2);
      statement.execute("ALTER TABLE jobs DROP CONSTRAINT no_end");
      quiet();
      assertThat(jobs()).hasSize(2);
      assertThat(node.ledger().deliveriesOf(first))
          .allSatisfy(delivery -> assertThat(delivery.message()).startsWith("superseded"));
    }
  }

  private long lateFrameAfterAFinishedJob() throws IOException {
    node.receiveFrame("1.1", "1.5");
    quiet();
    long first = jobs().get(0).job().id();
    node.ledger().claimNextJob("me", node.clock.instant());
    node.finish(first, 2, "PACS");
    node.receiveFrame("1.2", "1.5");
    quiet();
    return first;
  }

  private void quiet() {
    node.clock.move(QUIET);
    collector.tick(node.clock.instant());
  }

  private List<JobRecord> jobs() {
    return node.ledger().jobs(Set.of(JobState.values()), 100);
  }

  private List<RunRecord> runs(RunState state) {
    return node.ledger().runs(Set.of(state), 100);
  }

  private SeriesCollector collector(FactsSource source, Decider rules) {
    return collector(
        source, rules, new CollectSettings(QUIET, Map.of(), Map.of(), LONGEST, LateArrivals.HOLD));
  }

  private SeriesCollector collector(CollectSettings settings) {
    return collector(SeriesCollectorTest::facts, this::decide, settings);
  }

  private SeriesCollector collector(FactsSource source, Decider rules, CollectSettings settings) {
    return new SeriesCollector(
        node.ledger(), node.store().spool(), settings, source, rules, Runnable::run, node.clock);
  }

  /** Takes what the test wrote into the file for what its pixels say. */
  private static FactsSource.Read facts(List<SourceFile> files) throws IOException {
    String content = Files.readString(files.get(0).path());
    if (content.contains("unreadable")) {
      throw new IOException("not DICOM");
    }
    if (content.contains("bug")) {
      throw new IllegalStateException("a bug");
    }
    return FactsSource.Read.of(
        SeriesFacts.builder()
            .set(Fact.FRAMES, (long) files.size())
            .set(Fact.SERIES_DESCRIPTION, content)
            .set(Fact.MANUFACTURER, content.contains("own equipment") ? "ROTAVOX" : "ACME")
            .build());
  }

  private Decider.Decision decide(SeriesFacts facts, Instant now) {
    asked.add(facts);
    String content = facts.text(Fact.SERIES_DESCRIPTION);
    Verdict verdict =
        content.contains("ignore me")
            ? new Verdict.Ignore("rest", "not wanted")
            : content.contains("hold me")
                ? new Verdict.Hold("doubt", "look at it")
                : new Verdict.Reconstruct(
                    "all",
                    "all of them",
                    "standard",
                    Verdict.Priority.NORMAL,
                    "",
                    List.of("PACS"),
                    "",
                    100,
                    false);
    return new Decider.Decision(verdict, "revision 1");
  }
}
