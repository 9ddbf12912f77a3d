package org.rotavox.acquisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.acquisition.intensity.IntensityReading;
import org.rotavox.acquisition.intensity.LogarithmStep;
import org.rotavox.acquisition.intensity.SilentRelationship;
import org.rotavox.acquisition.orbit.AngleReading;
import org.rotavox.acquisition.quirk.Quirk;
import org.rotavox.acquisition.sidecar.GeometryForm;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.Tag;
import org.rotavox.dataset.VR;
import org.rotavox.model.Fact;
import org.rotavox.simulation.SimulatedPixels;
import org.rotavox.simulation.SimulatedRun;
import org.rotavox.simulation.SimulationOptions;
import org.rotavox.simulation.SimulationOptions.AngleForm;
import org.rotavox.simulation.SimulationOptions.DistanceForm;
import org.rotavox.simulation.SimulationOptions.IntensityForm;
import org.rotavox.simulation.SimulationOptions.ObjectForm;

/**
 * Every row of every table of quirks has a run that is written so, and is read as the row says. The
 * tables stand in {@code vendors.md}, equal to the code; {@code -Drotavox.snapshots=write} writes
 * them there.
 */
class QuirksTest {

  private static final Path PAGE = Path.of("src/site/markdown/vendors.md");
  private static final String BEGIN =
      "<!-- quirks: generated from the code and checked by a test -->\n";
  private static final String END = "<!-- end of quirks -->";

  @TempDir Path folder = Path.of("");

  /** A run that is written so, the station entry that it needs, and words that its notes have. */
  private record Sample(SimulationOptions run, StationProfile.Reading entry, String note) {}

  private static SimulationOptions base() {
    return SimulationOptions.standard().frames(60).detector(48, 40, 4, 4);
  }

  private static Sample sample(SimulationOptions run, String note) {
    return new Sample(run, StationProfile.Reading.open(), note);
  }

