package org.rotavox.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.collect.CollectSettings;
import org.rotavox.collect.Decider;
import org.rotavox.collect.FactsSource;
import org.rotavox.collect.LateArrivals;
import org.rotavox.collect.SeriesCollector;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.Tag;
import org.rotavox.dicom.AeTitle;
import org.rotavox.dicom.Uid;
import org.rotavox.model.Fact;
import org.rotavox.model.JobState;
import org.rotavox.rules.RuleBook;
import org.rotavox.rules.RuleNames;
import org.rotavox.simulation.SimulationOptions;
import org.rotavox.simulation.SimulationOptions.ObjectForm;
import org.rotavox.store.JobRecord;
import org.rotavox.store.RunRecord;
import org.rotavox.store.RunState;
import org.rotavox.store.StoreFixture;
import org.rotavox.support.Proofs;

/** Parts of runs arrive in any order, over several associations, some of them late or never. */
class PartsInTheNodeTest {

  private static final int RUNS = Proofs.cases(120, 36);
  private static final int FRAMES = 60;
  private static final Duration QUIET = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final Random random = new Random(9161);
  private final Path folder;
  private final StoreFixture node;
  private final SeriesCollector collector;

  private int atOnce;
  private int held;
  private int late;

  PartsInTheNodeTest(@TempDir Path folder) throws Exception {
    this.folder = folder;
    this.node = new StoreFixture(folder.resolve("node"));
    RuleBook book =
        RuleBook.parse(
            """
            rules:
              - {name: all, when: rotational, reconstruct: {protocol: head, destinations: PACS}}
              - {name: rest, when: true, ignore: not a rotational run}
            """,
            "rules.yaml",
            new RuleNames(Set.of("head"), Set.of(), Set.of("PACS"), Set.of(), ZoneOffset.UTC));
    this.collector =
        new SeriesCollector(
            node.ledger(),
            node.store().spool(),
            new CollectSettings(QUIET, Map.of(), Map.of(), LONGEST, LateArrivals.HOLD),
            FactsSource.of(new RunReader(List.of())),
            (facts, now) -> new Decider.Decision(book.decide(facts, now), "1"),
            Runnable::run,
            node.clock);
  }

  @Test
  void eachRunIsOneJobOrHeldNamingThePartThatIsMissing() throws IOException {
    for (int i = 0; i < RUNS; i++) {
      oneRun(i);
    }
    System.out.printf(
        "parts in the node: %d runs, %d complete at once, %d held naming what is missing, %d of"
            + " them joined when it came late%n",
        RUNS, atOnce, held, late);
    assertThat(jobs()).hasSize(atOnce + late);
    assertThat(node.ledger().runs(Set.of(RunState.HELD), 1000)).hasSize(held - late);
    assertThat(node.ledger().runs(Set.of(RunState.IGNORED, RunState.OPEN), 1000)).isEmpty();
    assertThat(node.ledger().balance().balances()).isTrue();
    assertThat(held).isGreaterThan(RUNS / 6);
    assertThat(late).isGreaterThan(RUNS / 12);
    node.close();
  }

  private void oneRun(int number) throws IOException {
    String uid = "2.25.9161." + (number + 1);
    List<Path> parts = write(uid);
    int total = parts.size();
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < total; i++) {
      order.add(i);
    }
    Collections.shuffle(order, random);
    boolean missing = total > 1 && random.nextBoolean();
    int last = order.remove(total - 1);
    int before = jobs().size();
    for (int part : order) {
      receive(parts.get(part));
      node.clock.move(Duration.ofSeconds(random.nextInt(30)));
      tick();
      assertThat(jobs()).as("no job for a part of a run").hasSize(before);
    }
    if (missing) {
      node.clock.move(LONGEST);
      tick();
      RunRecord run = newest();
      assertThat(run.state()).isEqualTo(RunState.HELD);
      assertThat(run.reason()).contains("part " + (last + 1) + " of " + total + " has not arrived");
      held++;
      if (random.nextInt(4) == 0) {
        return; // never comes
      }
      node.clock.move(Duration.ofHours(random.nextInt(48)));
      late++;
    } else {
      atOnce++;
    }
    receive(parts.get(last));
    tick();
    RunRecord run = newest();
    assertThat(run.state()).as(run.reason()).isEqualTo(RunState.JOB);
    assertThat(node.ledger().history().factsOf(run.id()).orElseThrow().integer(Fact.FRAMES))
        .isEqualTo(FRAMES);
    assertThat(jobs()).hasSize(before + 1);
  }

  private RunRecord newest() {
    List<RunRecord> all = node.ledger().runs(Set.of(RunState.values()), 1000);
    return all.stream().max(java.util.Comparator.comparingLong(RunRecord::id)).orElseThrow();
  }

  private List<Path> write(String uid) throws IOException {
    SimulationOptions options =
        SimulationOptions.standard()
            .frames(FRAMES)
            .detector(48, 40, 4, 4)
            .as(random.nextBoolean() ? ObjectForm.XA : ObjectForm.ENHANCED_XA);
    Set<Integer> cuts = new TreeSet<>();
    int parts = 1 + random.nextInt(6);
    while (cuts.size() < parts - 1) {
      cuts.add(1 + random.nextInt(FRAMES - 1));
    }
    return new SplitRun(options, List.of(SplitRun.Lists.values()).get(random.nextInt(4)))
        .edited(
            (header, part) ->
                header
                    .setUid(Tag.ConcatenationUID, new Uid(uid))
                    .setUid(Tag.SeriesInstanceUID, new Uid(uid + ".9"))
                    .setUid(Tag.SOPInstanceUID, new Uid(uid + ".1." + (part + 1))))
        .writeTo(folder.resolve(uid), cuts.stream().mapToInt(Integer::intValue).toArray());
  }

  private void receive(Path file) throws IOException {
    DataSet header = DicomFile.read(file).dataSet();
    node.receiveFile(
        header.getString(Tag.SOPInstanceUID, ""),
        header.getString(Tag.SeriesInstanceUID, ""),
        file,
        RunReader.keyOf(header).value(),
        RunReader.announcedBy(header));
  }

  /** An association closes, and a second passes. */
  private void tick() {
    collector.associationClosed(new AeTitle("ANGIO"));
    collector.tick(node.clock.instant());
  }

  private List<JobRecord> jobs() {
    return node.ledger().jobs(Set.of(JobState.values()), 1000);
  }
}
