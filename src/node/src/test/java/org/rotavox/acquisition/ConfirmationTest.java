package org.rotavox.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotavox.dataset.Tag;
import org.rotavox.model.Fact;
import org.rotavox.model.Obstacle;
import org.rotavox.phantom.EllipsoidPhantom;
import org.rotavox.simulation.SimulatedRun;
import org.rotavox.simulation.SimulationOptions;
import org.rotavox.simulation.SimulationOptions.AngleForm;
import org.rotavox.simulation.SimulationOptions.DistanceForm;
import org.rotavox.simulation.SimulationOptions.IntensityForm;
import org.rotavox.simulation.SimulationOptions.ObjectForm;

/** Images, other attributes and the station's entry confirm a header, or contradict it. */
class ConfirmationTest {

  @TempDir Path folder = Path.of("");

  private static SimulationOptions head() {
    return SimulationOptions.standard()
        .phantom(EllipsoidPhantom.head())
        .frames(133)
        .detector(96, 80, 3.2, 3.2);
  }

  static Stream<SimulationOptions> honest() {
    return Stream.of(
        head(),
        head().arc(100, -100),
        SimulationOptions.standard().detector(100, 96, 2.1, 2.1).aboutSecondaryAxis(),
        head().fieldOfView(90, true),
        head().otherAngle(3),
        head().as(IntensityForm.LOG_INVERTED),
        head().as(IntensityForm.DISP),
        head().photons(2000).seed(5),
        head().as(AngleForm.CONSTANT_STEP),
        head().frames(300).arc(-160, 170));
  }

  @ParameterizedTest
  @MethodSource("honest")
  void imagesAgreeWithAnHonestHeader(SimulationOptions options) throws IOException {
    RunReading reading = read(options);
    assertThat(reading.facts().obstacles()).isEmpty();
    assertThat(reading.notes()).anyMatch(n -> n.contains("the images agree with the angles"));
    reading.run().orElseThrow().close();
  }

  static Stream<Arguments> contradicted() {
    return Stream.of(
        Arguments.of("the angles run the other way", head().edited(d -> negate(d))),
        Arguments.of(
            "a mirrored image that is said not to be",
            head()
                .fieldOfView(0, true)
                .edited(d -> d.setString(Tag.FieldOfViewHorizontalFlip, "NO"))),
        Arguments.of(
            "a mean step of the other sign",
            head()
                .as(AngleForm.CONSTANT_STEP)
                .attribute(Tag.PositionerPrimaryAngleIncrement, "-1.515152")));
  }

