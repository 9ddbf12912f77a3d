package org.rotavox.acquisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.Tag;
import org.rotavox.geometry.CArm;
import org.rotavox.geometry.DetectorGrid;
import org.rotavox.geometry.ProjectionMatrix;
import org.rotavox.model.Fact;
import org.rotavox.model.Obstacle;
import org.rotavox.phantom.EllipsoidPhantom;
import org.rotavox.simulation.SimulatedOrbit;
import org.rotavox.simulation.SimulatedRun;
import org.rotavox.simulation.SimulationOptions;
import org.rotavox.simulation.SimulationOptions.ObjectForm;

/** Where the isocentre projects to, and the angles of the room, in enhanced and classic objects. */
class IsocenterTest {

  private static final int COLUMNS = 40;
  private static final int ROWS = 36;
  private static final int FRAMES = 60;

  @TempDir Path folder = Path.of("");

  private static SimulationOptions base(ObjectForm form) {
    return SimulationOptions.standard()
        .frames(FRAMES)
        .detector(COLUMNS, ROWS, 5, 5)
        .withoutNoise()
        .as(form);
  }

  /** Images taken with the isocentre off the middle, and the detector turned about the beam. */
  private static SimulationOptions taken(
      SimulationOptions options, double columnOffset, double rowOffset, double turnDeg) {
    CArm carm = new CArm(785, 1200, new DetectorGrid(COLUMNS, ROWS, 5, 5));
    List<ProjectionMatrix> matrices = new ArrayList<>();
    SimulatedRun ideal = new SimulatedRun(options);
    for (int i = 0; i < FRAMES; i++) {
      double[] m =
          carm.at(ideal.primaryDeg().get(i), ideal.secondaryDeg().get(i), turnDeg).toArray();
      for (int k = 0; k < 4; k++) {
        m[k] += columnOffset * m[8 + k];
        m[4 + k] += rowOffset * m[8 + k];
      }
      matrices.add(ProjectionMatrix.ofRows(m));
    }
    return options.alongMatrices(matrices);
  }

  private static void addToShared(DataSet d, int sequence, DataSet item) {
    DataSet shared = d.getItem(Tag.SharedFunctionalGroupsSequence).orElseThrow().copy();
    shared.setSequence(sequence, List.of(item));
    d.setSequence(Tag.SharedFunctionalGroupsSequence, List.of(shared));
  }

  private static void assertImagesShowTheObjectAlongTheMatrices(RunReading reading)
      throws IOException {
    assertThat(reading.facts().obstacles()).isEmpty();
    try (RotationalRun run = reading.run().orElseThrow()) {
      float[] image = new float[COLUMNS * ROWS];
      for (int frame : new int[] {0, 23, FRAMES - 1}) {
        run.stack().frames().readIntensities(frame, image);
        float[] expected =
            EllipsoidPhantom.small()
                .projection(run.trajectory().matrices().get(frame), run.trajectory().detector());
        for (int i = 0; i < image.length; i++) {
          assertThat(Math.log(40000.0 / image[i])).isCloseTo(expected[i], within(0.002));
        }
      }
    }
  }

  /**
   * Row before column, from the centre of the first element; pixels of 2 × 4 elements. By hand: row
   * 0 of the image is the mean of elements 100 and 101, so its centre lies at 100.5; the middle of
   * 36 rows 35 elements below, at 135.5; 6.5 rows further down at 148.5. Columns: 50 to 53, 51.5, +
   * 78 = 129.5, − 3.25 · 4 = 116.5.
   */
  @Test
  void thePositionOfTheIsocentreIsCountedInDetectorElementsRowFirst() throws IOException {
    SimulationOptions options =
        taken(base(ObjectForm.ENHANCED_XA), -3.25, 6.5, 0)
            .edited(
                d -> {
                  d.setDouble(Tag.PositionOfIsocenterProjection, 148.5, 116.5)
                      .setDouble(Tag.DetectorBinning, 2, 4)
                      .setDouble(Tag.DetectorElementSpacing, 2.5, 1.25);
                  addToShared(
                      d,
                      Tag.FieldOfViewSequence,
                      new DataSet()
                          .setDouble(Tag.FieldOfViewOrigin, 100, 50)
                          .setInt(Tag.FieldOfViewRotation, 0)
                          .setString(Tag.FieldOfViewHorizontalFlip, "NO"));
                });
    RunReading reading = read(options);
    assertImagesShowTheObjectAlongTheMatrices(reading);
    assertThat(reading.notes()).anyMatch(n -> n.contains("-3.25 columns and 6.50 rows"));
  }

