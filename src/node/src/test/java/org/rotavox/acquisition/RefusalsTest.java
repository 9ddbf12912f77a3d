package org.rotavox.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.Tag;
import org.rotavox.model.Fact;
import org.rotavox.model.Obstacle;
import org.rotavox.rules.FactLaws;
import org.rotavox.simulation.SimulatedRun;
import org.rotavox.simulation.SimulationOptions;
import org.rotavox.simulation.SimulationOptions.AngleForm;
import org.rotavox.simulation.SimulationOptions.DistanceForm;
import org.rotavox.simulation.SimulationOptions.IntensityForm;
import org.rotavox.simulation.SimulationOptions.ObjectForm;

/** What is no rotational run, or no safe one, is refused with its reason. */
class RefusalsTest {

  @TempDir Path folder = Path.of("");

  private static SimulationOptions base() {
    return SimulationOptions.standard().frames(60).detector(24, 20, 8, 8);
  }

  /** What does not turn; everything else turns and waits for a person. */
  private static final Set<String> STANDING =
      Set.of(
          "ARC_TOO_SMALL",
          "NOT_ROTATING",
          "TOO_FEW_FRAMES",
          "NO_ANGLES",
          "SINGLE_FRAME",
          "ANGLE_COUNT",
          "NOT_A_PROJECTION");

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of("ARC_TOO_SMALL", base().arc(-60, 60), "the arc is 120.0°"),
        Arguments.of("ARC_TOO_LARGE", base().frames(200).arc(-170, 250), "420.0°"),
        Arguments.of("NOT_ROTATING", base().arc(30, 30), "does not turn"),
        Arguments.of("TOO_FEW_FRAMES", base().frames(29).arc(-75, 80), "29 frames"),
        Arguments.of(
            "NOT_ROTATING",
            base()
                .edited(
                    d ->
                        d.setDouble(Tag.PositionerPrimaryAngleIncrement, 0)
                            .setDouble(Tag.PositionerSecondaryAngleIncrement, 0)),
            "does not turn"),
        Arguments.of(
            "NO_ANGLES",
            base()
                .edited(
                    d ->
                        d.remove(Tag.PositionerPrimaryAngleIncrement)
                            .remove(Tag.PositionerSecondaryAngleIncrement)),
            "a rotation cannot be recognised"),
        Arguments.of("DISTANCES_MISSING", base().as(DistanceForm.NONE), "two of SID"),
        Arguments.of(
            "DISTANCES_CONTRADICT",
            base().attribute(Tag.DistanceSourceToPatient, "700"),
            "the magnification says"),
        Arguments.of("SPACING_MISSING", base().attribute(Tag.ImagerPixelSpacing, ""), "not known"),
        Arguments.of(
            "SUBTRACTED",
            base().edited(d -> d.setString(Tag.ImageType, "DERIVED", "PRIMARY", "SUBTRACTED")),
            "no raw projections"),
        Arguments.of(
            "SUBTRACTED",
            base()
                .edited(
                    d ->
                        d.setString(Tag.ImageType, "DERIVED", "PRIMARY", "SINGLE PLANE")
                            .setSequence(
                                Tag.MaskSubtractionSequence,
                                List.of(new DataSet().setString(Tag.MaskOperation, "AVG_SUB")))),
            "no raw projections"),
        Arguments.of(
            "INTENSITY_SIGN_CONTRADICTS",
            base().edited(d -> d.setInt(Tag.PixelIntensityRelationshipSign, -1)),
            "contradicts the sign"),
        Arguments.of("FRAME_SATURATED", base().photons(0.2), "end of the scale"),
        Arguments.of("FRAME_CONSTANT", base().photons(1e-9), "the same value everywhere"),
        Arguments.of("SINGLE_FRAME", base().frames(1), "a single image"),
        Arguments.of(
            "STRAY_ANGLE",
            base()
                .edited(
                    d -> {
                      double[] v = d.getDoubles(Tag.PositionerPrimaryAngleIncrement);
                      v[20] += 1.5;
                      d.setDouble(Tag.PositionerPrimaryAngleIncrement, v);
                    }),
            "frame 21"),
        Arguments.of(
            "OTHER_ANGLE_UNREADABLE", base().attribute(Tag.PositionerSecondaryAngle, ""), "absent"),
        Arguments.of(
            "ANGLE_COUNT",
            base().edited(d -> d.setDouble(Tag.PositionerPrimaryAngleIncrement, 0, 1, 2)),
            "3 angle values for 60 frames"),
        Arguments.of("ORBIT_TILTED", base().otherAngle(60), "50 % of the object's value"),
        Arguments.of(
            "NOT_A_PROJECTION",
            base().attribute(Tag.SOPClassUID, "1.2.840.10008.5.1.4.1.1.7.2"),
            "secondary capture"),
        Arguments.of(
            "NOT_A_PROJECTION",
            base().attribute(Tag.SOPClassUID, "1.2.840.10008.5.1.4.1.1.88.67"),
            "dose report"),
        Arguments.of(
            "NOT_A_PROJECTION",
            base().attribute(Tag.SOPClassUID, "1.2.840.10008.5.1.4.1.1.11.5"),
            "presentation state"));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("refusals")
  void theReasonIsNamed(String code, SimulationOptions options, String words) throws IOException {
    RunReading reading = read(options);
    assertThat(reading.run()).isEmpty();
    assertThat(reading.facts().is(Fact.ROTATIONAL)).isEqualTo(!STANDING.contains(code));
    assertThat(((List<?>) reading.facts().get(Fact.OBSTACLES)).contains(code)).isTrue();
    assertThat(FactLaws.brokenBy(reading.facts())).isEmpty();
    assertThat(reading.facts().obstacles())
        .filteredOn(o -> o.code().equals(code))
        .singleElement()
        .satisfies(o -> assertThat(o.sentence()).contains(words));
  }

  @Test
  void aMaskThatIsOnlyRecommendedLeavesTheRunAsItIs() throws IOException {
    RunReading reading =
        read(
            base()
                .edited(
                    d ->
                        d.setSequence(
                            Tag.MaskSubtractionSequence,
                            List.of(new DataSet().setString(Tag.MaskOperation, "AVG_SUB")))));
    assertThat(reading.facts().obstacles()).isEmpty();
    assertThat(reading.facts().is(Fact.SUBTRACTED)).isFalse();
    assertThat(reading.notes()).anyMatch(n -> n.contains("mask is recommended"));
  }

  @Test
  void aRoundShutterHidesNothingOfTheGreyScale() throws IOException {
    RunReading reading =
        read(
            base()
                .detector(48, 40, 4.2, 4.2)
                .edited(
                    d ->
                        d.setString(Tag.ShutterShape, "CIRCULAR")
                            .setInt(Tag.CenterOfCircularShutter, 20, 24)
                            .setInt(Tag.RadiusOfCircularShutter, 19)));
    assertThat(reading.facts().obstacles()).isEmpty();
    assertThat(reading.notes()).anyMatch(n -> n.contains("is blanked"));
  }

  @Test
  void aCutOffFileIsRefused() throws IOException {
    Path file = new SimulatedRun(base()).writeTo(folder.resolve("run.dcm")).get(0);
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.setLength(open.length() - 5000);
    }
    RunReading reading = new RunReader(List.of()).read(List.of(file));
    assertThat(reading.run()).isEmpty();
    assertThat(reading.facts().obstacles()).isNotEmpty();
  }

  @Test
  void missingAndRepeatedInstancesAreFound() throws IOException {
    List<Path> files =
        new ArrayList<>(
            new SimulatedRun(base().as(ObjectForm.SINGLE_FRAMES)).writeTo(folder.resolve("run")));
    Collections.shuffle(files, new java.util.Random(3));
    RunReader reader = new RunReader(List.of());
    assertThat(reader.read(files).facts().obstacles()).isEmpty();
    Path removed = files.remove(10);
    if (removed.endsWith("frame-0001.dcm") || removed.endsWith("frame-0060.dcm")) {
      removed = files.set(20, removed);
    }
    assertThat(codes(reader.read(files))).contains("INSTANCES_MISSING");
    Path twice = Files.copy(files.get(5), folder.resolve("twice.dcm"));
    files.add(removed);
    files.add(twice);
    assertThat(codes(reader.read(files))).contains("INSTANCES_DUPLICATE");
  }

  @Test
  void changingDistancesAreMixedGeometries() throws IOException {
    SimulationOptions frames = base().as(ObjectForm.SINGLE_FRAMES);
    List<Path> files = new SimulatedRun(frames).writeTo(folder.resolve("run"));
    new SimulatedRun(frames.attribute(Tag.DistanceSourceToDetector, "1100"))
        .writeTo(folder.resolve("other"));
    Files.copy(
        folder.resolve("other/frame-0030.dcm"),
        files.get(29),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(codes(new RunReader(List.of()).read(files))).contains("GEOMETRY_CHANGES");
  }

  @Test
  void aStationEntryGivesWhatTheHeaderLacks() throws IOException {
    List<Path> files =
        new SimulatedRun(base().as(DistanceForm.NONE).attribute(Tag.ImagerPixelSpacing, ""))
            .writeTo(folder.resolve("run.dcm"));
    StationProfile other =
        StationProfile.named("other")
            .withMatch(new StationProfile.Match("", "", "ELSEWHERE", ""))
            .withGeometry(StationProfile.Geometry.of(1000, 700, 8));
    StationProfile lab =
        StationProfile.named("lab")
            .withMatch(new StationProfile.Match("rotavox*", "", "simulated", ""))
            .withGeometry(StationProfile.Geometry.of(1200, 785, 8));
    RunReading reading = new RunReader(List.of(other, lab)).read(files);
    assertThat(reading.facts().obstacles()).isEmpty();
    assertThat(reading.facts().text(Fact.GEOMETRY_SOURCE)).isEqualTo("STATION");
    try (RotationalRun run = reading.run().orElseThrow()) {
      assertThat(run.trajectory().carm().sourceToIsocenterMm()).isEqualTo(785);
    }
  }

  @Test
  void aStationEntryThatContradictsTheHeaderRefusesUnlessItMayOverride() throws IOException {
    List<Path> files = new SimulatedRun(base()).writeTo(folder.resolve("run.dcm"));
    StationProfile.Geometry geometry = StationProfile.Geometry.of(1150, 750, 8);
    StationProfile lab = StationProfile.named("lab").withGeometry(geometry);
    assertThat(codes(new RunReader(List.of(lab)).read(files))).contains("STATION_CONTRADICTS");
    StationProfile overriding = lab.withGeometry(geometry.overriding());
    RunReading reading = new RunReader(List.of(overriding)).read(files);
    assertThat(reading.facts().obstacles()).isEmpty();
    try (RotationalRun run = reading.run().orElseThrow()) {
      assertThat(run.trajectory().carm().sourceToDetectorMm()).isEqualTo(1150);
    }
  }

  @Test
  void displayImagesAreNotQuantitative() throws IOException {
    RunReading reading = read(base().as(IntensityForm.DISP));
    assertThat(reading.facts().obstacles()).isEmpty();
    assertThat(reading.facts().is(Fact.QUANTITATIVE)).isFalse();
    try (RotationalRun run = reading.run().orElseThrow()) {
      assertThat(run.quantitativeReasons()).anyMatch(r -> r.contains("display"));
    }
  }

  @Test
  void aForcedReadingDecidesWhatTheHeaderLeavesOpen() throws IOException {
    SimulationOptions open =
        base()
            .as(AngleForm.DELTA)
            .edited(
                d -> {
                  double[] v = d.getDoubles(Tag.PositionerPrimaryAngleIncrement);
                  v[0] = v[1];
                  d.setDouble(Tag.PositionerPrimaryAngleIncrement, v);
                });
    assertThat(read(open).run()).isEmpty();
    StationProfile lab =
        StationProfile.named("lab")
            .withReading(
                StationProfile.Reading.ofAngles(
                    org.rotavox.acquisition.orbit.AngleReading.DELTA_TO_NEXT));
    RunReading reading = new RunReader(List.of(lab)).read(List.of(folder.resolve("run.dcm")));
    assertThat(reading.facts().obstacles()).isEmpty();
    assertThat(reading.facts().text(Fact.ANGLE_READING)).isEqualTo("DELTA");
    try (RotationalRun run = reading.run().orElseThrow()) {
      assertThat(run.trajectory().rotationAnglesDeg().get(0)).isEqualTo(-100);
    }
  }

  @Test
  void factsHoldNothingAboutThePatient() throws IOException {
    RunReading reading = read(base());
    assertThat(reading.facts().headerFields().keySet())
        .noneMatch(k -> k.startsWith("Patient") && !k.equals("PatientPosition"));
    assertThat(reading.facts().toString() + reading.facts().headerFields() + reading.notes())
        .doesNotContain("SIMULATED^PATIENT")
        .doesNotContain("SIM0001");
  }

  private static List<String> codes(RunReading reading) {
    return reading.facts().obstacles().stream().map(Obstacle::code).toList();
  }

  private RunReading read(SimulationOptions options) throws IOException {
    return new RunReader(List.of())
        .read(new SimulatedRun(options).writeTo(folder.resolve("run.dcm")));
  }
}
