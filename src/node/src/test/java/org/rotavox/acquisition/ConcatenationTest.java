package org.rotavox.acquisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.Tag;
import org.rotavox.model.AnnouncedCount;
import org.rotavox.model.Fact;
import org.rotavox.model.Obstacle;
import org.rotavox.rules.FactLaws;
import org.rotavox.simulation.SimulatedRun;
import org.rotavox.simulation.SimulationOptions;
import org.rotavox.simulation.SimulationOptions.AngleForm;
import org.rotavox.simulation.SimulationOptions.ObjectForm;
import org.rotavox.support.Proofs;

/** One object that was cut into parts is read as one run, or says what is missing. */
class ConcatenationTest {

  private static final int FRAMES = 60;
  private static final int TRIES = Proofs.cases(1000, 60);

  @TempDir Path folder = Path.of("");

  private int written;

  private static SimulationOptions base() {
    return SimulationOptions.standard().frames(FRAMES).detector(48, 40, 4, 4);
  }

  /** One way in which a device might cut a run. */
  private record Case(SimulationOptions options, SplitRun.Lists lists, List<Integer> cuts) {

    static Case random(Random random) {
      SimulationOptions options =
          base()
              .as(pick(random, ObjectForm.XA, ObjectForm.XRF, ObjectForm.ENHANCED_XA))
              .as(pick(random, AngleForm.values()))
              .arc(-100 - random.nextInt(5), 100 + random.nextInt(10));
      if (random.nextBoolean()) {
        options = options.otherAngle(random.nextInt(10) - 5);
      }
      int parts = 1 + (random.nextInt(5) == 0 ? random.nextInt(FRAMES) : random.nextInt(6));
      if (options.angleForm == AngleForm.CONSTANT_STEP) {
        // One value for one frame could as well be its angle: single frames with a mean step alone
        // are refused.
        parts = Math.min(parts, FRAMES - 1);
      }
      Set<Integer> cuts = new HashSet<>();
      while (cuts.size() < parts - 1) {
        cuts.add(1 + random.nextInt(FRAMES - 1));
      }
      return new Case(
          options, pick(random, SplitRun.Lists.values()), cuts.stream().sorted().toList());
    }
  }

  @SafeVarargs
  private static <T> T pick(Random random, T... values) {
    return values[random.nextInt(values.length)];
  }

  @Test
  void everyWayToCutARunIsReadAsTheRunThatWasCut() throws IOException {
    Random random = new Random(14);
    Map<SplitRun.Lists, Integer> accepted = new EnumMap<>(SplitRun.Lists.class);
    List<String> refused = new ArrayList<>();
    for (int i = 0; i < TRIES; i++) {
      Case each = Case.random(random);
      List<Path> files =
          write(
              new SplitRun(each.options, each.lists),
              each.cuts.stream().mapToInt(Integer::intValue).toArray());
      Collections.shuffle(files, random);
      assertThat(keys(files)).hasSize(1);
      RunReading reading = new RunReader(List.of()).read(files);
      String what = each.options.angleForm + " " + each.lists + " " + each.cuts;
      if (reading.run().isPresent()) {
        assertIsWhole(reading, each.options, what);
        accepted.merge(each.lists, 1, Integer::sum);
      } else {
        refused.add(what + ": " + reading.facts().obstacles());
      }
      assertThat(FactLaws.brokenBy(reading.facts())).isEmpty();
    }
    System.out.printf(
        "concatenations: %d cut runs, read as the whole %s, refused %d, read otherwise 0%n",
        TRIES, accepted, refused.size());
    assertThat(refused).isEmpty();
  }

