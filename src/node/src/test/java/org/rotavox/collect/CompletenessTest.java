package org.rotavox.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.dicom.AeTitle;
import org.rotavox.model.AnnouncedCount;
import org.rotavox.model.Fact;
import org.rotavox.model.SeriesFacts;
import org.rotavox.model.Verdict;
import org.rotavox.store.JobRecord;
import org.rotavox.store.LedgerEvent;
import org.rotavox.store.RunState;
import org.rotavox.store.StoreFixture;

/** When a run of single frames counts as complete, and what the ledger says about that. */
class CompletenessTest {

  private static final Duration QUIET = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final AnnouncedCount THREE = new AnnouncedCount(3, false);

  private StoreFixture node;
  private SeriesCollector collector;
  private final List<SeriesFacts> decided = new ArrayList<>();

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    node = new StoreFixture(folder);
    collector = collector(Map.of());
  }

  @AfterEach
  void close() throws IOException {
    assertThat(node.ledger().balance().balances()).isTrue();
    node.close();
  }

  @Test
  void aRunWhoseAnnouncedFramesAreThereStartsWithoutWaiting() throws IOException {
    frames(1, 3, THREE);
    tick();
    assertThat(jobs()).hasSize(1);
    assertThat(evidence()).containsExactly("all 3 frames are there that its objects announce");
    assertThat(decided.get(0).integer(Fact.MISSING_FRAMES)).isZero();
  }

  @Test
  void aRunThatMissesFramesWaitsForTheLongestTimeAndSaysSo() throws IOException {
    frames(1, 2, THREE);
    node.clock.move(LONGEST.minusSeconds(1));
    tick();
    assertThat(jobs()).as("it has been quiet for long, but it is not complete").isEmpty();
    node.clock.move(Duration.ofSeconds(1));
    tick();
    assertThat(jobs()).hasSize(1);
    assertThat(evidence())
        .containsExactly(
            "the longest wait of 5 min is over with 2 of the 3 frames that its objects announce:"
                + " 1 is missing");
    assertThat(decided.get(0).integer(Fact.MISSING_FRAMES)).isEqualTo(1);
  }

  @Test
  void theFrameThatWasMissingMakesItCompleteAtOnce() throws IOException {
    frames(1, 2, THREE);
    node.clock.move(LONGEST);
    tick();
    frames(3, 3, THREE);
    tick();
    assertThat(jobs()).extracting(JobRecord::instances).startsWith(3);
    assertThat(evidence()).last().asString().startsWith("all 3 frames");
  }

  @Test
  void afterTheJobBeganTheLateFrameCountsTogetherWithTheEarlierOnes() throws IOException {
    frames(1, 2, THREE);
    node.clock.move(LONGEST);
    tick();
    node.ledger().claimNextJob("me", node.clock.instant());
    frames(3, 3, THREE);
    tick();
    assertThat(node.ledger().runs(Set.of(RunState.HELD), 10))
        .singleElement()
        .satisfies(run -> assertThat(run.reason()).contains("came after a job"));
    assertThat(evidence()).last().asString().startsWith("all 3 frames");
  }

  @Test
  void repeatsAreNotCounted() throws IOException {
    frames(1, 2, THREE);
    frames(1, 2, THREE);
    tick();
    assertThat(jobs()).isEmpty();
  }

  @Test
  void aNumberForTheSeriesCountsAllItsRuns() throws IOException {
    AnnouncedCount five = new AnnouncedCount(5, true);
    for (int n = 1; n <= 5; n++) {
      node.receive("1.1." + n, "1.5", "frame", "1.5/" + n % 2, "ANGIO", "", five);
      if (n == 4) {
        node.clock.move(QUIET);
        tick();
        assertThat(jobs()).isEmpty();
      }
    }
    tick();
    assertThat(jobs()).hasSize(2);
    assertThat(evidence())
        .containsOnly("all 5 frames are there that its objects announce for the series");
  }

  @Test
  void objectsThatContradictEachOtherAreNotBelieved() throws IOException {
    frames(1, 1, new AnnouncedCount(1, false)); // counts itself only, as some senders do
    frames(2, 2, new AnnouncedCount(2, false));
    tick();
    assertThat(jobs()).isEmpty();
    node.clock.move(QUIET);
    tick();
    assertThat(evidence())
        .containsExactly(
            "nothing came for 10 s; its objects contradict each other about their number");
  }

  @Test
  void moreFramesThanAnnouncedWaitForTheQuietTime() throws IOException {
    frames(1, 4, THREE);
    tick();
    assertThat(jobs()).isEmpty();
    node.clock.move(QUIET);
    tick();
    assertThat(evidence())
        .containsExactly(
            "nothing came for 10 s; 4 frames are there, more than the 3 that its objects announce");
  }

  @Test
  void aSingleImageThatAnnouncesItselfWaitsForOthers() throws IOException {
    frames(1, 1, new AnnouncedCount(1, false));
    tick();
    assertThat(jobs()).isEmpty();
    node.clock.move(QUIET);
    tick();
    assertThat(evidence()).containsExactly("nothing came for 10 s");
  }

  @Test
  void theConfigurationMaySayWhatASourceSends() throws IOException {
    collector = collector(Map.of(new AeTitle("ANGIO"), 2));
    frames(1, 2, AnnouncedCount.NONE);
    tick();
    assertThat(jobs()).hasSize(1);
    assertThat(evidence())
        .containsExactly("all 2 frames are there that the configuration expects from ANGIO");
  }

  @Test
  void theConfigurationMaySayThatASourceIsNotToBeBelieved() throws IOException {
    collector = collector(Map.of(new AeTitle("ANGIO"), 0));
    frames(1, 2, THREE);
    node.clock.move(QUIET);
    tick();
    assertThat(evidence()).containsExactly("nothing came for 10 s");
  }

  @Test
  void aReleasedRunDoesNotWaitForMissingFrames() throws IOException {
    frames(1, 2, THREE);
    node.clock.move(LONGEST);
    tick();
    node.ledger().claimNextJob("me", node.clock.instant());
    node.receiveFrame("1.1.9", "1.5", new AnnouncedCount(9, false));
    node.clock.move(LONGEST);
    tick();
    long held = node.ledger().runs(Set.of(RunState.HELD), 10).get(0).id();
    node.ledger().orders().releaseRun(held);
    tick();
    assertThat(evidence()).last().isEqualTo("a person released it");
    assertThat(jobs()).hasSize(2);
  }

  @Test
  void partsOfAConcatenationWaitForAllOfThem() throws IOException {
    parts(1, 2, AnnouncedCount.ofParts(3));
    node.clock.move(LONGEST.minusSeconds(1));
    tick();
    assertThat(jobs()).isEmpty();
    parts(3, 3, AnnouncedCount.ofParts(3));
    tick();
    assertThat(evidence()).containsExactly("all 3 parts are there that its objects announce");
  }

  @Test
  void aPartThatIsMissingAfterTheLongestWaitIsCountedAndJoinsWhenItComes() throws IOException {
    parts(1, 2, AnnouncedCount.ofParts(3));
    node.clock.move(LONGEST);
    tick();
    assertThat(evidence())
        .containsExactly(
            "the longest wait of 5 min is over with 2 of the 3 parts that its objects announce: 1"
                + " is missing");
    assertThat(decided.get(0).integer(Fact.MISSING_FRAMES)).isEqualTo(1);
    parts(3, 3, AnnouncedCount.ofParts(3));
    tick();
    assertThat(evidence()).last().asString().startsWith("all 3 parts");
    assertThat(jobs()).extracting(JobRecord::instances).startsWith(3);
  }

  @Test
  void partsThatDoNotSayTheirNumberAreCompleteAfterTheQuietTime() throws IOException {
    parts(1, 2, AnnouncedCount.ofParts(0));
    tick();
    assertThat(jobs()).isEmpty();
    node.clock.move(QUIET);
    tick();
    assertThat(jobs()).hasSize(1);
  }

  @Test
  void theNumberOfFramesOfASourceSaysNothingAboutParts() throws IOException {
    collector = collector(Map.of(new AeTitle("ANGIO"), 133));
    parts(1, 2, AnnouncedCount.ofParts(2));
    tick();
    assertThat(evidence()).containsExactly("all 2 parts are there that its objects announce");
  }

  @Test
  void partsThatContradictEachOtherAboutTheirNumberWaitForTheQuietTime() throws IOException {
    parts(1, 1, AnnouncedCount.ofParts(2));
    parts(2, 2, AnnouncedCount.ofParts(3));
    tick();
    assertThat(jobs()).isEmpty();
    node.clock.move(QUIET);
    tick();
    assertThat(evidence()).singleElement().asString().contains("contradict each other");
  }

  private void parts(int first, int last, AnnouncedCount announced) throws IOException {
    for (int n = first; n <= last; n++) {
      node.receive("1.1." + n, "1.5", "part " + n, "C|1.5|1.7|", "ANGIO", "", announced);
    }
  }

  private void frames(int first, int last, AnnouncedCount announced) throws IOException {
    for (int n = first; n <= last; n++) {
      node.receiveFrame("1.1." + n, "1.5", announced);
    }
  }

  private void tick() {
    collector.associationClosed(new AeTitle("ANGIO"));
    collector.tick(node.clock.instant());
  }

  private List<JobRecord> jobs() {
    return node.ledger().jobs(Set.of(org.rotavox.model.JobState.values()), 100);
  }

  private List<String> evidence() {
    return node.ledger().history().events(0, 1000).stream()
        .filter(event -> event.kind() == LedgerEvent.Kind.RUN_COMPLETE)
        .map(LedgerEvent::message)
        .toList();
  }

  private SeriesCollector collector(Map<AeTitle, Integer> expectedFrames) {
    return new SeriesCollector(
        node.ledger(),
        node.store().spool(),
        new CollectSettings(QUIET, Map.of(), expectedFrames, LONGEST, LateArrivals.HOLD),
        files ->
            FactsSource.Read.of(
                SeriesFacts.builder().set(Fact.FRAMES, (long) files.size()).build()),
        (facts, now) -> {
          decided.add(facts);
          return new Decider.Decision(
              new Verdict.Reconstruct(
                  "all",
                  "all of them",
                  "standard",
                  Verdict.Priority.NORMAL,
                  "",
                  List.of("PACS"),
                  "",
                  100,
                  false),
              "revision 1");
        },
        Runnable::run,
        node.clock);
  }
}