  @Test
  void imagesTakenWithTheIsocentreElsewhereContradictTheMiddle() throws IOException {
    assertThat(read(taken(base(ObjectForm.ENHANCED_XA), -3.25, 6.5, 0)).facts().obstacles())
        .extracting(Obstacle::code)
        .containsExactly("IMAGES_CONTRADICT");
  }

  @Test
  void whoKnowsTheStationOverrulesTheImages() throws IOException {
    assertThat(read(taken(base(ObjectForm.ENHANCED_XA), -3.25, 6.5, 0)).run()).isEmpty();
    StationProfile lab =
        StationProfile.named("lab").withGeometry(StationProfile.Geometry.unknown().overriding());
    RunReading reading = new RunReader(List.of(lab)).read(List.of(folder.resolve("run.dcm")));
    assertThat(reading.facts().obstacles()).isEmpty();
    assertThat(reading.notes()).anyMatch(n -> n.contains("the station entry overrules them"));
  }

  private static SimulationOptions classicCrop(double row, double column) {
    return base(ObjectForm.XA)
        .edited(
            d ->
                d.setDouble(Tag.FieldOfViewOrigin, row, column)
                    .setInt(Tag.FieldOfViewRotation, 0)
                    .setString(Tag.FieldOfViewHorizontalFlip, "NO")
                    .setDouble(Tag.PhysicalDetectorSize, 400, 400));
  }

  @Test
  void anImageCutOutBesideTheMiddleOfTheDetectorNeedsAStationEntry() throws IOException {
    assertThat(read(classicCrop(22, 20)).facts().obstacles()).isEmpty();
    assertThat(read(classicCrop(22, 8)).facts().obstacles())
        .singleElement()
        .satisfies(o -> assertThat(o.code()).isEqualTo("ISOCENTER_UNCERTAIN"))
        .satisfies(o -> assertThat(o.sentence()).contains("12.0 columns and 0.0 rows"))
        .satisfies(o -> assertThat(o.remedy()).contains("isocenterColumnOffsetMm"));
    StationProfile lab =
        StationProfile.named("lab").withGeometry(StationProfile.Geometry.unknown().overriding());
    List<Path> files = List.of(folder.resolve("run.dcm"));
    assertThat(new RunReader(List.of(lab)).read(files).facts().obstacles()).isEmpty();
  }

  /** Angles of the room for a patient in some position over a flat table. */
  private static SimulationOptions withRoomAngles(
      SimulationOptions options, String position, double turnDeg, boolean secondReversed) {
    SimulatedRun run = new SimulatedRun(options);
    return options.edited(
        d -> {
          d.setString(Tag.PatientPosition, position);
          List<DataSet> frames = new ArrayList<>();
          List<DataSet> old = d.getSequence(Tag.PerFrameFunctionalGroupsSequence);
          for (int i = 0; i < FRAMES; i++) {
            double a = run.primaryDeg().get(i);
            double b = run.secondaryDeg().get(i);
            double first =
                switch (position) {
                  case "HFP" -> SimulatedOrbit.wrapped(a + 180);
                  case "FFS" -> -a;
                  case "FFP" -> SimulatedOrbit.wrapped(180 - a);
                  default -> a;
                };
            double second = (position.startsWith("F") ? -b : b) * (secondReversed ? -1 : 1);
            DataSet room =
                new DataSet()
                    .setDouble(Tag.PositionerIsocenterPrimaryAngle, first)
                    .setDouble(Tag.PositionerIsocenterSecondaryAngle, second)
                    .setDouble(Tag.PositionerIsocenterDetectorRotationAngle, turnDeg);
            DataSet frame = old.isEmpty() ? new DataSet() : old.get(i).copy();
            frames.add(frame.setSequence(Tag.IsocenterReferenceSystemSequence, List.of(room)));
          }
          d.setSequence(Tag.PerFrameFunctionalGroupsSequence, frames);
        });
  }