  private static void assertIsWhole(RunReading reading, SimulationOptions options, String what)
      throws IOException {
    List<Double> truth = new SimulatedRun(options).primaryDeg();
    try (RotationalRun run = reading.run().orElseThrow()) {
      List<Double> found = run.trajectory().rotationAnglesDeg();
      assertThat(found).as(what).hasSize(FRAMES);
      for (int i = 0; i < FRAMES; i++) {
        assertThat(found.get(i)).as(what).isCloseTo(truth.get(i), within(2e-3));
      }
      assertThat(run.header().getInt(Tag.NumberOfFrames, 0)).isEqualTo(FRAMES);
    }
    assertThat(reading.facts().integer(Fact.FRAMES)).isEqualTo(FRAMES);
  }

  @Test
  void everyPartThatIsMissingIsNamedAndNothingIsReconstructed() throws IOException {
    Random random = new Random(15);
    int tried = 0;
    for (int i = 0; i < TRIES; i++) {
      Case each = Case.random(random);
      if (each.cuts.isEmpty()) {
        continue;
      }
      List<Path> files =
          write(
              new SplitRun(each.options, each.lists),
              each.cuts.stream().mapToInt(Integer::intValue).toArray());
      int missing = random.nextInt(files.size());
      Path late = files.remove(missing);
      Collections.shuffle(files, random);
      RunReading reading = new RunReader(List.of()).read(files);
      assertThat(reading.run()).isEmpty();
      assertThat(reading.facts().obstacles().get(0).code()).isEqualTo("PARTS_MISSING");
      assertThat(reading.facts().obstacles().get(0).sentence())
          .isEqualTo(
              "part " + (missing + 1) + " of " + (each.cuts.size() + 1) + " has not arrived");
      assertThat(reading.facts().obstacles())
          .extracting(Obstacle::code)
          .doesNotContain("ARC_TOO_SMALL", "NOT_MONOTONE", "TOO_FEW_FRAMES", "NOT_ROTATING");
      assertThat(FactLaws.brokenBy(reading.facts())).isEmpty();
      files.add(late);
      RunReading whole = new RunReader(List.of()).read(files);
      assertThat(whole.facts().obstacles()).as(each.toString()).isEmpty();
      whole.run().orElseThrow().close();
      tried++;
    }
    System.out.printf("concatenations: %d times a part was missing, and named%n", tried);
    assertThat(tried).isGreaterThan(TRIES / 2);
  }

  @Test
  void theFramesAreThoseOfTheWhole() throws IOException {
    List<Path> parts = write(new SplitRun(base(), SplitRun.Lists.CUT), 7, 21, 22, 59);
    Collections.reverse(parts);
    List<Path> whole = new SimulatedRun(base()).writeTo(folder.resolve("whole"));
    float[] a = new float[48 * 40];
    float[] b = new float[48 * 40];
    try (RotationalRun cut = new RunReader(List.of()).read(parts).run().orElseThrow();
        RotationalRun one = new RunReader(List.of()).read(whole).run().orElseThrow()) {
      assertThat(cut.instances())
          .extracting(s -> s.sopInstance().value())
          .containsExactly(
              SplitRun.UID + ".1.1",
              SplitRun.UID + ".1.2",
              SplitRun.UID + ".1.3",
              SplitRun.UID + ".1.4",
              SplitRun.UID + ".1.5");
      for (int frame = 0; frame < FRAMES; frame++) {
        cut.stack().frames().readIntensities(frame, a);
        one.stack().frames().readIntensities(frame, b);
        assertThat(a).isEqualTo(b);
      }
    }
  }

  @Test
  void theNumberOfPartsIsAnnounced() throws IOException {
    List<Path> parts = write(new SplitRun(base(), SplitRun.Lists.CUT), 30);
    assertThat(RunReader.announcedBy(header(parts.get(0)))).isEqualTo(AnnouncedCount.ofParts(2));
    assertThat(RunReader.isWhole(header(parts.get(0)))).isFalse();
    List<Path> open = write(new SplitRun(base(), SplitRun.Lists.CUT).withoutTotals(), 30);
    assertThat(RunReader.announcedBy(header(open.get(0)))).isEqualTo(AnnouncedCount.ofParts(0));
    DataSet alone = header(open.get(0)).copy().setInt(Tag.InConcatenationTotalNumber, 1);
    assertThat(RunReader.isWhole(alone)).isTrue();
  }

