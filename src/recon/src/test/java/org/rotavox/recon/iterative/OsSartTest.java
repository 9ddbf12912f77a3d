package org.rotavox.recon.iterative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotavox.geometry.Trajectory;
import org.rotavox.geometry.Vector3;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.phantom.Ellipsoid;
import org.rotavox.phantom.EllipsoidPhantom;
import org.rotavox.phantom.PhantomFrames;
import org.rotavox.recon.Adjointness;
import org.rotavox.recon.AirLevels;
import org.rotavox.recon.ColumnVolume;
import org.rotavox.recon.Disturbed;
import org.rotavox.recon.FrameSource;
import org.rotavox.recon.Iteration;
import org.rotavox.recon.Progress;
import org.rotavox.recon.ProjectionStack;
import org.rotavox.recon.Reconstruction;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.ReconstructionProtocol;
import org.rotavox.recon.Simulation;
import org.rotavox.recon.Truncation;
import org.rotavox.recon.Volume;
import org.rotavox.recon.VolumeSize;
import org.rotavox.recon.Workers;
import org.rotavox.recon.algorithm.Reconstructor;
import org.rotavox.recon.chain.PreparedRun;
import org.rotavox.recon.cpu.CpuEngine;
import org.rotavox.recon.cpu.CpuProjectorPair;
import org.rotavox.recon.detector.Shadows;
import org.rotavox.recon.engine.ProjectorPair;

class OsSartTest {

  private static final int FEW = 40;
  private static final Trajectory FEW_VIEWS = Trajectory.circular(Simulation.ARM, -100, 100, FEW);
  private static final VolumeSize COARSE = new VolumeSize(64, 2.4);

  private static ReconstructionProtocol coarse(Iteration iteration) {
    return Simulation.protocol().withVolume(COARSE).withOsSart(iteration);
  }

  private static double rmse(ProjectionStack stack, ReconstructionProtocol protocol)
      throws Exception {
    Volume volume = Simulation.onCpu(stack, protocol).volume();
    assertThat(Simulation.allFinite(volume)).isTrue();
    return Simulation.deviation(volume).rmseHu();
  }

  private static IterativePlan plan(ReconstructionProtocol protocol) throws Exception {
    try (Workers workers = new Workers(2)) {
      return IterativePlan.of(PreparedRun.of(Simulation.exact(FEW_VIEWS), protocol, workers));
    }
  }

  @Test
  void theProjectorsAreTransposesOfEachOther() throws Exception {
    IterativePlan plan = plan(coarse(Iteration.STANDARD));
    try (Workers workers = new Workers(2);
        ProjectorPair pair = new CpuProjectorPair(workers, plan.shadows())) {
      double mismatch = Adjointness.mismatch(pair, plan.shadows());
      System.out.printf(
          Locale.ROOT, "CPU projectors: |<Ax,y> - <x,A'y>| / <Ax,y> = %.1e%n", mismatch);
      assertThat(mismatch).isLessThan(1e-4);
    }
  }

  @Test
  void shadowsOfOnesAreFlatOnceTheChordIsDividedOut() throws Exception {
    IterativePlan plan = plan(coarse(Iteration.STANDARD));
    Shadows shadows = plan.shadows();
    ColumnVolume ones = new ColumnVolume(shadows.grid());
    float[][] image = new float[1][shadows.columns() * shadows.rows()];
    try (Workers workers = new Workers(2);
        ProjectorPair pair = new CpuProjectorPair(workers, shadows)) {
      ones.fill(1, workers);
      pair.forward(ones, new int[] {20}, image);
    }
    int column = shadows.columns() / 2;
    int row = shadows.rows() / 2;
    int middle = column * shadows.rows() + row;
    double chord = shadows.chordMm(20, column, row);
    assertThat(chord).isCloseTo(64 * 2.4, within(12.0));
    assertThat(image[0][middle] * 2.4).isCloseTo(chord, within(0.03 * chord));
  }

  @Test
  void fewViewsComeOutMuchBetterThanByFilteredBackProjection() throws Exception {
    ProjectionStack noisy =
        new ProjectionStack(
            FEW_VIEWS, PhantomFrames.noisy(Simulation.PHANTOM, FEW_VIEWS, 40000, 1));
    ReconstructionProtocol plain = Simulation.protocol().withVolume(COARSE);
    double filtered = rmse(noisy, plain);
    double iterated = rmse(noisy, coarse(Iteration.STANDARD));
    double withoutTv = rmse(noisy, coarse(new Iteration(10, 8, 0.5, 0)));
    System.out.printf(
        Locale.ROOT,
        "%d noisy views: RMSE %.1f HU by FDK, %.1f by OS-SART, %.1f without total variation%n",
        FEW,
        filtered,
        iterated,
        withoutTv);
    assertThat(iterated).isLessThan(0.4 * filtered);
    assertThat(withoutTv).isLessThan(0.7 * filtered);
  }