  @Test
  void anglesOfTheRoomConfirmThePositionerInEveryPositionOfThePatient() throws IOException {
    for (String position : List.of("HFS", "HFP", "FFS", "FFP")) {
      RunReading reading =
          read(withRoomAngles(base(ObjectForm.ENHANCED_XA).otherAngle(12), position, 0, false));
      assertThat(reading.facts().obstacles()).isEmpty();
      assertThat(reading.notes())
          .anyMatch(n -> n.contains("confirm the positioner angles") && !n.contains("other way"));
    }
  }

  @Test
  void theSignOfTheSecondAngleIsFoundOut() throws IOException {
    RunReading reading =
        read(withRoomAngles(base(ObjectForm.ENHANCED_XA).otherAngle(12), "HFS", 0, true));
    assertThat(reading.facts().obstacles()).isEmpty();
    assertThat(reading.notes()).anyMatch(n -> n.contains("Ap2 counted the other way"));
  }

  @Test
  void anglesOfTheRoomThatContradictThePositionerRefuseTheRun() throws IOException {
    RunReading reading =
        read(
            withRoomAngles(base(ObjectForm.ENHANCED_XA).otherAngle(12), "FFS", 0, false)
                .edited(d -> d.setString(Tag.PatientPosition, "HFS")));
    assertThat(reading.facts().obstacles())
        .extracting(Obstacle::code)
        .contains("ANGLES_CONTRADICT");
  }

  @Test
  void aDetectorTurnedAboutTheBeamIsTurnedInTheTrajectory() throws IOException {
    SimulationOptions options =
        withRoomAngles(
            taken(base(ObjectForm.ENHANCED_XA).otherAngle(8), 0, 0, 17), "HFS", 17, false);
    assertImagesShowTheObjectAlongTheMatrices(read(options));
  }

  @Test
  void withoutPositionerAnglesThoseOfTheRoomAreReadWhereThereIsOneMeaning() throws IOException {
    SimulationOptions flat =
        withRoomAngles(base(ObjectForm.ENHANCED_XA), "HFS", 0, false)
            .edited(IsocenterTest::removePositioner);
    RunReading reading = read(flat);
    assertImagesShowTheObjectAlongTheMatrices(reading);
    assertThat(reading.facts().text(Fact.ANGLE_READING)).isEqualTo("PER_FRAME");
    SimulationOptions tilted =
        withRoomAngles(base(ObjectForm.ENHANCED_XA).otherAngle(12), "HFS", 0, false)
            .edited(IsocenterTest::removePositioner);
    assertThat(read(tilted).run()).isEmpty();
    assertThat(read(flat.edited(d -> d.setString(Tag.PatientPosition, "FFS"))).run()).isEmpty();
  }

  private static void removePositioner(DataSet d) {
    List<DataSet> frames = new ArrayList<>();
    for (DataSet frame : d.getSequence(Tag.PerFrameFunctionalGroupsSequence)) {
      frames.add(frame.copy().remove(Tag.PositionerPositionSequence));
    }
    d.setSequence(Tag.PerFrameFunctionalGroupsSequence, frames);
  }

  private RunReading read(SimulationOptions options) throws IOException {
    return new RunReader(List.of())
        .read(new SimulatedRun(options).writeTo(folder.resolve("run.dcm")));
  }
}