  private static void negate(org.rotavox.dataset.DataSet d) {
    double[] values = d.getDoubles(Tag.PositionerPrimaryAngleIncrement);
    d.setDouble(
        Tag.PositionerPrimaryAngleIncrement,
        java.util.Arrays.stream(values).map(v -> -v).toArray());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("contradicted")
  void imagesContradictAWrongHeader(String what, SimulationOptions options) throws IOException {
    assertThat(read(options).facts().obstacles())
        .as(what)
        .singleElement()
        .satisfies(o -> assertThat(o.code()).isEqualTo("IMAGES_CONTRADICT"))
        .satisfies(o -> assertThat(o.sentence()).contains("ran the other way"));
  }

  private static SimulationOptions small() {
    return SimulationOptions.standard().frames(60).detector(24, 20, 8, 8);
  }

  @Test
  void whatNothingRepeatsIsNamed() throws IOException {
    assertThat(read(small()).facts().get(Fact.UNCONFIRMED))
        .isEqualTo(List.of("firstAngle", "secondaryAngle", "pixelSpacing"));
    assertThat(
            read(small().as(AngleForm.CONSTANT_STEP).as(DistanceForm.SID_AND_SOD))
                .facts()
                .get(Fact.UNCONFIRMED))
        .isEqualTo(
            List.of("firstAngle", "direction", "secondaryAngle", "distances", "pixelSpacing"));
    assertThat(
            read(small().as(AngleForm.ABSOLUTE_WITH_FIRST).otherAngle(4))
                .facts()
                .get(Fact.UNCONFIRMED))
        .isEqualTo(List.of("pixelSpacing"));
    assertThat(read(small().as(ObjectForm.ENHANCED_XA)).facts().get(Fact.UNCONFIRMED))
        .isEqualTo(List.of("distances", "pixelSpacing"));
  }

  @Test
  void aStationEntryConfirmsOrContradicts() throws IOException {
    StationProfile.Geometry geometry = StationProfile.Geometry.of(1200, 785, 8);
    List<Path> files = new SimulatedRun(small()).writeTo(folder.resolve("run.dcm"));
    StationProfile lab = StationProfile.named("lab");
    assertThat(at(lab.withGeometry(geometry.withArc(-100.5, 99.5, 0.4)), files).facts())
        .satisfies(f -> assertThat(f.obstacles()).isEmpty())
        .satisfies(f -> assertThat(f.has(Fact.UNCONFIRMED)).isFalse());
    for (StationProfile.Geometry other :
        List.of(
            geometry.withArc(-102, 100, 0),
            geometry.withArc(-100, 98, 0),
            geometry.withArc(-100, 100, 5))) {
      assertThat(at(lab.withGeometry(other), files).facts().obstacles())
          .extracting(Obstacle::code)
          .containsExactly("STATION_CONTRADICTS");
    }
  }

  @Test
  void whoAsksForItGetsNoRunThatNothingConfirms() throws IOException {
    List<Path> files = new SimulatedRun(small()).writeTo(folder.resolve("run.dcm"));
    StationProfile lab = StationProfile.named("lab");
    StationProfile.Geometry known = StationProfile.Geometry.of(1200, 785, 8).withArc(-100, 100, 0);
    assertThat(strictly(lab, files).facts().obstacles())
        .singleElement()
        .satisfies(o -> assertThat(o.code()).isEqualTo("UNCONFIRMED"))
        .satisfies(
            o ->
                assertThat(o.sentence())
                    .isEqualTo(
                        "nothing confirms these values of the header: firstAngle, "
                            + "secondaryAngle, pixelSpacing"))
        .satisfies(
            o ->
                assertThat(o.remedy())
                    .isEqualTo(
                        "station entry: firstAngleDeg, secondaryAngleDeg, columnSpacingMm and"
                            + " rowSpacingMm; or unconfirmed: accept, there or under acquisition"));
    assertThat(strictly(lab.withGeometry(known), files).facts().obstacles()).isEmpty();
    StationProfile.Reading lenient =
        new StationProfile.Reading(
            Optional.empty(),
            0,
            Optional.empty(),
            OptionalInt.empty(),
            Optional.of(AcquisitionSettings.Unconfirmed.ACCEPT));
    assertThat(strictly(lab.withReading(lenient), files).facts().obstacles()).isEmpty();
  }

  private static RunReading strictly(StationProfile station, List<Path> files) throws IOException {
    return new RunReader(AcquisitionSettings.of(List.of(station)).strict()).read(files);
  }

  private static RunReading at(StationProfile station, List<Path> files) throws IOException {
    return new RunReader(List.of(station)).read(files);
  }

  static Stream<Arguments> spacings() {
    return Stream.of(
        Arguments.of("RECTANGLE", new double[] {160, 192}, true),
        Arguments.of("RECTANGLE", new double[] {150, 200}, true),
        Arguments.of("RECTANGLE", new double[] {320, 384}, false),
        Arguments.of("RECTANGLE", new double[] {160, 384}, false));
  }

  @ParameterizedTest
  @MethodSource("spacings")
  void theFieldOfViewConfirmsThePixelSpacing(String shape, double[] size, boolean agrees)
      throws IOException {
    RunReading reading =
        read(
            small()
                .edited(
                    d ->
                        d.setString(Tag.FieldOfViewShape, shape)
                            .setDouble(Tag.FieldOfViewDimensions, size)));
    if (agrees) {
      assertThat(reading.facts().obstacles()).isEmpty();
      assertThat((List<?>) reading.facts().get(Fact.UNCONFIRMED))
          .isEqualTo(List.of("firstAngle", "secondaryAngle"));
    } else {
      assertThat(reading.facts().obstacles())
          .extracting(Obstacle::code)
          .containsExactly("SPACING_CONTRADICTS");
    }
  }

  @Test
  void binnedDetectorElementsConfirmThePixelSpacing() throws IOException {
    SimulationOptions binned = small().edited(d -> d.setDouble(Tag.DetectorBinning, 4, 4));
    assertThat(
            read(binned.edited(d -> d.setDouble(Tag.DetectorElementSpacing, 2, 2)))
                .facts()
                .obstacles())
        .isEmpty();
    assertThat(
            read(binned.edited(d -> d.setDouble(Tag.DetectorElementSpacing, 1, 1)))
                .facts()
                .obstacles())
        .extracting(Obstacle::code)
        .containsExactly("SPACING_CONTRADICTS");
  }

  @Test
  void pixelsThreeTimesAsLongAsWideAreRefused() throws IOException {
    assertThat(read(small().detector(24, 20, 4, 12)).facts().obstacles())
        .extracting(Obstacle::code)
        .containsExactly("SPACING_CONTRADICTS");
  }

  @Test
  void everyFrameIsLookedAt() throws IOException {
    SimulationOptions options = SimulationOptions.standard().frames(61).detector(48, 40, 4, 4);
    int frameBytes = 48 * 40 * 2;
    Path file = new SimulatedRun(options).writeTo(folder.resolve("run.dcm")).get(0);
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.seek(open.length() - 61L * frameBytes + 33L * frameBytes);
      byte[] white = new byte[frameBytes * 3 / 4];
      java.util.Arrays.fill(white, (byte) 0xFF);
      open.write(white);
    }
    assertThat(new RunReader(List.of()).read(List.of(file)).facts().obstacles())
        .singleElement()
        .satisfies(o -> assertThat(o.code()).isEqualTo("FRAME_SATURATED"))
        .satisfies(o -> assertThat(o.sentence()).contains("frame 34").contains("75 %"));
  }

  @Test
  void aDetectorThatStoodStillIsNoticed() throws IOException {
    SimulationOptions options = SimulationOptions.standard().frames(61).detector(48, 40, 4, 4);
    int frameBytes = 48 * 40 * 2;
    Path file = new SimulatedRun(options).writeTo(folder.resolve("run.dcm")).get(0);
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      long pixels = open.length() - 61L * frameBytes;
      byte[] frame = new byte[frameBytes];
      open.seek(pixels + 20L * frameBytes);
      open.readFully(frame);
      for (int i = 21; i < 26; i++) {
        open.write(frame);
      }
    }
    assertThat(new RunReader(List.of()).read(List.of(file)).facts().obstacles())
        .singleElement()
        .satisfies(o -> assertThat(o.code()).isEqualTo("FRAMES_IDENTICAL"))
        .satisfies(o -> assertThat(o.sentence()).contains("5 of 61"));
  }

  private RunReading read(SimulationOptions options) throws IOException {
    return SimulatedReading.of(options, folder);
  }
}
