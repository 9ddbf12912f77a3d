package org.rotavox.acquisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.Tag;
import org.rotavox.dataset.VR;
import org.rotavox.geometry.CArm;
import org.rotavox.geometry.DetectorGrid;
import org.rotavox.geometry.ProjectionMatrix;
import org.rotavox.phantom.EllipsoidPhantom;
import org.rotavox.simulation.SimulatedRun;
import org.rotavox.simulation.SimulationOptions;
import org.rotavox.simulation.SimulationOptions.AngleForm;
import org.rotavox.simulation.SimulationOptions.DistanceForm;
import org.rotavox.simulation.SimulationOptions.ObjectForm;

/** Headers that are odd in one way: the verdict is right, the reason and the remedy help. */
class OddHeadersTest {

  @TempDir Path folder = Path.of("");

  private static SimulationOptions base() {
    return SimulationOptions.standard().frames(60).detector(48, 40, 4.2, 4.2);
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(
            "changes that begin with a full step",
            base().as(AngleForm.DELTA).edited(OddHeadersTest::beginWithAFullStep),
            "ANGLES_UNREADABLE",
            "primary OFFSET: offsets begin with 0",
            "angleReading: delta or delta-to-next,"),
        Arguments.of(
            "decimal commas",
            base().edited(d -> garble(d)),
            "ANGLES_NO_NUMBERS",
            "no numbers",
            "no comma"),
        Arguments.of(
            "no first angle",
            base().attribute(Tag.PositionerPrimaryAngle, ""),
            "ANGLES_UNREADABLE",
            "(0018,1510) is absent",
            "firstAngleDeg"),
        Arguments.of(
            "one frame without an angle",
            base()
                .as(ObjectForm.ENHANCED_XA)
                .edited(
                    d ->
                        d.getSequence(Tag.PerFrameFunctionalGroupsSequence)
                            .get(30)
                            .remove(Tag.PositionerPositionSequence)),
            "ANGLE_COUNT",
            "59 angle values for 60 frames",
            "one angle for each frame"),
        Arguments.of(
            "only one distance",
            base().as(DistanceForm.SID_AND_SOD).attribute(Tag.DistanceSourceToPatient, ""),
            "DISTANCES_MISSING",
            "there is only SID 1200.0 mm",
            "sourceToIsocenterMm"),
        Arguments.of(
            "distances in centimetres",
            base()
                .as(DistanceForm.SID_AND_SOD)
                .attribute(Tag.DistanceSourceToDetector, "120")
                .attribute(Tag.DistanceSourceToPatient, "78.5"),
            "DISTANCES_IMPLAUSIBLE",
            "no C-arm has SID 120.0 mm",
            "overridesHeader: true"),
        Arguments.of(
            "values below 0",
            base()
                .edited(
                    d -> d.setDouble(Tag.RescaleSlope, 1).setDouble(Tag.RescaleIntercept, -9000)),
            "INTENSITY_NEGATIVE",
            "are not negative",
            "intensityReading"));
  }

  private static void beginWithAFullStep(DataSet d) {
    double[] v = d.getDoubles(Tag.PositionerPrimaryAngleIncrement);
    v[0] = v[1];
    d.setDouble(Tag.PositionerPrimaryAngleIncrement, v);
  }

  private static void garble(DataSet d) {
    String text =
        d.getStrings(Tag.PositionerPrimaryAngleIncrement).stream()
            .map(v -> v.contains(".") ? v.replace('.', ',') : v + ",0")
            .collect(Collectors.joining("\\"));
    d.setBytes(
        Tag.PositionerPrimaryAngleIncrement,
        VR.DS,
        (text.length() % 2 == 0 ? text : text + " ")
            .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void theReasonAndTheRemedyHelp(
      String what, SimulationOptions options, String code, String sentence, String remedy)
      throws IOException {
    assertThat(read(options).facts().obstacles())
        .as(what)
        .singleElement()
        .satisfies(o -> assertThat(o.code()).isEqualTo(code))
        .satisfies(o -> assertThat(o.sentence()).contains(sentence))
        .satisfies(o -> assertThat(o.remedy()).contains(remedy));
  }

  @Test
  void anUnwrappedFirstAngleThatTheListRepeatsIsRead() throws IOException {
    SimulationOptions options =
        base()
            .arc(190, -10)
            .as(AngleForm.ABSOLUTE_WITH_FIRST)
            .edited(
                d -> {
                  double[] v = d.getDoubles(Tag.PositionerPrimaryAngleIncrement);
                  for (int i = 0; i < v.length; i++) {
                    v[i] += v[i] < -100 ? 360 : 0;
                  }
                  d.setDouble(Tag.PositionerPrimaryAngle, v[0])
                      .setDouble(Tag.PositionerPrimaryAngleIncrement, v);
                  assertThat(v[0]).isEqualTo(190);
                });
    RunReading reading = read(options);
    assertThat(reading.facts().obstacles()).isEmpty();
    assertThat(reading.facts().text(org.rotavox.model.Fact.DIRECTION)).isEqualTo("FALLING");
  }

  /** Images taken where the isocentre projects beside the middle, by this many millimetres. */
  private static SimulationOptions besideTheMiddle(double mm) {
    DetectorGrid grid = new DetectorGrid(96, 96, 3.1, 3.1);
    CArm carm = new CArm(785, 1200, grid);
    List<ProjectionMatrix> matrices = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      double[] m = carm.at(-100 + 200.0 * i / 119, 0).toArray();
      for (int k = 0; k < 4; k++) {
        m[k] += mm / 3.1 * m[8 + k];
      }
      matrices.add(ProjectionMatrix.ofRows(m));
    }
    return SimulationOptions.standard()
        .phantom(EllipsoidPhantom.head())
        .frames(120)
        .detector(96, 96, 3.1, 3.1)
        .alongMatrices(matrices);
  }

  @Test
  void anIsocentreBesideTheMiddleIsNotTakenForAnotherDirection() throws IOException {
    for (double mm : new double[] {-2.5, 2.5}) {
      assertThat(read(besideTheMiddle(mm)).facts().obstacles()).isEmpty();
    }
    for (double mm : new double[] {-6, 4.5}) {
      RunReading reading = read(besideTheMiddle(mm));
      assertThat(reading.facts().obstacles()).noneMatch(o -> o.sentence().contains("other way"));
      assertThat(reading.notes())
          .anyMatch(
              n -> n.contains(String.format(Locale.ROOT, "isocentre projected %+.1f mm", mm)));
    }
    assertThat(read(besideTheMiddle(0)).notes()).noneMatch(n -> n.contains("isocentre"));
  }

  @Test
  void anArcThatIsNearlyTwiceTheImagesOwnIsRefused() throws IOException {
    SimulationOptions stretched =
        SimulationOptions.standard()
            .phantom(EllipsoidPhantom.head())
            .detector(96, 96, 3.1, 3.1)
            .edited(
                d -> {
                  double[] v = d.getDoubles(Tag.PositionerPrimaryAngleIncrement);
                  d.setDouble(
                      Tag.PositionerPrimaryAngleIncrement,
                      java.util.Arrays.stream(v).map(x -> 1.85 * x).toArray());
                });
    assertThat(read(stretched).facts().obstacles())
        .singleElement()
        .satisfies(o -> assertThat(o.code()).isEqualTo("IMAGES_CONTRADICT"));
  }

  @Test
  void anglesOfTheRoomDoNotConfirmThemselves() throws IOException {
    SimulationOptions room =
        base()
            .as(ObjectForm.ENHANCED_XA)
            .edited(
                d -> {
                  for (DataSet frame : d.getSequence(Tag.PerFrameFunctionalGroupsSequence)) {
                    DataSet positioner =
                        frame.getItem(Tag.PositionerPositionSequence).orElseThrow();
                    frame.remove(Tag.PositionerPositionSequence);
                    frame.setSequence(
                        Tag.IsocenterReferenceSystemSequence,
                        List.of(
                            new DataSet()
                                .setDouble(
                                    Tag.PositionerIsocenterPrimaryAngle,
                                    positioner.getDouble(Tag.PositionerPrimaryAngle).orElseThrow())
                                .setDouble(Tag.PositionerIsocenterSecondaryAngle, 0)));
                  }
                });
    RunReading reading = read(room);
    assertThat(reading.facts().obstacles()).isEmpty();
    assertThat(reading.facts().number(org.rotavox.model.Fact.SWEEP_DEG))
        .isCloseTo(200, within(1e-3));
    assertThat(reading.notes())
        .filteredOn(n -> n.contains("(0018,9462)"))
        .containsExactly("there are no positioner angles; isocentre angles (0018,9462) were read");
  }

  private RunReading read(SimulationOptions options) throws IOException {
    RunReading reading =
        new RunReader(List.of()).read(new SimulatedRun(options).writeTo(folder.resolve("run.dcm")));
    if (reading.run().isPresent()) {
      reading.run().get().close();
    }
    return reading;
  }
}