  @Test
  void withoutATotalNumberTheFramesSayWhatIsMissing() throws IOException {
    List<Path> parts = write(new SplitRun(base(), SplitRun.Lists.CUT).withoutTotals(), 20, 40);
    RunReader reader = new RunReader(List.of());
    RunReading all = reader.read(parts);
    assertThat(all.facts().obstacles()).isEmpty();
    assertThat(all.notes())
        .anyMatch(n -> n.contains("the number of parts of the concatenation is not given"));
    all.run().orElseThrow().close();
    assertThat(sentences(reader.read(List.of(parts.get(0), parts.get(2)))))
        .contains("part 2 has not arrived");
    assertThat(sentences(reader.read(List.of(parts.get(1), parts.get(2)))))
        .contains("part 1 has not arrived");
    List<Path> whole = write(new SplitRun(base(), SplitRun.Lists.WHOLE).withoutTotals(), 50);
    assertThat(sentences(reader.read(List.of(whole.get(0)))))
        .contains(
            "the parts have 50 frames, their list of angles is of 60: a part has not arrived");
  }

  @Test
  void partsThatContradictEachOtherSayInWhat() throws IOException {
    assertRefused("PARTS_CONTRADICT", "different patients", d -> d.setString(Tag.PatientID, "X"));
    assertRefused(
        "PARTS_CONTRADICT",
        "disagree on how many there are: 2, 3",
        d -> d.setInt(Tag.InConcatenationTotalNumber, 3));
    assertRefused(
        "PARTS_CONTRADICT", "1200 and 1100", d -> d.setDouble(Tag.DistanceSourceToDetector, 1100));
    assertRefused(
        "PARTS_CONTRADICT",
        "ImagerPixelSpacing: 4\\4 and 8\\8",
        d -> d.setDouble(Tag.ImagerPixelSpacing, 8, 8));
    assertRefused(
        "PARTS_CONTRADICT",
        "RescaleSlope: absent and 2",
        d -> d.setDouble(Tag.RescaleSlope, 2).setDouble(Tag.RescaleIntercept, 0));
    assertRefused(
        "PARTS_CONTRADICT",
        "2 different objects",
        d -> d.setString(Tag.SOPInstanceUIDOfConcatenationSource, "2.25.99"));
    assertRefused(
        "PARTS_DUPLICATE",
        "part 1 came twice, with different content",
        d -> d.setInt(Tag.InConcatenationNumber, 1));
    assertRefused(
        "PARTS_GAP",
        "part 2 begins after frame 34, the parts before it end with frame 30: 4 frames are missing",
        d -> d.setInt(Tag.ConcatenationFrameOffsetNumber, 34));
    assertRefused(
        "PARTS_OVERLAP",
        "the same frames are in both",
        d -> d.setInt(Tag.ConcatenationFrameOffsetNumber, 25));
    assertRefused("PARTS_CONTRADICT", "part 3 of 2", d -> d.setInt(Tag.InConcatenationNumber, 3));
  }

  private void assertRefused(
      String code, String words, java.util.function.Consumer<DataSet> secondPart)
      throws IOException {
    SplitRun split =
        new SplitRun(base(), SplitRun.Lists.CUT)
            .edited(
                (header, part) -> {
                  if (part == 1) {
                    secondPart.accept(header);
                  }
                });
    RunReading reading = new RunReader(List.of()).read(write(split, 30));
    assertThat(reading.run()).isEmpty();
    assertThat(reading.facts().obstacles())
        .anySatisfy(
            o -> {
              assertThat(o.code()).isEqualTo(code);
              assertThat(o.sentence()).contains(words);
              assertThat(o.remedy()).isNotEmpty();
              assertThat(o.sentence()).doesNotContain("SIM0001");
            });
  }

