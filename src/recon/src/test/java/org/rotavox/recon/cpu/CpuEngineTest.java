package org.rotavox.recon.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotavox.geometry.Trajectory;
import org.rotavox.geometry.Vector3;
import org.rotavox.phantom.PhantomFrames;
import org.rotavox.recon.Calibration;
import org.rotavox.recon.Disturbed;
import org.rotavox.recon.FrameSource;
import org.rotavox.recon.Progress;
import org.rotavox.recon.ProjectionStack;
import org.rotavox.recon.Reconstruction;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.ReconstructionProtocol;
import org.rotavox.recon.Simulation;
import org.rotavox.recon.StageTime;
import org.rotavox.recon.ValueScale;
import org.rotavox.recon.Volume;
import org.rotavox.recon.VolumeSize;
import org.rotavox.recon.algorithm.Reconstructor;

class CpuEngineTest {

  private static final Trajectory ARC = Trajectory.circular(Simulation.ARM, -100, 100, 40);
  private static final ReconstructionProtocol COARSE =
      Simulation.protocol().withVolume(new VolumeSize(48, 3.2));

  private static Reconstruction run(FrameSource frames, int threads) throws Exception {
    Reconstructor cpu = new Reconstructor(new CpuEngine(threads));
    return cpu.reconstruct(new ProjectionStack(ARC, frames), COARSE, Progress.NONE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5})
  void theVolumeIsTheSameBitByBitWhateverTheThreads(int threads) throws Exception {
    FrameSource frames = PhantomFrames.noisy(Simulation.PHANTOM, ARC, 40000, 1);
    Volume two = run(frames, 2).volume();
    Volume other = run(frames, threads).volume();
    for (int k = 0; k < 48; k++) {
      assertThat(Arrays.equals(two.slice(k), other.slice(k))).isTrue();
    }
  }

  static Stream<float[]> hostileValues() {
    return Stream.of(
        new float[] {0},
        new float[] {65535},
        new float[] {Float.NaN},
        new float[] {Float.POSITIVE_INFINITY},
        new float[] {Float.NEGATIVE_INFINITY, -1},
        new float[] {Float.MAX_VALUE, Float.MIN_VALUE},
        new float[] {Float.NaN, Float.POSITIVE_INFINITY, 0, -1, 1, 1e30f});
  }

  @ParameterizedTest
  @MethodSource("hostileValues")
  void hostileFramesNeverLeaveAValueThatIsNotFinite(float[] values) throws Exception {
    Random random = new Random(4);
    FrameSource whole =
        new Disturbed(
            PhantomFrames.exact(Simulation.PHANTOM, ARC),
            (frame, image) -> {
              for (int n = 0; n < image.length; n++) {
                image[n] = values[(frame * 31 + n) % values.length];
              }
            });
    FrameSource sprinkled =
        new Disturbed(
            PhantomFrames.exact(Simulation.PHANTOM, ARC),
            (frame, image) -> {
              for (int n = 0; n < 400; n++) {
                image[random.nextInt(image.length)] = values[n % values.length];
              }
            });
    assertThat(Simulation.allFinite(run(whole, 2).volume())).isTrue();
    assertThat(Simulation.allFinite(run(sprinkled, 2).volume())).isTrue();
  }

  @Test
  void deadColumnsAndCollimatorsStayFiniteAndShrinkTheField() throws Exception {
    FrameSource shuttered =
        new Disturbed(
            PhantomFrames.exact(Simulation.PHANTOM, ARC),
            (frame, image) -> {
              for (int r = 0; r < 128; r++) {
                image[r * 128 + 40] = 0;
                Arrays.fill(image, r * 128, r * 128 + 12, Float.NaN);
                Arrays.fill(image, r * 128 + 116, r * 128 + 128, Float.NaN);
              }
            });
    Reconstruction shut = run(shuttered, 2);
    Reconstruction open = run(PhantomFrames.exact(Simulation.PHANTOM, ARC), 2);
    assertThat(Simulation.allFinite(shut.volume())).isTrue();
    assertThat(shut.figures().voxelsSeen()).isLessThan(open.figures().voxelsSeen());
  }

  @Test
  void whatNoViewSeesIsAir() throws Exception {
    Volume volume = run(PhantomFrames.exact(Simulation.PHANTOM, ARC), 2).volume();
    assertThat(volume.at(0, 0, 24)).isEqualTo(-1000);
    assertThat(volume.at(47, 47, 0)).isEqualTo(-1000);
    assertThat(volume.at(24, 24, 24)).isBetween(0f, 80f);
  }

  @Test
  void aScanThatIsTooShortWarnsAndGivesAVolume() throws Exception {
    Trajectory brief = Trajectory.circular(Simulation.ARM, -60, 60, 40);
    Reconstruction reconstruction = Simulation.onCpu(Simulation.exact(brief), COARSE);
    assertThat(reconstruction.warnings()).anyMatch(w -> w.contains("the scan covers"));
    assertThat(Simulation.allFinite(reconstruction.volume())).isTrue();
  }

