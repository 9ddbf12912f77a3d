package org.rotavox.recon.fdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotavox.geometry.CArm;
import org.rotavox.geometry.DetectorGrid;
import org.rotavox.geometry.ProjectionMatrix;
import org.rotavox.geometry.Trajectory;
import org.rotavox.geometry.Vector3;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.phantom.Ellipsoid;
import org.rotavox.phantom.EllipsoidPhantom;
import org.rotavox.phantom.Landmark;
import org.rotavox.phantom.PhantomFrames;
import org.rotavox.recon.Disturbed;
import org.rotavox.recon.FrameSource;
import org.rotavox.recon.ProjectionStack;
import org.rotavox.recon.ReconstructionProtocol;
import org.rotavox.recon.Simulation;
import org.rotavox.recon.Truncation;
import org.rotavox.recon.Volume;
import org.rotavox.recon.VolumeSize;

/** Noise-free runs of the small phantom against its truth, inside a radius of 40 mm. */
class FdkQualityTest {

  private static final double RMSE_HU = 7;
  private static final double IDEAL_RMSE_HU = 6.2;

  private static Simulation.Deviation error(String what, Trajectory trajectory) throws Exception {
    Volume volume = Simulation.onCpu(Simulation.exact(trajectory), Simulation.protocol()).volume();
    return printed(what, Simulation.deviation(volume));
  }

  private static Simulation.Deviation printed(String what, Simulation.Deviation deviation) {
    System.out.printf(
        Locale.ROOT,
        "%s: RMSE %.2f HU, bias %.2f HU%n",
        what,
        deviation.rmseHu(),
        deviation.biasHu());
    return deviation;
  }

  @ParameterizedTest
  @CsvSource({
    "-100, 100",
    "100, -100",
    "-95, 95",
    "-120, 120",
    "-150, 150",
    "0, 356.4",
    "180, -176.4",
    "-185, 185"
  })
  void reachesTheReferenceOverEveryArc(double first, double last) throws Exception {
    Simulation.Deviation error =
        error(
            "arc " + first + " to " + last,
            Trajectory.circular(
                Simulation.ARM, first, last, (int) (1 + Math.abs(last - first) / 2.02)));
    assertThat(error.rmseHu()).isLessThan(RMSE_HU);
    assertThat(error.biasHu()).isCloseTo(0, within(0.7));
  }

  @Test
  void theDirectionOfRotationLeavesNoTrace() throws Exception {
    Volume rising =
        Simulation.onCpu(Simulation.exact(Simulation.arc(-100, 100)), Simulation.protocol())
            .volume();
    Volume falling =
        Simulation.onCpu(Simulation.exact(Simulation.arc(100, -100)), Simulation.protocol())
            .volume();
    assertThat(printed("rising - falling", Simulation.deviation(rising, falling, 60)).rmseHu())
        .isLessThan(0.1);
  }

  @ParameterizedTest
  @CsvSource({"-100, 100", "100, -100"})
  void markersAreInPlaceAndMirroredPlacesAreEmpty(double first, double last) throws Exception {
    Volume volume =
        Simulation.onCpu(Simulation.exact(Simulation.arc(first, last)), Simulation.protocol())
            .volume();
    for (Landmark landmark : Simulation.PHANTOM.landmarks().subList(0, 2)) {
      Vector3 p = landmark.center();
      assertThat((double) Simulation.at(volume, p)).isCloseTo(landmark.expectedHu(), within(40.0));
      for (Vector3 empty :
          List.of(
              new Vector3(-p.x(), p.y(), p.z()),
              new Vector3(p.x(), -p.y(), p.z()),
              new Vector3(p.x(), p.y(), -p.z()))) {
        assertThat((double) Simulation.at(volume, empty)).isCloseTo(40, within(30.0));
      }
    }
  }