  @Test
  void theVolumeIsTheSameBitByBitWhateverTheThreads() throws Exception {
    ReconstructionProtocol protocol =
        Simulation.protocol()
            .withVolume(new VolumeSize(32, 4.8))
            .withOsSart(new Iteration(2, 5, 0.5, 0.1));
    Volume two = Simulation.onCpu(Simulation.exact(FEW_VIEWS), protocol).volume();
    Volume three =
        new Reconstructor(new CpuEngine(3))
            .reconstruct(Simulation.exact(FEW_VIEWS), protocol, Progress.NONE)
            .volume();
    assertThat(Simulation.deviation(two, three, 1000).rmseHu()).isZero();
  }

  @ParameterizedTest
  @ValueSource(floats = {0, 65535, Float.NaN, Float.POSITIVE_INFINITY, -1})
  void hostileFramesNeverLeaveAValueThatIsNotFinite(float value) throws Exception {
    FrameSource frames =
        new Disturbed(
            PhantomFrames.exact(Simulation.PHANTOM, FEW_VIEWS),
            (frame, image) -> {
              if (frame % 2 == 0) {
                java.util.Arrays.fill(image, value);
              }
            });
    ReconstructionProtocol protocol =
        Simulation.protocol()
            .withVolume(new VolumeSize(24, 6.4))
            .withOsSart(new Iteration(2, 4, 0.5, 0.1));
    assertThat(
            Simulation.allFinite(
                Simulation.onCpu(new ProjectionStack(FEW_VIEWS, frames), protocol).volume()))
        .isTrue();
  }

  /**
   * What FDK loses to the missing cone (37 and 93 HU), air around the object and its edges tell.
   */
  @ParameterizedTest
  @CsvSource({"25, 15"})
  void aConstantSecondaryAngleLosesLittle(double secondaryDeg, double mostHu) throws Exception {
    assertLosesLittle(secondaryDeg, mostHu);
  }

  @Tag("proof")
  @ParameterizedTest
  @CsvSource({"15, 10", "25, 15"})
  void anyConstantSecondaryAngleLosesLittle(double secondaryDeg, double mostHu) throws Exception {
    assertLosesLittle(secondaryDeg, mostHu);
  }

  private static void assertLosesLittle(double secondaryDeg, double mostHu) throws Exception {
    List<Double> angles = Simulation.arc(-100, 100).rotationAnglesDeg();
    Trajectory trajectory =
        Simulation.of(
            angles.stream().map(a -> Simulation.ARM.at(a, secondaryDeg)).toList(), angles);
    Reconstruction reconstruction =
        Simulation.onCpu(Simulation.exact(trajectory), coarse(Iteration.STANDARD));
    Simulation.Deviation error = Simulation.deviation(reconstruction.volume());
    System.out.printf(
        Locale.ROOT,
        "secondary %.0f by OS-SART: RMSE %.1f HU, bias %.1f HU%n",
        secondaryDeg,
        error.rmseHu(),
        error.biasHu());
    assertThat(error.rmseHu()).isLessThan(mostHu);
    assertThat(error.biasHu()).isCloseTo(0, within(2.0));
    assertThat(reconstruction.warnings()).noneMatch(w -> w.contains("off the plane"));
  }

  @Test
  void progressReachesTheEndAndCancellationEndsTheWork() throws Exception {
    ReconstructionProtocol protocol =
        Simulation.protocol()
            .withVolume(new VolumeSize(24, 6.4))
            .withOsSart(new Iteration(3, 4, 0.5, 0));
    AtomicInteger steps = new AtomicInteger();
    AtomicInteger limit = new AtomicInteger(Integer.MAX_VALUE);
    Progress counting =
        new Progress() {
          @Override
          public void report(String stage, long done, long total) {
            if (stage.equals("iterate")) {
              assertThat(total).isEqualTo(12);
              steps.set((int) done);
            }
          }

          @Override
          public boolean cancelled() {
            return steps.get() >= limit.get();
          }
        };
    Reconstructor engine = new Reconstructor(new CpuEngine(2));
    engine.reconstruct(Simulation.exact(FEW_VIEWS), protocol, counting);
    assertThat(steps.get()).isEqualTo(12);
    steps.set(0);
    limit.set(5);
    assertThatThrownBy(() -> engine.reconstruct(Simulation.exact(FEW_VIEWS), protocol, counting))
        .isInstanceOfSatisfying(
            ReconstructionException.class,
            e -> assertThat(e.kind()).isEqualTo(ReconstructionException.Kind.CANCELLED));
    assertThat(steps.get()).isEqualTo(5);
  }

