package org.rotavox.acquisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.Tag;
import org.rotavox.dataset.VR;
import org.rotavox.model.Fact;
import org.rotavox.model.Obstacle;
import org.rotavox.rules.FactLaws;
import org.rotavox.simulation.SimulatedRun;
import org.rotavox.simulation.SimulationOptions;
import org.rotavox.simulation.SimulationOptions.DistanceForm;

/** What vendors write in private elements alone: used where it is safe, named where it is not. */
class PrivateElementsTest {

  private static final String SIEMENS = "SIEMENS SMS-AX  ACQ 1.0";
  private static final String GE = "GEMS_DL_IMG_01";

  @TempDir Path folder = Path.of("");

  private static SimulationOptions base() {
    return SimulationOptions.standard()
        .frames(60)
        .detector(48, 40, 4, 4)
        .as(DistanceForm.SID_AND_SOD);
  }

  private static Consumer<DataSet> siemens(String creator, int isocenter) {
    return d -> {
      byte[] value =
          ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(isocenter).array();
      d.setString(creator, 0x00210017, VR.LO, "x").setBytes(0x00211017, VR.SL, value);
    };
  }

  /** With these distances in the standard's attributes; 0 = absent. */
  private static SimulationOptions with(
      double patientMm, double magnification, Consumer<DataSet> edit) {
    return base()
        .edited(
            d -> {
              if (patientMm > 0) {
                d.setDouble(Tag.DistanceSourceToPatient, patientMm);
              } else {
                d.remove(Tag.DistanceSourceToPatient);
              }
              if (magnification > 0) {
                d.setDouble(Tag.EstimatedRadiographicMagnificationFactor, magnification);
              }
              edit.accept(d);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SIEMENS SMS-AX  ACQ 1.0",
        "SIEMENS SMS-AX ACQ 1.0",
        " SIEMENS  SMS-AX  ACQ  1.0 "
      })
  void theMagnificationSaysWhichDistanceIsTheIsocentres(String creator) throws IOException {
    // 1200 / 785 = 1.529, 1200 / 817 = 1.469
    for (double magnification : new double[] {1.529, 1.53, 1.5287}) {
      assertThat(sod(with(817, magnification, siemens(creator, 785)))).isEqualTo(785);
    }
    assertThat(sod(with(0, 0, siemens(creator, 785)))).isEqualTo(785);
    assertThat(sod(with(785, 0, siemens(creator, 785)))).isEqualTo(785);
    assertThat(sod(with(785.4, 0, siemens(creator, 785)))).isCloseTo(785.4, within(1e-9));
  }

  @Test
  void aDifferenceThatNothingExplainsIsAnObstacleWithARemedy() throws IOException {
    // No magnification; that of (0018,1111) itself; one that fits to neither, or to both.
    for (double magnification : new double[] {0, 1.469, 1.6, 1.5}) {
      RunReading reading = read(List.of(), with(817, magnification, siemens(SIEMENS, 785)));
      assertThat(reading.run()).isEmpty();
      assertThat(reading.facts().is(Fact.ROTATIONAL)).isTrue();
      assertThat(reading.facts().obstacles())
          .singleElement()
          .satisfies(o -> assertThat(o.code()).isEqualTo("DISTANCES_CONTRADICT"))
          .satisfies(o -> assertThat(o.sentence()).contains("817.0 mm").contains("785.0 mm"))
          .satisfies(o -> assertThat(o.remedy()).contains("sourceToIsocenterMm"));
    }
  }

  @Test
  void aStationEntryDecidesBetweenTheTwo() throws IOException {
    SimulationOptions run = with(817, 0, siemens(SIEMENS, 785));
    assertThat(sod(station(1200, 785), run)).isEqualTo(785);
    assertThat(sod(station(1200, 817), run)).isEqualTo(817);
    RunReading neither = read(station(1200, 740), run);
    assertThat(neither.run()).isEmpty();
  }

  @Test
  void aPrivateValueOfAnotherUnitIsLeftAlone() throws IOException {
    assertThat(sod(with(785, 0, siemens(SIEMENS, 7850)))).isEqualTo(785);
    assertThat(sod(with(785, 0, siemens("ACME 1.0", 817)))).isEqualTo(785);
    assertThat(sod(with(785, 0, d -> d.setString(SIEMENS, 0x00210018, VR.DS, "817"))))
        .isEqualTo(785);
  }

  @Test
  void inThePrivateElementsOfImplicitFilesNumbersAreReadWithoutTheirVr() {
    DataSet d = new DataSet();
    siemens(SIEMENS, 785).accept(d);
    d.setBytes(0x00211017, VR.UN, d.getBytes(0x00211017));
    assertThat(PrivateElement.SIEMENS_SOURCE_TO_ISOCENTER.numbers(d)).containsExactly(785);
    d.setBytes(0x00211017, VR.UN, "785.5 ".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    assertThat(PrivateElement.SIEMENS_SOURCE_TO_ISOCENTER.numbers(d)).containsExactly(785.5);
    d.setBytes(0x00211017, VR.UN, new byte[] {1, 2, 3});
    assertThat(PrivateElement.SIEMENS_SOURCE_TO_ISOCENTER.numbers(d)).isEmpty();
    assertThat(PrivateIsocenter.of(d)).isEmpty();
    assertThat(new PrivateIsocenter(785, OptionalDouble.empty(), false).replacesStandard())
        .isTrue();
  }

  /** A run whose positioner angles stand still, with private increments. */
  private static SimulationOptions standing(int element, double... increments) {
    String[] texts =
        Arrays.stream(increments)
            .mapToObj(v -> String.format(java.util.Locale.ROOT, "%.4f", v))
            .toArray(String[]::new);
    return base()
        .edited(
            d ->
                d.setString(Tag.PositionerMotion, "STATIC")
                    .remove(Tag.PositionerPrimaryAngleIncrement)
                    .remove(Tag.PositionerSecondaryAngleIncrement)
                    .setString(GE, 0x00190000 | element, VR.DS, texts));
  }

  @Test
  void aSpinOfTheLArmIsHeldNamingItsElement() throws IOException {
    Random random = new Random(7);
    int tried = 0;
    for (int i = 0; i < 60; i++) {
      int element = 0x97 + random.nextInt(3);
      double arc = (random.nextBoolean() ? 1 : -1) * (155 + random.nextInt(200));
      boolean steps = random.nextBoolean();
      double[] increments = new double[60];
      for (int k = 1; k < 60; k++) {
        increments[k] = steps ? arc / 59 : arc * k / 59;
      }
      RunReading reading = read(List.of(), standing(element, increments));
      assertThat(reading.run()).isEmpty();
      assertThat(reading.facts().is(Fact.ROTATIONAL)).isTrue();
      assertThat(FactLaws.brokenBy(reading.facts())).isEmpty();
      assertThat(reading.facts().obstacles())
          .extracting(Obstacle::code)
          .contains("ANGLES_PRIVATE")
          .doesNotContain("NO_ANGLES", "NOT_ROTATING");
      assertThat(sentences(reading))
          .contains(String.format(java.util.Locale.ROOT, "(0019,xx%02X)", element));
      tried++;
    }
    assertThat(tried).isEqualTo(60);
  }

  @Test
  void whatStandsStillByPrivateAnglesTooIsNotRotational() throws IOException {
    for (double[] increments : new double[][] {new double[60], {0}, {0.2}, {3, 3, 3}}) {
      RunReading reading = read(List.of(), standing(0x97, increments));
      assertThat(reading.facts().is(Fact.ROTATIONAL)).isFalse();
      assertThat(reading.facts().obstacles()).extracting(Obstacle::code).contains("NO_ANGLES");
    }
  }

  @Test
  void aRunThatTurnsByTheStandardsAnglesIsReadWhateverPrivateOnesSay() throws IOException {
    double[] increments = new double[60];
    Arrays.setAll(increments, k -> 3.0 * k);
    String[] texts = Arrays.stream(increments).mapToObj(String::valueOf).toArray(String[]::new);
    RunReading reading =
        read(List.of(), base().edited(d -> d.setString(GE, 0x00190099, VR.DS, texts)));
    assertThat(reading.facts().obstacles()).isEmpty();
  }

  @Test
  void theImageTypeOfCanonsRawRunsIsNoMarkOfProcessing() throws IOException {
    RunReading reading =
        read(
            List.of(),
            base()
                .arc(90, -120)
                .edited(
                    d ->
                        d.setString(
                            Tag.ImageType, "DERIVED", "SECONDARY", "SINGLE PLANE", "DA", "ACQ")));
    assertThat(reading.facts().obstacles()).isEmpty();
    assertThat(reading.facts().text(Fact.DIRECTION)).isEqualTo("FALLING");
  }

  private static List<StationProfile> station(double sid, double sod) {
    return List.of(
        StationProfile.named("lab").withGeometry(StationProfile.Geometry.of(sid, sod, 4)));
  }

  private double sod(SimulationOptions options) throws IOException {
    return sod(List.of(), options);
  }

  private double sod(List<StationProfile> stations, SimulationOptions options) throws IOException {
    RunReading reading = read(stations, options);
    assertThat(reading.facts().obstacles()).isEmpty();
    try (RotationalRun run = reading.run().orElseThrow()) {
      return run.trajectory().carm().sourceToIsocenterMm();
    }
  }

  private static String sentences(RunReading reading) {
    return reading.facts().obstacles().stream()
        .map(Obstacle::sentence)
        .collect(Collectors.joining("; "));
  }

  private RunReading read(List<StationProfile> stations, SimulationOptions options)
      throws IOException {
    return new RunReader(stations)
        .read(new SimulatedRun(options).writeTo(folder.resolve("run.dcm")));
  }
}