  @Test
  void uniformWaterIsFlat() throws Exception {
    EllipsoidPhantom water =
        new EllipsoidPhantom(
            "water",
            List.of(new Ellipsoid(Vector3.ORIGIN, 60, 60, 600, 0, EllipsoidPhantom.WATER_PER_MM)),
            List.of());
    Trajectory trajectory = Simulation.arc(-100, 100);
    ProjectionStack stack = new ProjectionStack(trajectory, PhantomFrames.exact(water, trajectory));
    Volume volume =
        Simulation.onCpu(
                stack, Simulation.protocol().withVolume(new VolumeSize(96, 1.6, 8, Vector3.ORIGIN)))
            .volume();
    double inner = ringMean(volume, 0, 15);
    double outer = ringMean(volume, 40, 52);
    System.out.printf(Locale.ROOT, "water: middle %.2f HU, rim %.2f HU%n", inner, outer);
    assertThat(inner).isCloseTo(0, within(5.0));
    assertThat(outer).isCloseTo(inner, within(5.0));
  }

  private static double ringMean(Volume volume, double fromMm, double toMm) {
    VolumeGrid grid = volume.grid();
    double sum = 0;
    int count = 0;
    for (int j = 0; j < grid.sizeY(); j++) {
      for (int i = 0; i < grid.sizeX(); i++) {
        double r = Math.hypot(grid.x(i), grid.y(j));
        if (r >= fromMm && r < toMm) {
          sum += volume.at(i, j, grid.sizeZ() / 2);
          count++;
        }
      }
    }
    return sum / count;
  }

  @Test
  void smoothlyUnevenStepsCostLittle() throws Exception {
    List<Double> angles = new ArrayList<>();
    for (int n = 0; n < Simulation.VIEWS; n++) {
      double t = n / (Simulation.VIEWS - 1.0);
      angles.add(-100 + 200 * (t + 0.03 * Math.sin(2 * Math.PI * t)));
    }
    Trajectory uneven =
        Simulation.of(angles.stream().map(a -> Simulation.ARM.at(a, 0)).toList(), angles);
    assertThat(error("uneven steps", uneven).rmseHu()).isLessThan(1.05 * IDEAL_RMSE_HU);
  }