  @Test
  void everyViewIsInOneSubset() throws Exception {
    IterativePlan plan = plan(coarse(new Iteration(1, 7, 0.5, 0)));
    List<Integer> views =
        plan.subsets().stream().flatMapToInt(java.util.Arrays::stream).boxed().sorted().toList();
    assertThat(plan.subsets()).hasSize(7);
    assertThat(views).hasSize(FEW).doesNotHaveDuplicates().startsWith(0).endsWith(FEW - 1);
  }

  @Test
  void whatDoesNotFitTheMemoryLimitIsRefused() {
    assertThatThrownBy(
            () ->
                Simulation.onCpu(
                    Simulation.exact(FEW_VIEWS),
                    Simulation.protocol().withOsSart(Iteration.STANDARD).withMemoryLimit(16 << 20)))
        .isInstanceOfSatisfying(
            ReconstructionException.class,
            e -> assertThat(e.kind()).isEqualTo(ReconstructionException.Kind.TOO_LARGE));
  }

  /** Water 1.4 times as wide as the field of view and taller than it, with a ball of +500 HU. */
  private static ProjectionStack truncated() {
    double radiusMm = 1.4 * Simulation.ARM.fieldOfViewRadiusMm();
    double water = EllipsoidPhantom.WATER_PER_MM;
    EllipsoidPhantom wide =
        new EllipsoidPhantom(
            "wide",
            List.of(
                new Ellipsoid(Vector3.ORIGIN, radiusMm, 0.8 * radiusMm, 600, 0, water),
                new Ellipsoid(new Vector3(20, 0, 0), 15, 15, 15, 0, 0.5 * water)),
            List.of());
    Trajectory trajectory = Simulation.arc(-100, 100);
    PhantomFrames exact = PhantomFrames.exact(wide, trajectory);
    return new ProjectionStack(
        trajectory,
        new FrameSource() {
          @Override
          public int frames() {
            return exact.frames();
          }

          @Override
          public AirLevels air() {
            return AirLevels.stated(40000, exact.frames());
          }

          @Override
          public void readIntensities(int frame, float[] out) {
            exact.readIntensities(frame, out);
          }
        });
  }

  private static double meanHu(Volume volume, Vector3 center, double radiusMm) {
    VolumeGrid grid = volume.grid();
    double sum = 0;
    int count = 0;
    int k = grid.sizeZ() / 2;
    for (int j = 0; j < grid.sizeY(); j++) {
      for (int i = 0; i < grid.sizeX(); i++) {
        if (Math.hypot(grid.x(i) - center.x(), grid.y(j) - center.y()) < radiusMm) {
          sum += volume.at(i, j, k);
          count++;
        }
      }
    }
    return sum / count;
  }

  @Tag("proof")
  @Test
  void aTruncatedObjectFindsRoomAroundTheVolumeThatIsAskedFor() throws Exception {
    ReconstructionProtocol plain = Simulation.protocol().withVolume(COARSE);
    Vector3 ball = new Vector3(20, 0, 0);
    Vector3 opposite = new Vector3(-20, 0, 0);
    Volume iterated = Simulation.onCpu(truncated(), coarse(Iteration.STANDARD)).volume();
    Volume filtered =
        Simulation.onCpu(truncated(), plain.withTruncation(Truncation.WATER_CYLINDER)).volume();
    Volume untreated =
        Simulation.onCpu(truncated(), plain.withTruncation(Truncation.NONE)).volume();
    for (Volume volume : List.of(iterated, filtered, untreated)) {
      StringBuilder profile = new StringBuilder();
      for (int i = 4; i < 64; i += 4) {
        profile.append(String.format(Locale.ROOT, " %.0f", volume.at(i, 32, 32)));
      }
      System.out.printf(
          Locale.ROOT,
          "truncated: ball %.1f, opposite %.1f HU; row%s%n",
          meanHu(volume, ball, 10),
          meanHu(volume, opposite, 10),
          profile);
    }
    assertThat(iterated.grid()).isEqualTo(filtered.grid());
    assertThat(meanHu(iterated, opposite, 10)).isCloseTo(0, within(30.0));
    assertThat(meanHu(iterated, ball, 10)).isCloseTo(500, within(40.0));
  }
}
