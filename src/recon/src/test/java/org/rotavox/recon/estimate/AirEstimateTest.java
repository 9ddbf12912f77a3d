package org.rotavox.recon.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotavox.geometry.CArm;
import org.rotavox.geometry.DetectorGrid;
import org.rotavox.geometry.Trajectory;
import org.rotavox.geometry.Vector3;
import org.rotavox.phantom.Ellipsoid;
import org.rotavox.phantom.EllipsoidPhantom;
import org.rotavox.phantom.PhantomFrames;
import org.rotavox.recon.AirLevels;
import org.rotavox.recon.AirLevels.Evidence;
import org.rotavox.recon.FrameSource;
import org.rotavox.recon.Progress;
import org.rotavox.recon.ProjectionStack;
import org.rotavox.recon.Reconstruction;
import org.rotavox.recon.ReconstructionProtocol;
import org.rotavox.recon.Simulation;
import org.rotavox.recon.ValueScale;
import org.rotavox.recon.Volume;
import org.rotavox.recon.VolumeSize;
import org.rotavox.recon.cpu.CpuEngine;
import org.rotavox.recon.fdk.Fdk;

class AirEstimateTest {

  private static final double WATER = EllipsoidPhantom.WATER_PER_MM;
  private static final int PHOTONS = 40_000;

  /** 61 mm of field of view about the axis, in which no view of a head shows air. */
  private static final CArm SMALL = new CArm(785, 1200, new DetectorGrid(116, 96, 1.6, 1.6));

  private static final Trajectory NARROW = Trajectory.circular(SMALL, -100, 100, 133);

  private static ReconstructionProtocol protocol() {
    return Simulation.protocol().withVolume(new VolumeSize(76, 1.6));
  }

  private static ProjectionStack run(EllipsoidPhantom phantom, Trajectory trajectory) {
    return new ProjectionStack(trajectory, PhantomFrames.noisy(phantom, trajectory, PHOTONS, 3));
  }

  private static EllipsoidPhantom of(Ellipsoid... parts) {
    return new EllipsoidPhantom("of a test", List.of(parts), List.of());
  }

  private static Ellipsoid solid(double a, double b, double c, double waters) {
    return new Ellipsoid(new Vector3(0, 0, 0), a, b, c, 0, waters * WATER);
  }

  /** The same images, each as bright as the factor of its number says. */
  private static ProjectionStack brightened(ProjectionStack stack, IntToDoubleFunction factor) {
    return new ProjectionStack(
        stack.trajectory(),
        new FrameSource() {
          @Override
          public int frames() {
            return stack.frames().frames();
          }

          @Override
          public void readIntensities(int frame, float[] out) throws java.io.IOException {
            stack.frames().readIntensities(frame, out);
            for (int i = 0; i < out.length; i++) {
              out[i] *= (float) factor.applyAsDouble(frame);
            }
          }
        });
  }

  private static double[] means(ProjectionStack stack) throws Exception {
    double[] means = new double[stack.frames().frames()];
    float[] image =
        new float[stack.trajectory().detector().columns() * stack.trajectory().detector().rows()];
    for (int frame = 0; frame < means.length; frame++) {
      stack.frames().readIntensities(frame, image);
      double sum = 0;
      for (float value : image) {
        sum += value;
      }
      means[frame] = sum / image.length;
    }
    return means;
  }

  private static Evidence evidence(ProjectionStack stack) throws Exception {
    return AirEstimate.of(stack, protocol(), 2, Progress.NONE).stack().frames().air().evidence();
  }

  private static Simulation.Deviation error(String what, Volume volume, EllipsoidPhantom phantom) {
    Simulation.Deviation error = Simulation.deviation(volume, phantom.truth(volume.grid(), 2), 45);
    System.out.printf(
        Locale.ROOT, "%s: RMSE %.1f HU, bias %+.1f HU%n", what, error.rmseHu(), error.biasHu());
    return error;
  }

  @Test
  void aHeadWithoutAirHasSoftTissueAtItsValue() throws Exception {
    EllipsoidPhantom head = EllipsoidPhantom.head();
    ProjectionStack stack = run(head, NARROW);
    Reconstruction told = Simulation.onCpu(stack, protocol());
    Volume known =
        Simulation.onCpu(
                new ProjectionStack(
                    NARROW, new Stated(stack.frames(), AirLevels.stated(PHOTONS, 133))),
                protocol())
            .volume();
    Volume before =
        new Fdk()
            .reconstruct(stack, protocol(), new CpuEngine(2), Progress.NONE, report -> {})
            .volume();

    error("head without air, before", before, head);
    Simulation.Deviation best = error("head without air, I0 known", known, head);
    Simulation.Deviation error = error("head without air, inferred", told.volume(), head);

    assertThat(Math.abs(error.biasHu())).isLessThan(25);
    assertThat(error.rmseHu()).as("mostly noise").isLessThan(best.rmseHu());
    assertThat(told.volume().scale()).isEqualTo(ValueScale.UNCALIBRATED);
    assertThat(told.warnings()).anyMatch(w -> w.contains("soft tissue was set to 35"));
    assertThat(told.provenance().derivation()).contains("soft tissue was set to 35");
  }