  @Test
  void aDetectorBesideTheMiddleCostsNothing() throws Exception {
    List<Double> angles = Simulation.arc(-100, 100).rotationAnglesDeg();
    Trajectory offset =
        Simulation.of(angles.stream().map(a -> pose(a, 0, 8, 5, 0)).toList(), angles);
    assertThat(error("detector offset", offset).rmseHu()).isLessThan(1.05 * IDEAL_RMSE_HU);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 3})
  void wobbleThatIsKnownCostsNothing(double millimetres) throws Exception {
    List<Double> angles = Simulation.arc(-100, 100).rotationAnglesDeg();
    List<ProjectionMatrix> matrices = new ArrayList<>();
    for (double angle : angles) {
      double p = Math.toRadians(angle);
      matrices.add(
          pose(
              angle,
              millimetres * Math.sin(2 * p),
              millimetres * Math.cos(2 * p),
              millimetres * Math.sin(2 * p + 1),
              0.4 * millimetres * Math.sin(p)));
    }
    assertThat(error("wobble " + millimetres + " mm", Simulation.of(matrices, angles)).rmseHu())
        .isLessThan(1.05 * IDEAL_RMSE_HU);
  }

  /** A view whose source, detector and roll are off the ideal. */
  private static ProjectionMatrix pose(
      double angleDeg, double sourceMm, double columnMm, double rowMm, double rollDeg) {
    Vector3 d = CArm.towardsDetector(angleDeg, 0);
    Vector3 u = CArm.columnAxis(angleDeg);
    Vector3 v = CArm.rowAxis(angleDeg, 0);
    double roll = Math.toRadians(rollDeg);
    return ProjectionMatrix.ofPose(
        d.times(-785).plus(new Vector3(sourceMm, -0.6 * sourceMm, 0.8 * sourceMm)),
        d.times(415).plus(u.times(columnMm)).plus(v.times(rowMm)),
        u.times(Math.cos(roll)).plus(v.times(Math.sin(roll))),
        v.times(Math.cos(roll)).minus(u.times(Math.sin(roll))),
        Simulation.DETECTOR);
  }

  @Test
  void mirroredDetectorColumnsChangeNothing() throws Exception {
    Trajectory straight = Simulation.arc(-100, 100);
    List<ProjectionMatrix> mirrored =
        straight.matrices().stream().map(FdkQualityTest::mirrorColumns).toList();
    Trajectory trajectory = Simulation.of(mirrored, straight.rotationAnglesDeg());
    assertThat(trajectory.matrices().get(0).determinant()).isPositive();
    assertThat(error("other detector", trajectory).rmseHu()).isLessThan(RMSE_HU);
  }

  private static ProjectionMatrix mirrorColumns(ProjectionMatrix p) {
    double[] m = p.toArray();
    for (int c = 0; c < 4; c++) {
      m[c] = (Simulation.DETECTOR.columns() - 1) * m[8 + c] - m[c];
    }
    return ProjectionMatrix.ofRows(m);
  }

  @Test
  void coarseSlicesAreTheMeanOfDetectorRows() throws Exception {
    DetectorGrid fine = new DetectorGrid(128, 256, 1.6, 0.8);
    Trajectory trajectory =
        Trajectory.circular(new CArm(785, 1200, fine), -100, 100, Simulation.VIEWS);
    assertThat(error("other detector", trajectory).rmseHu()).isLessThan(RMSE_HU);
  }

  @Test
  void theWaterCylinderSavesATruncatedObject() throws Exception {
    // 1.4 times as wide as the field of view
    double radiusMm = 1.4 * Simulation.ARM.fieldOfViewRadiusMm();
    EllipsoidPhantom wide =
        new EllipsoidPhantom(
            "wide",
            List.of(
                new Ellipsoid(
                    Vector3.ORIGIN, radiusMm, radiusMm, 600, 0, EllipsoidPhantom.WATER_PER_MM)),
            List.of());
    Trajectory trajectory = Simulation.arc(-100, 100);
    FrameSource frames = withOpenStrip(PhantomFrames.exact(wide, trajectory));
    ReconstructionProtocol thin =
        Simulation.protocol().withVolume(new VolumeSize(96, 1.6, 8, Vector3.ORIGIN));
    ProjectionStack stack = new ProjectionStack(trajectory, frames);
    Volume saved = Simulation.onCpu(stack, thin.withTruncation(Truncation.WATER_CYLINDER)).volume();
    Volume lost = Simulation.onCpu(stack, thin.withTruncation(Truncation.NONE)).volume();
    double center = ringMean(saved, 0, 25);
    StringBuilder profile = new StringBuilder("truncated, middle row, HU (none / water cylinder):");
    for (int i = 8; i < 88; i += 4) {
      profile.append(
          String.format(Locale.ROOT, " %.0f/%.0f", lost.at(i, 48, 4), saved.at(i, 48, 4)));
    }
    System.out.println(profile);
    System.out.printf(
        Locale.ROOT,
        "truncated: middle %.1f HU with the water cylinder, rim %.1f; without %.1f, rim %.1f%n",
        center,
        ringMean(saved, 55, 62),
        ringMean(lost, 0, 25),
        ringMean(lost, 55, 62));
    assertThat(center).isCloseTo(0, within(30.0));
    assertThat(ringMean(saved, 55, 62)).isCloseTo(center, within(60.0));
    assertThat(Math.abs(ringMean(lost, 55, 62) - ringMean(lost, 0, 25))).isGreaterThan(200);
  }

  /** The object hides all of the beam but the first rows: there the exposure can be seen. */
  private static FrameSource withOpenStrip(FrameSource frames) {
    return new Disturbed(frames, (frame, image) -> java.util.Arrays.fill(image, 0, 8 * 128, 40000));
  }

  @Test
  void noiseIsThatOfTheReference() throws Exception {
    Trajectory trajectory = Simulation.arc(-100, 100);
    ProjectionStack stack =
        new ProjectionStack(
            trajectory,
            PhantomFrames.noisy(
                Simulation.PHANTOM, trajectory, 40000, new Random(11).nextInt(1000)));
    Simulation.Deviation error =
        Simulation.deviation(Simulation.onCpu(stack, Simulation.protocol()).volume());
    printed("noise of 40000 photons", error);
    assertThat(error.rmseHu()).isLessThan(37.6 * 1.03);
    assertThat(error.biasHu()).isCloseTo(0, within(0.7));
  }
}
