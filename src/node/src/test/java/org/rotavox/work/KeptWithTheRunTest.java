package org.rotavox.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.acquisition.KeptReading;
import org.rotavox.acquisition.RunReader;
import org.rotavox.acquisition.RunReading;
import org.rotavox.acquisition.SourceFile;
import org.rotavox.collect.CollectSettings;
import org.rotavox.collect.Decider;
import org.rotavox.collect.FactsSource;
import org.rotavox.collect.LateArrivals;
import org.rotavox.collect.SeriesCollector;
import org.rotavox.model.Failure;
import org.rotavox.model.JobState;
import org.rotavox.model.Verdict;
import org.rotavox.reconstruction.ResultSettings;
import org.rotavox.store.RunRecord;
import org.rotavox.store.RunState;
import org.rotavox.store.StoredInstance;

/** What the collector read of a run stays with it until its files go, and its job uses it. */
class KeptWithTheRunTest {

  private static final ResultSettings RESULTS = ResultSettings.DEFAULT;

  @TempDir private Path folder;
  private JobFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new JobFixture(folder);
  }

  @AfterEach
  void close() throws IOException {
    fixture.close();
  }

  private void collect(Verdict verdict) throws IOException {
    fixture.receive(JobFixture.PHANTOM);
    decide(verdict);
  }

  private void decide(Verdict verdict) {
    SeriesCollector collector =
        new SeriesCollector(
            fixture.node.ledger(),
            fixture.node.store().spool(),
            new CollectSettings(
                Duration.ofSeconds(5),
                Map.of(),
                Map.of(),
                Duration.ofMinutes(10),
                LateArrivals.HOLD),
            FactsSource.of(new RunReader(List.of())),
            (facts, now) -> new Decider.Decision(verdict, "1"),
            Runnable::run,
            fixture.node.clock);
    fixture.node.clock.move(Duration.ofSeconds(6));
    collector.tick(fixture.node.clock.instant());
  }

  private RunRecord run(RunState state) {
    return fixture.node.ledger().runs(Set.of(state), 10).get(0);
  }

  private Optional<KeptReading> kept(RunRecord run) {
    return KeptReading.parse(fixture.node.ledger().history().readingOf(run.id()));
  }

  private List<SourceFile> files(RunRecord run) {
    return fixture.node.ledger().instancesOf(run.id()).stream()
        .map(i -> new SourceFile(fixture.node.store().spool().resolve(i.file()), i.sha256()))
        .toList();
  }

  @Test
  void itsJobNeedNotLookAtTheFramesAgain() throws IOException {
    collect(JobFixture.reconstruct(List.of("PACS"), false));
    RunRecord run = run(RunState.JOB);
    RunReading again = new RunReader(List.of()).readAgain(files(run), kept(run));
    again.run().orElseThrow().close();
    assertThat(again.fromKept()).isTrue();
    long job = fixture.succeed(fixture.pipeline(RESULTS)).id();
    assertThat(fixture.sentTo("PACS", job)).hasSize(JobFixture.SLICES);
  }

  @Test
  void aHeldRunThatIsReleasedIsDecidedAnew() throws IOException {
    collect(new Verdict.Hold("rule", "because"));
    RunRecord run = run(RunState.HELD);
    assertThat(kept(run)).isPresent();
    assertThat(fixture.node.ledger().orders().releaseRun(run.id())).isTrue();
    decide(JobFixture.reconstruct(List.of("PACS"), false));
    assertThat(kept(run(RunState.JOB))).isPresent();
  }

  @Test
  void itGoesWithTheFiles() throws IOException {
    collect(new Verdict.Ignore("rule", "because"));
    RunRecord run = run(RunState.IGNORED);
    assertThat(kept(run)).isPresent();
    fixture.node.clock.move(Duration.ofDays(400));
    assertThat(fixture.node.store().purge(fixture.node.clock.instant())).isPositive();
    assertThat(fixture.node.ledger().history().readingOf(run.id())).isEmpty();
  }

  @Test
  void aFileThatChangedOnTheDiskFailsTheJobAndNothingIsSent() throws IOException {
    collect(JobFixture.reconstruct(List.of("PACS"), false));
    StoredInstance instance = fixture.node.ledger().instancesOf(run(RunState.JOB).id()).get(0);
    Path file = fixture.node.store().spool().resolve(instance.file());
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    StepResult result = fixture.pipeline(RESULTS).run(fixture.claim());
    assertThat(result)
        .isInstanceOfSatisfying(
            StepResult.Failed.class,
            failed -> {
              assertThat(failed.cause().kind()).isEqualTo(Failure.Kind.INPUT);
              assertThat(failed.cause().message())
                  .contains("changed since it was received", "send the run again");
            });
    assertThat(fixture.node.ledger().jobs(Set.of(JobState.DONE), 10)).isEmpty();
  }
}