  private static Map<Quirk, Sample> samples() {
    Map<Quirk, Sample> all = new LinkedHashMap<>();
    all.put(AngleReading.OFFSET, sample(base(), "as OFFSET possible"));
    all.put(AngleReading.ABSOLUTE, sample(base().as(AngleForm.ABSOLUTE), "as ABSOLUTE possible"));
    all.put(AngleReading.DELTA, sample(base().as(AngleForm.DELTA_SHORT), "as DELTA possible"));
    all.put(
        AngleReading.DELTA_TO_NEXT,
        new Sample(
            base().as(AngleForm.DELTA).edited(d -> beginWithAFullStep(d)),
            StationProfile.Reading.ofAngles(AngleReading.DELTA_TO_NEXT),
            "DELTA_TO_NEXT prescribed"));
    all.put(
        AngleReading.CONSTANT_STEP,
        sample(base().as(AngleForm.CONSTANT_STEP), "as CONSTANT_STEP possible"));
    all.put(
        AngleReading.PER_FRAME, sample(base().as(ObjectForm.ENHANCED_XA), "as PER_FRAME possible"));

    all.put(IntensityReading.LINEAR, sample(base(), "values as LINEAR:"));
    all.put(
        IntensityReading.LINEAR_INVERTED,
        sample(base().as(IntensityForm.LIN_INVERTED), "values as LINEAR_INVERTED:"));
    all.put(
        IntensityReading.LOGARITHMIC,
        sample(base().as(IntensityForm.LOG_LUT), "values as LOGARITHMIC:"));
    all.put(
        IntensityReading.LOGARITHMIC_INVERTED,
        sample(base().as(IntensityForm.LOG_INVERTED), "values as LOGARITHMIC_INVERTED:"));
    all.put(IntensityReading.DISPLAY, sample(base().as(IntensityForm.DISP), "values as DISPLAY:"));
    all.put(
        IntensityReading.DISPLAY_INVERTED,
        new Sample(
            base().as(IntensityForm.LIN_INVERTED),
            new StationProfile.Reading(
                Optional.empty(),
                0,
                Optional.of(IntensityReading.DISPLAY_INVERTED),
                OptionalInt.empty(),
                Optional.empty()),
            "values as DISPLAY_INVERTED:"));

    all.put(
        SilentRelationship.FEW_BITS,
        sample(
            base().as(IntensityForm.DISP).edited(d -> d.remove(Tag.PixelIntensityRelationship)),
            "8 bits are taken as made for display"));
    all.put(
        SilentRelationship.WIDE_RANGE,
        sample(base().as(IntensityForm.UNSTATED), "taken as linear"));
    all.put(
        SilentRelationship.NARROW_RANGE,
        sample(
            base()
                .as(IntensityForm.LOG_RESCALED)
                .edited(d -> d.remove(Tag.PixelIntensityRelationship)),
            "taken as logarithmic"));

    all.put(
        LogarithmStep.OPTICAL_DENSITY,
        sample(
            base()
                .as(IntensityForm.LOG_RESCALED)
                .edited(
                    d ->
                        d.setString(Tag.RescaleType, "OD")
                            .setDouble(
                                Tag.RescaleSlope, SimulatedPixels.logStep() * 1000 / Math.log(10))),
            "1000 × optical density"));
    all.put(
        LogarithmStep.NATURAL_LOGARITHM,
        sample(base().as(IntensityForm.LOG_RESCALED), "taken as natural logarithms"));
    all.put(
        LogarithmStep.UNKNOWN,
        sample(
            base()
                .as(IntensityForm.LOG_RESCALED)
                .edited(d -> d.remove(Tag.RescaleSlope).remove(Tag.RescaleType)),
            "the scale of the logarithm is not known"));

    all.put(
        HeaderQuirk.ISOCENTER_DISTANCE_AT_ROOT,
        sample(
            base()
                .as(DistanceForm.SID_AND_SOD)
                .edited(
                    d ->
                        d.remove(Tag.DistanceSourceToPatient)
                            .setDouble(Tag.DistanceSourceToIsocenter, 785)),
            "SOD is (0018,9402)"));
    all.put(
        HeaderQuirk.SIEMENS_SOURCE_TO_ISOCENTER,
        sample(
            base()
                .as(DistanceForm.SID_AND_SOD)
                .edited(
                    d ->
                        d.setDouble(Tag.DistanceSourceToPatient, 817)
                            .setDouble(Tag.EstimatedRadiographicMagnificationFactor, 1.53)
                            .setString("SIEMENS SMS-AX  ACQ 1.0", 0x00210017, VR.DS, "785")),
            "SIEMENS_SOURCE_TO_ISOCENTER: SOD is the private value"));
    return all;
  }

  private static void beginWithAFullStep(DataSet d) {
    double[] v = d.getDoubles(Tag.PositionerPrimaryAngleIncrement);
    v[0] = v[1];
    d.setDouble(Tag.PositionerPrimaryAngleIncrement, v);
  }