  @Test
  void twoViewsAreRefusedInWords() {
    Trajectory two = Trajectory.circular(Simulation.ARM, -60, 60, 2);
    assertThatThrownBy(() -> Simulation.onCpu(Simulation.exact(two), COARSE))
        .isInstanceOf(ReconstructionException.class)
        .hasMessageContaining("at least 3 views");
  }

  @Test
  void anUncalibratedVolumeSaysSo() throws Exception {
    Volume volume =
        Simulation.onCpu(Simulation.exact(ARC), COARSE.withCalibration(Calibration.UNCALIBRATED))
            .volume();
    assertThat(volume.scale()).isEqualTo(ValueScale.UNCALIBRATED);
  }

  @Test
  void whatDoesNotFitTheMemoryLimitIsRefusedBeforeItIsAllocated() {
    ReconstructionProtocol huge =
        COARSE.withVolume(new VolumeSize(1024, 0.15)).withMemoryLimit(64 << 20);
    assertThatThrownBy(() -> Simulation.onCpu(Simulation.exact(ARC), huge))
        .isInstanceOfSatisfying(
            ReconstructionException.class,
            e -> assertThat(e.kind()).isEqualTo(ReconstructionException.Kind.TOO_LARGE))
        .hasMessageContaining("67108864");
  }

  @Test
  void cancellationEndsTheWork() {
    AtomicInteger read = new AtomicInteger();
    FrameSource counting =
        new Disturbed(
            PhantomFrames.exact(Simulation.PHANTOM, ARC), (frame, image) -> read.incrementAndGet());
    Progress cancelled =
        new Progress() {
          @Override
          public void report(String stage, long done, long total) {}

          @Override
          public boolean cancelled() {
            return read.get() > 10;
          }
        };
    assertThatThrownBy(
            () ->
                new Reconstructor(new CpuEngine(2))
                    .reconstruct(new ProjectionStack(ARC, counting), COARSE, cancelled))
        .isInstanceOfSatisfying(
            ReconstructionException.class,
            e -> assertThat(e.kind()).isEqualTo(ReconstructionException.Kind.CANCELLED));
    assertThat(read.get()).isLessThan(ARC.views());
  }

  @Test
  void aFrameThatCannotBeReadEndsTheWorkWithItsMessage() {
    FrameSource broken =
        new FrameSource() {
          @Override
          public int frames() {
            return ARC.views();
          }

          @Override
          public void readIntensities(int frame, float[] out) throws IOException {
            if (frame == 25) {
              throw new IOException("frame 26 is damaged");
            }
          }
        };
    assertThatThrownBy(() -> Simulation.onCpu(new ProjectionStack(ARC, broken), COARSE))
        .isInstanceOf(IOException.class)
        .hasMessage("frame 26 is damaged");
  }

  @Test
  void everyStageIsReportedWithItsTime() throws Exception {
    Reconstruction reconstruction = run(PhantomFrames.exact(Simulation.PHANTOM, ARC), 2);
    assertThat(reconstruction.stages().stream().map(StageTime::stage))
        .isEqualTo(
            List.of(
                "air levels",
                "read frames",
                "filter views",
                "rectify views",
                "back-project",
                "scale"));
    assertThat(reconstruction.figures().views()).isEqualTo(40);
    assertThat(reconstruction.figures().voxels()).isEqualTo(48L * 48 * 48);
    assertThat(reconstruction.figures().gups()).isPositive();
    assertThat(reconstruction.engine()).startsWith("CPU, 2 threads");
  }

  @Test
  void theVectorApiGivesWhatPlainJavaGives() throws Exception {
    Optional<ViewWalk> vectors = ViewWalk.ifThere();
    assertThat(vectors).as("start the tests with --add-modules jdk.incubator.vector").isPresent();
    // rows per slice below and above 1; an odd number of views; columns cut by the field of view
    for (VolumeSize size :
        List.of(new VolumeSize(40, 1.1), new VolumeSize(37, 3.9, 29, new Vector3(5, -3, 8)))) {
      ReconstructionProtocol protocol = Simulation.protocol().withVolume(size);
      Trajectory trajectory = Trajectory.circular(Simulation.ARM, 100, -101, 41);
      ProjectionStack stack = Simulation.exact(trajectory);
      Volume plain = with(Optional.empty(), stack, protocol);
      Volume fast = with(vectors, stack, protocol);
      Simulation.Deviation difference = Simulation.deviation(fast, plain, 1000);
      assertThat(difference.rmseHu()).isBetween(1e-9, 0.05);
    }
  }

  private static Volume with(
      Optional<ViewWalk> walk, ProjectionStack stack, ReconstructionProtocol protocol)
      throws Exception {
    Reconstructor engine = new Reconstructor(new CpuEngine(2, walk));
    return engine.reconstruct(stack, protocol, Progress.NONE).volume();
  }
}
