package org.rotavox.recon.fdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotavox.geometry.CArm;
import org.rotavox.geometry.ProjectionMatrix;
import org.rotavox.geometry.Trajectory;
import org.rotavox.geometry.Vector3;
import org.rotavox.recon.Reconstruction;
import org.rotavox.recon.Simulation;
import org.rotavox.recon.UnmeasuredCone;

/**
 * Runs whose plane of rotation is tilted against the patient's axis, and runs with a constant
 * secondary angle, without noise, against the best that their orbit allows.
 */
class TiltedOrbitTest {

  private static final double ALLOWED = 1.05;

  /** Error of the same object on the untilted orbit: what sampling alone costs. */
  private static double untiltedHu;

  @BeforeAll
  static void theUntiltedOrbit() throws Exception {
    untiltedHu = Simulation.deviation(reconstruct(Simulation.arc(-100, 100)).volume()).rmseHu();
  }

  private static Reconstruction reconstruct(Trajectory trajectory) throws Exception {
    return Simulation.onCpu(Simulation.exact(trajectory), Simulation.protocol());
  }

  /**
   * The arm turns in a plane that is tilted against the patient's axis; the detector turns with it,
   * or stays upright for the patient.
   */
  @ParameterizedTest
  @CsvSource({"15, false", "25, true"})
  void anOrbitInATiltedPlaneCostsNothing(double tiltDeg, boolean upright) throws Exception {
    assertTiltedPlaneCostsNothing(tiltDeg, upright);
  }

  @Tag("proof")
  @ParameterizedTest
  @CsvSource({"5, false", "15, false", "25, false", "5, true", "15, true", "25, true"})
  void anOrbitInAnyTiltedPlaneCostsNothing(double tiltDeg, boolean upright) throws Exception {
    assertTiltedPlaneCostsNothing(tiltDeg, upright);
  }

  private static void assertTiltedPlaneCostsNothing(double tiltDeg, boolean upright)
      throws Exception {
    List<Double> angles = Simulation.arc(-100, 100).rotationAnglesDeg();
    List<ProjectionMatrix> matrices = new ArrayList<>();
    for (double angle : angles) {
      Vector3 d = tilted(CArm.towardsDetector(angle, 0), tiltDeg);
      Vector3 u = tilted(CArm.columnAxis(angle), tiltDeg);
      Vector3 v = tilted(CArm.rowAxis(angle, 0), tiltDeg);
      if (upright) {
        Vector3 horizontal = new Vector3(-d.y(), d.x(), 0).normalized();
        u = horizontal.times(Math.signum(horizontal.dot(u)));
        v = d.cross(u).times(Math.signum(d.cross(u).dot(v)));
      }
      matrices.add(ProjectionMatrix.ofPose(d.times(-785), d.times(415), u, v, Simulation.DETECTOR));
    }
    String what = "plane tilted by " + tiltDeg + (upright ? ", upright images" : "");
    double error =
        Simulation.deviation(reconstruct(Simulation.of(matrices, angles)).volume()).rmseHu();
    System.out.printf(Locale.ROOT, "%s: RMSE %.2f HU, untilted %.2f HU%n", what, error, untiltedHu);
    assertThat(error).isLessThan(ALLOWED * untiltedHu);
  }

  private static Vector3 tilted(Vector3 p, double tiltDeg) {
    double c = Math.cos(Math.toRadians(tiltDeg));
    double s = Math.sin(Math.toRadians(tiltDeg));
    return new Vector3(p.x(), c * p.y() - s * p.z(), s * p.y() + c * p.z());
  }

  /**
   * A constant secondary angle: no view measures a cone of directions around the axis. Nothing else
   * is lost, and the run says so.
   */
  @Test
  void aSourcePathOffTheObjectsPlaneLosesOnlyWhatNoViewMeasures() throws Exception {
    assertOnlyTheConeIsLost(20);
  }

  @Tag("proof")
  @ParameterizedTest
  @ValueSource(doubles = {5, 10, 15, 20, 25})
  void anySourcePathOffTheObjectsPlaneLosesOnlyWhatNoViewMeasures(double secondaryDeg)
      throws Exception {
    assertOnlyTheConeIsLost(secondaryDeg);
  }

  private static void assertOnlyTheConeIsLost(double secondaryDeg) throws Exception {
    List<Double> angles = Simulation.arc(-100, 100).rotationAnglesDeg();
    Reconstruction reconstruction =
        reconstruct(
            Simulation.of(
                angles.stream().map(a -> Simulation.ARM.at(a, secondaryDeg)).toList(), angles));
    Simulation.Deviation error = Simulation.deviation(reconstruction.volume());
    Simulation.Deviation cone = UnmeasuredCone.error(secondaryDeg);
    double ideal = Math.hypot(cone.rmseHu(), untiltedHu);
    System.out.printf(
        Locale.ROOT,
        "secondary %.0f: RMSE %.2f HU, bias %.2f HU; the best of this orbit %.2f, %.2f%n",
        secondaryDeg,
        error.rmseHu(),
        error.biasHu(),
        ideal,
        cone.biasHu());
    assertThat(error.rmseHu()).isLessThan(ALLOWED * ideal);
    assertThat(error.rmseHu()).isGreaterThan(ideal / ALLOWED);
    assertThat(reconstruction.warnings())
        .anyMatch(w -> w.contains("off the plane") && w.contains("os-sart"));
  }
}