  @TestFactory
  Stream<DynamicTest> everyWayOfWritingIsReadAsItsRowSays() {
    return samples().entrySet().stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.getKey().name(), () -> assertIsRead(row.getKey(), row.getValue())));
  }

  /** The run is accepted, its notes name the row, and its orbit is the one of the simulation. */
  private void assertIsRead(Quirk quirk, Sample sample) throws IOException {
    SimulatedRun simulated = new SimulatedRun(sample.run());
    List<Path> files = simulated.writeTo(folder.resolve("run"));
    StationProfile station = StationProfile.named("lab").withReading(sample.entry());
    RunReading reading = new RunReader(List.of(station)).read(files);
    assertThat(reading.facts().obstacles()).isEmpty();
    assertThat(reading.notes()).anyMatch(n -> n.contains(sample.note()));
    try (RotationalRun run = reading.run().orElseThrow()) {
      assertThat(run.trajectory().rotationAnglesDeg().get(59)).isCloseTo(100, within(1e-4));
      assertThat(run.trajectory().carm().sourceToIsocenterMm()).isEqualTo(785);
      assertThat(attenuationInTheMiddle(run))
          .as("attenuation by %s", quirk)
          .isBetween(sample.note().contains("DISPLAY_INV") ? 0.1 : 1.0, 4.0);
    }
  }

  /** The line integral through the middle of the first frame, against its brightest pixel. */
  private static double attenuationInTheMiddle(RotationalRun run) throws IOException {
    float[] image = new float[48 * 40];
    run.stack().frames().readIntensities(0, image);
    float air = 0;
    for (float v : image) {
      air = Math.max(air, v);
    }
    return Math.log(air / image[20 * 48 + 24]);
  }

  private static Map<ProcessedMark, SimulationOptions> processed() {
    DataSet mask = new DataSet().setString(Tag.MaskOperation, "AVG_SUB");
    return Map.of(
        ProcessedMark.SUBTRACTED_IMAGE_TYPE,
        base().edited(d -> d.setString(Tag.ImageType, "ORIGINAL", "PRIMARY", "DSA")),
        ProcessedMark.MASK_APPLIED,
        base().attribute(Tag.AppliedMaskSubtractionFlag, "YES"),
        ProcessedMark.SUBTRACTED_DERIVATION,
        base().attribute(Tag.DerivationDescription, "Subtracted by the suite"),
        ProcessedMark.SUBTRACTED_DERIVATION_CODE,
        base()
            .edited(
                d ->
                    d.setSequence(
                        Tag.DerivationCodeSequence,
                        List.of(new DataSet().setString(Tag.CodeMeaning, "Mask subtraction")))),
        ProcessedMark.DERIVED_WITH_MASK,
        base()
            .edited(
                d ->
                    d.setString(Tag.ImageType, "DERIVED", "PRIMARY", "SINGLE PLANE")
                        .setSequence(Tag.MaskSubtractionSequence, List.of(mask))));
  }

  @TestFactory
  Stream<DynamicTest> everyMarkOfProcessingRefusesTheRun() {
    return processed().entrySet().stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.getKey().name(),
                    () -> {
                      RunReading reading =
                          new RunReader(List.of())
                              .read(new SimulatedRun(row.getValue()).writeTo(folder.resolve("r")));
                      assertThat(reading.run()).isEmpty();
                      assertThat(reading.facts().is(Fact.SUBTRACTED)).isTrue();
                      assertThat(reading.facts().obstacles())
                          .singleElement()
                          .satisfies(o -> assertThat(o.code()).isEqualTo("SUBTRACTED"))
                          .satisfies(
                              o -> assertThat(o.sentence()).contains(row.getKey().condition()));
                    }));
  }

  /** Geometry files have a test of their own, each form by each of its readings. */
  private static final Set<Quirk> TESTED_BY_SIDE_CARS = Set.of(GeometryForm.values());

  /** Tested by {@link PrivateElementsTest}. */
  private static final Set<Quirk> HELD = Set.of(PrivateAngles.values());

  @Test
  void noRowIsWithoutARunThatIsWrittenSo() {
    Set<Quirk> tested =
        Stream.of(samples().keySet(), processed().keySet(), TESTED_BY_SIDE_CARS, HELD)
            .flatMap(Set::stream)
            .collect(Collectors.toSet());
    List<Quirk> rows = Quirks.tables().values().stream().flatMap(List::stream).toList();
    assertThat(tested).containsExactlyInAnyOrderElementsOf(rows);
    assertThat(rows).allMatch(q -> !q.source().isBlank() && !q.condition().isBlank());
  }

  @Test
  void thePageListsEveryRowAsInTheCode() throws IOException {
    StringBuilder table = new StringBuilder();
    Quirks.tables()
        .forEach(
            (title, rows) -> {
              table.append("\n### ").append(title).append("\n\n");
              table.append("| row | recognised by | means | source |\n|---|---|---|---|\n");
              for (Quirk q : rows) {
                table.append(
                    "| `%s` | %s | %s | %s |\n"
                        .formatted(q.name(), q.condition(), q.meaning(), q.source()));
              }
            });
    table.append('\n');
    String text = Files.readString(PAGE);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END);
    if (System.getProperty("rotavox.snapshots", "").equals("write")) {
      Files.writeString(PAGE, text.substring(0, begin) + table + text.substring(end));
      return;
    }
    assertThat(text.substring(begin, end)).isEqualTo(table.toString());
  }
}