  @Test
  void theSamePartTwiceIsTakenOnce() throws IOException {
    List<Path> parts = write(new SplitRun(base(), SplitRun.Lists.CUT), 30);
    parts.add(Files.copy(parts.get(0), folder.resolve("again")));
    RunReading reading = new RunReader(List.of()).read(parts);
    assertThat(reading.facts().obstacles()).isEmpty();
    assertThat(reading.notes()).contains("part 1 came twice with the same content: taken once");
    reading.run().orElseThrow().close();
  }

  @Test
  void angleListsThatMissAStepAtACutAreRefused() throws IOException {
    // Changes from each part's own first frame, and no part says where its first frame stands.
    SplitRun split =
        new SplitRun(base().as(AngleForm.DELTA), SplitRun.Lists.OWN)
            .edited(
                (header, part) -> {
                  if (part > 0) {
                    header.remove(Tag.PositionerPrimaryAngle).remove(Tag.PositionerSecondaryAngle);
                  }
                });
    RunReading reading = new RunReader(List.of()).read(write(split, 30));
    assertThat(reading.run()).isEmpty();
    assertThat(sentences(reading))
        .anyMatch(s -> s.contains("the list of angles of each part begins with 0"));
  }

  @Test
  void aStaticCineThatWasCutIsStaticWhenAllItsPartsAreThere() throws IOException {
    Random random = new Random(3);
    for (SplitRun.Lists lists : SplitRun.Lists.values()) {
      SplitRun split =
          new SplitRun(base().arc(30, 30), lists)
              .edited(
                  (header, part) -> {
                    double[] v = header.getDoubles(Tag.PositionerPrimaryAngleIncrement);
                    for (int i = 1; i < v.length && lists == SplitRun.Lists.OWN; i++) {
                      v[i] += random.nextDouble() * 0.2;
                    }
                    header.setDouble(Tag.PositionerPrimaryAngleIncrement, v);
                  });
      RunReading reading = new RunReader(List.of()).read(write(split, 20, 45));
      assertThat(reading.facts().is(Fact.ROTATIONAL)).isFalse();
      assertThat(reading.facts().obstacles())
          .extracting(Obstacle::code)
          .containsAnyOf("NOT_ROTATING", "ARC_TOO_SMALL")
          .noneMatch(code -> code.startsWith("PARTS_"));
    }
  }

  @Test
  void aGroupThatIsSharedWithinAPartAndChangesBetweenPartsIsFound() throws IOException {
    SplitRun split =
        new SplitRun(base().as(ObjectForm.ENHANCED_XA), SplitRun.Lists.CUT)
            .edited(
                (header, part) -> {
                  if (part == 1) {
                    header
                        .getItem(Tag.SharedFunctionalGroupsSequence)
                        .flatMap(shared -> shared.getItem(Tag.XRayGeometrySequence))
                        .orElseThrow()
                        .setDouble(Tag.DistanceSourceToDetector, 1100);
                  }
                });
    RunReading reading = new RunReader(List.of()).read(write(split, 30));
    assertThat(reading.facts().obstacles()).extracting(Obstacle::code).contains("GEOMETRY_CHANGES");
  }

  private static List<String> sentences(RunReading reading) {
    return reading.facts().obstacles().stream().map(Obstacle::sentence).toList();
  }

  private static DataSet header(Path file) throws IOException {
    return DicomFile.read(file).dataSet();
  }

  private static Set<RunKey> keys(List<Path> files) throws IOException {
    Set<RunKey> keys = new HashSet<>();
    for (Path file : files) {
      keys.add(RunReader.keyOf(header(file)));
    }
    return keys;
  }

  private List<Path> write(SplitRun split, int... cuts) throws IOException {
    return new ArrayList<>(split.writeTo(folder.resolve("run-" + written++), cuts));
  }
}