  private record Stated(FrameSource source, AirLevels air) implements FrameSource {

    @Override
    public int frames() {
      return source.frames();
    }

    @Override
    public void readIntensities(int frame, float[] out) throws java.io.IOException {
      source.readIntensities(frame, out);
    }
  }

  @Test
  void exposureControlMakesNoDifference() throws Exception {
    EllipsoidPhantom head = EllipsoidPhantom.head();
    ProjectionStack stack = run(head, NARROW);
    double[] means = means(stack);
    double mean = Arrays.stream(means).average().orElseThrow();
    Volume constant = Simulation.onCpu(stack, protocol()).volume();
    Volume controlled =
        Simulation.onCpu(brightened(stack, frame -> mean / means[frame]), protocol()).volume();
    assertThat(error("exposure control", controlled, head).rmseHu())
        .isCloseTo(error("constant dose", constant, head).rmseHu(), within(5.0));
  }

  @Test
  void aRunWithAirIsTheSameToTheLastBit() throws Exception {
    ProjectionStack stack =
        run(EllipsoidPhantom.small(), Trajectory.circular(Simulation.ARM, -100, 100, 60));
    assertThat(evidence(stack)).isEqualTo(Evidence.SEEN);
    Reconstruction seen = Simulation.onCpu(stack, Simulation.protocol());
    Volume plain =
        new Fdk()
            .reconstruct(stack, Simulation.protocol(), new CpuEngine(2), Progress.NONE, r -> {})
            .volume();
    for (int k = 0; k < plain.grid().sizeZ(); k++) {
      assertThat(seen.volume().slice(k)).isEqualTo(plain.slice(k));
    }
    assertThat(seen.volume().scale()).isEqualTo(ValueScale.HOUNSFIELD);
    assertThat(seen.warnings()).noneMatch(warning -> warning.contains("air"));
  }

  /** A dry skull, a block of bone: nothing there is soft tissue. */
  @ParameterizedTest
  @ValueSource(strings = {"skull", "bone", "steep bone"})
  void whatHasNoSoftTissueIsLeftAsItIs(String what) throws Exception {
    EllipsoidPhantom object =
        switch (what) {
          case "skull" -> of(solid(95, 95, 120, 2.2), solid(86, 86, 110, -2.2));
          case "bone" -> of(solid(80, 80, 200, 2.5));
          default -> of(solid(70, 90, 90, 2.5), solid(30, 30, 40, -1));
        };
    ProjectionStack stack = run(object, NARROW);
    AirEstimate.Estimated estimated = AirEstimate.of(stack, protocol(), 2, Progress.NONE);
    AirLevels air = estimated.stack().frames().air();
    System.out.printf("%s: %s, shift %.2f%n", what, air.evidence(), air.shift());
    assertThat(air.evidence()).isEqualTo(Evidence.UNKNOWN);
    assertThat(estimated.warnings()).singleElement().asString().startsWith("AIR_UNKNOWN");
  }

  /** From the side it fills the image, from the front it does not. */
  @Test
  void framesWithoutAirTakeOverTheLevelOfTheOthers() throws Exception {
    EllipsoidPhantom wide = of(solid(95, 40, 200, 1));
    ProjectionStack stack = run(wide, NARROW);
    AirEstimate.Estimated estimated = AirEstimate.of(stack, protocol(), 2, Progress.NONE);
    AirLevels air = estimated.stack().frames().air();
    assertThat(air.evidence()).isEqualTo(Evidence.SHARED);
    assertThat(air.levels()).hasSize(133).allMatch(level -> Math.abs(level - PHOTONS) < 400);
    assertThat(estimated.warnings()).isEmpty();
    assertThat(error("shared", Simulation.onCpu(stack, protocol()).volume(), wide).biasHu())
        .isCloseTo(0, within(25.0));

    AirEstimate.Estimated drifting =
        AirEstimate.of(brightened(stack, frame -> 1 + frame / 400.0), protocol(), 2, Progress.NONE);
    List<Double> levels = drifting.stack().frames().air().levels();
    for (int frame = 0; frame < levels.size(); frame++) {
      assertThat(levels.get(frame)).isCloseTo(PHOTONS * (1 + frame / 400.0), within(800.0));
    }
    assertThat(drifting.warnings()).singleElement().asString().contains("interpolated");
  }

  @Test
  void theRimOfALargeObjectIsNoAir() throws Exception {
    for (EllipsoidPhantom large :
        List.of(of(solid(90, 90, 500, 1)), of(solid(130, 105, 500, 1)), EllipsoidPhantom.head())) {
      assertThat(AirEstimate.evidence(run(large, NARROW), 2))
          .as(large.ellipsoids().get(0).toString())
          .isEqualTo(Evidence.INFERRED);
    }
  }
}
