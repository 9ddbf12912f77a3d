package org.rotavox.recon.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.rotavox.geometry.CArm;
import org.rotavox.geometry.DetectorGrid;
import org.rotavox.geometry.Trajectory;
import org.rotavox.geometry.Vector3;
import org.rotavox.phantom.EllipsoidPhantom;
import org.rotavox.phantom.Landmark;
import org.rotavox.phantom.PhantomFrames;
import org.rotavox.recon.Adjointness;
import org.rotavox.recon.Iteration;
import org.rotavox.recon.Progress;
import org.rotavox.recon.ProjectionStack;
import org.rotavox.recon.Reconstruction;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.ReconstructionProtocol;
import org.rotavox.recon.Roofline;
import org.rotavox.recon.Simulation;
import org.rotavox.recon.Volume;
import org.rotavox.recon.VolumeSize;
import org.rotavox.recon.Workers;
import org.rotavox.recon.algorithm.Reconstructor;
import org.rotavox.recon.chain.PreparedRun;
import org.rotavox.recon.cpu.CpuEngine;
import org.rotavox.recon.detector.Shadows;
import org.rotavox.recon.engine.BackProjectionTask;
import org.rotavox.recon.fdk.FdkPlan;
import org.rotavox.recon.iterative.IterativePlan;

/** Needs an OpenCL device; PoCL, which runs on any processor, is one. */
class OpenClEngineTest {

  private static final double MOST_OF_RANGE = 1e-3;
  private static final double RMS_OF_RANGE = 1e-4;

  private final OpenClDevice device = OpenCl.allDevices().get(0);

  @BeforeAll
  static void aDeviceIsThere() {
    assertThat(OpenCl.allDevices()).as(OpenCl.unavailableReason()).isNotEmpty();
  }

  private static Reconstructor onDeviceElseCpu(OpenClEngine engine) {
    return new Reconstructor(engine, new CpuEngine(2));
  }

  private static BackProjectionTask task(ProjectionStack stack, ReconstructionProtocol protocol)
      throws Exception {
    try (Workers workers = new Workers(2)) {
      return FdkPlan.of(PreparedRun.of(stack, protocol, workers)).task(2);
    }
  }

  private Reconstruction onDevice(
      ProjectionStack stack, ReconstructionProtocol protocol, KernelVariant... variants)
      throws Exception {
    Reconstructor engine =
        onDeviceElseCpu(new OpenClEngine(device, 2, List.of(variants), DeviceFaults.NONE));
    return engine.reconstruct(stack, protocol, Progress.NONE);
  }

  private static void assertAgree(Volume expected, Volume actual) {
    double most = 0;
    double squares = 0;
    double low = Double.MAX_VALUE;
    double high = -Double.MAX_VALUE;
    for (int k = 0; k < expected.grid().sizeZ(); k++) {
      for (int n = 0; n < expected.grid().sliceVoxels(); n++) {
        double value = expected.slice(k)[n];
        double difference = value - actual.slice(k)[n];
        most = Math.max(most, Math.abs(difference));
        squares += difference * difference;
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    double range = high - low;
    assertThat(range).isGreaterThan(1000);
    assertThat(most / range).isLessThan(MOST_OF_RANGE);
    assertThat(Math.sqrt(squares / expected.grid().voxelCount()) / range).isLessThan(RMS_OF_RANGE);
  }

  @ParameterizedTest
  @EnumSource(KernelVariant.class)
  void everyVariantOfTheKernelAgreesWithTheCpu(KernelVariant variant) throws Exception {
    ProjectionStack stack = Simulation.exact(Simulation.arc(-100, 100));
    Volume expected = Simulation.onCpu(stack, Simulation.protocol()).volume();
    Reconstruction actual = onDevice(stack, Simulation.protocol(), variant, KernelVariant.WALK);
    assertThat(actual.engine()).startsWith("OpenCL");
    assertAgree(expected, actual.volume());
  }

  @ParameterizedTest
  @CsvSource({
    "37, 1.9, 29, 128, 1.6", // odd sizes
    "40, 3.2, 17, 128, 1.6", // three rows a slice
    "64, 0.6, 64, 96, 2.1", // steps below one row
    "20, 4.0, 130, 64, 3.2" // taller than the field of view
  })
  void agreesWithTheCpuForAnySize(int voxels, double mm, int slices, int pixels, double pixelMm)
      throws Exception {
    DetectorGrid detector = new DetectorGrid(pixels, pixels, pixelMm, pixelMm);
    Trajectory trajectory = Trajectory.circular(new CArm(785, 1200, detector), 95, -110, 37);
    ProjectionStack stack =
        new ProjectionStack(trajectory, PhantomFrames.exact(EllipsoidPhantom.small(), trajectory));
    ReconstructionProtocol protocol =
        Simulation.protocol()
            .withVolume(
                new VolumeSize(
                    voxels, mm, slices, EllipsoidPhantom.small().landmarks().get(0).center()));
    Volume expected = Simulation.onCpu(stack, protocol).volume();
    assertAgree(expected, onDevice(stack, protocol).volume());
  }

  @Test
  void reachesTheTruthWithMarkersInPlace() throws Exception {
    Volume volume =
        onDevice(Simulation.exact(Simulation.arc(100, -100)), Simulation.protocol()).volume();
    assertThat(Simulation.deviation(volume).rmseHu()).isLessThan(7);
    for (Landmark landmark : Simulation.PHANTOM.landmarks()) {
      assertThat((double) Simulation.at(volume, landmark.center()))
          .isCloseTo(landmark.expectedHu(), within(40.0));
    }
  }

  @Test
  void theVolumeIsTheSameBitByBitEveryTime() throws Exception {
    ProjectionStack stack = Simulation.exact(Simulation.arc(-100, 100));
    Volume once = onDevice(stack, Simulation.protocol()).volume();
    Volume again = onDevice(stack, Simulation.protocol()).volume();
    for (int k = 0; k < once.grid().sizeZ(); k++) {
      assertThat(Arrays.equals(once.slice(k), again.slice(k))).isTrue();
    }
  }

  @Test
  void slabsGiveTheVolumeThatOnePieceGives() throws Exception {
    ProjectionStack stack = Simulation.exact(Simulation.arc(-100, 100));
    ReconstructionProtocol protocol = Simulation.protocol();
    Reconstruction whole = onDevice(stack, protocol);
    assertAgree(whole.volume(), inSlabs(stack, protocol, 32).volume());
    assertAgree(whole.volume(), inSlabs(stack, protocol, 16).volume());
  }

  private Reconstruction inSlabs(ProjectionStack stack, ReconstructionProtocol protocol, int slices)
      throws Exception {
    BackProjectionTask plan = task(stack, protocol);
    long memory = MemoryPlan.columnBytes(plan.grid(), slices + 1) + MemoryPlan.viewsBytes(plan, 16);
    Reconstruction reconstruction =
        on(deviceWith((long) (memory / 0.85), device.largestBufferBytes()), stack, protocol);
    assertThat(reconstruction.figures().plan()).contains("slabs of " + slices + " slices");
    return reconstruction;
  }

  @Test
  void piecesThatFitTheLargestBufferGiveTheVolumeThatOneBufferGives() throws Exception {
    ProjectionStack stack = Simulation.exact(Simulation.arc(-100, 100));
    ReconstructionProtocol protocol = Simulation.protocol();
    OpenClDevice smallBuffers = deviceWith(device.memoryBytes(), 4L * 96 * 96 * 40);
    Reconstruction inPieces = on(smallBuffers, stack, protocol);
    assertThat(inPieces.figures().plan()).contains("one slab of 96 slices");
    assertThat(MemoryPlan.of(task(stack, protocol), smallBuffers, 96).pieceSlices()).isEqualTo(32);
    assertAgree(onDevice(stack, protocol).volume(), inPieces.volume());
  }

  @Test
  void aDeviceThatSharesItsMemoryWithTheProcessNeverHoldsTheVolumeTwice() throws Exception {
    ReconstructionProtocol protocol =
        Simulation.protocol().withVolume(new VolumeSize(512, 0)).withMemoryLimit(700L << 20);
    BackProjectionTask plan = task(Simulation.exact(Simulation.arc(-100, 100)), protocol);
    OpenClDevice processor =
        new OpenClDevice(
            "any", "a processor", "3.0", OpenClDevice.Kind.CPU, 2, 4L << 30, 1L << 30, 0, 0);
    MemoryPlan memory = MemoryPlan.of(plan, processor, Integer.MAX_VALUE);
    assertThat(memory.slabSlices()).isEqualTo(512);
    assertThat(memory.peakBytes()).isBetween(512L << 20, 700L << 20);
  }

  private Reconstruction on(
      OpenClDevice chosen, ProjectionStack stack, ReconstructionProtocol protocol)
      throws Exception {
    Reconstructor engine = onDeviceElseCpu(new OpenClEngine(chosen, 2));
    Reconstruction reconstruction = engine.reconstruct(stack, protocol, Progress.NONE);
    assertThat(reconstruction.warnings()).isEmpty();
    return reconstruction;
  }

  /** The device, as if it had less. */
  private OpenClDevice deviceWith(long memoryBytes, long largestBufferBytes) {
    return new OpenClDevice(
        device.platform(),
        device.name(),
        device.version(),
        device.kind(),
        device.computeUnits(),
        memoryBytes,
        largestBufferBytes,
        device.platformIndex(),
        device.deviceIndex());
  }

  private OpenClDevice smallDevice(long memoryBytes) {
    return new OpenClDevice(
        "test", "small", "", OpenClDevice.Kind.GPU, 1, memoryBytes, memoryBytes, 0, 0);
  }

  @Test
  void whatFitsNowhereIsRefusedWithItsSizes() throws Exception {
    BackProjectionTask plan =
        task(Simulation.exact(Simulation.arc(-100, 100)), Simulation.protocol());
    assertThatThrownBy(() -> MemoryPlan.of(plan, smallDevice(1000), Integer.MAX_VALUE))
        .isInstanceOfSatisfying(
            ReconstructionException.class,
            e -> assertThat(e.kind()).isEqualTo(ReconstructionException.Kind.TOO_LARGE))
        .hasMessageContaining("test: small");
  }

  private Reconstruction refusingAbove(long bytes, ReconstructionProtocol protocol)
      throws Exception {
    Reconstructor engine =
        onDeviceElseCpu(
            new OpenClEngine(device, 2, List.of(), new DeviceFaults(bytes, Long.MAX_VALUE)));
    return engine.reconstruct(Simulation.exact(Simulation.arc(-100, 100)), protocol, Progress.NONE);
  }

  @Test
  void slabsBecomeSmallerUntilTheDriverHasRoomAndTheRunSaysSo() throws Exception {
    ReconstructionProtocol protocol =
        Simulation.protocol().withVolume(new VolumeSize(96, 1.6, 96, Vector3.ORIGIN));
    Reconstruction whole = refusingAbove(Long.MAX_VALUE, protocol);
    Reconstruction cut = refusingAbove(4L * 96 * 96 * 32, protocol);
    assertThat(whole.warnings()).isEmpty();
    assertThat(cut.engine()).startsWith("OpenCL");
    assertThat(cut.figures().plan()).contains("of 24 slices");
    assertThat(cut.warnings()).hasSize(2).allMatch(w -> w.contains("smaller slabs"));
    assertAgree(whole.volume(), cut.volume());
  }

  @Test
  void theCpuTakesOverWhenNotEvenTheSmallestSlabHasRoom() throws Exception {
    Reconstruction cut =
        refusingAbove(1000, Simulation.protocol().withVolume(new VolumeSize(32, 4.8)));
    assertThat(cut.engine()).startsWith("CPU");
    assertThat(cut.warnings()).anyMatch(w -> w.contains("the CPU engine took over"));
  }

  @Test
  void theCpuTakesOverWhenTheDeviceIsLostInTheMiddle() throws Exception {
    ProjectionStack stack = Simulation.exact(Simulation.arc(-100, 100));
    DeviceFaults lostAfterFiftyViews = new DeviceFaults(Long.MAX_VALUE, 50);
    Reconstructor engine =
        onDeviceElseCpu(new OpenClEngine(device, 2, List.of(), lostAfterFiftyViews));
    Reconstruction reconstruction = engine.reconstruct(stack, Simulation.protocol(), Progress.NONE);
    assertThat(reconstruction.engine()).startsWith("CPU");
    assertThat(reconstruction.warnings())
        .singleElement()
        .asString()
        .contains("the device is no longer available", "the CPU engine took over");
    assertAgree(Simulation.onCpu(stack, Simulation.protocol()).volume(), reconstruction.volume());
  }

  @Test
  void aVariantThatTheCompilerRefusesIsPassedOver() throws Exception {
    String good = KernelVariant.options(List.of(KernelVariant.LANES), 4)[0];
    try (OpenClSession session =
        OpenClSession.open(device, OpenClSession.PROJECTORS, "-DWALK=(", good)) {
      assertThat(session.option()).isEqualTo(1);
    }
  }

  @Test
  void aProgramThatCannotBeBuiltIsAFailureOfTheDevice() {
    assertThatThrownBy(
            () -> OpenClSession.open(device, OpenClSession.PROJECTORS, "-DWALK=(").close())
        .isInstanceOfSatisfying(
            ReconstructionException.class,
            e -> assertThat(e.kind()).isEqualTo(ReconstructionException.Kind.DEVICE));
  }

  @Test
  void theRoofsOfTheDeviceAreMeasured() throws Exception {
    Roofline roofline = OpenClRoofline.measure(device);
    assertThat(roofline.bytesPerSecond()).isGreaterThan(1e8);
    assertThat(roofline.flopsPerSecond()).isGreaterThan(1e8);
  }

  @Test
  void theCpuTakesOverWhenTheDeviceFails() throws Exception {
    OpenClDevice gone =
        new OpenClDevice(
            device.platform(),
            "gone",
            device.version(),
            device.kind(),
            device.computeUnits(),
            device.memoryBytes(),
            device.largestBufferBytes(),
            99,
            0);
    Reconstructor engine = onDeviceElseCpu(new OpenClEngine(gone, 2));
    Reconstruction reconstruction =
        engine.reconstruct(
            Simulation.exact(Simulation.arc(-100, 100)),
            Simulation.protocol().withVolume(new VolumeSize(32, 4.8)),
            Progress.NONE);
    assertThat(reconstruction.engine()).startsWith("CPU");
    assertThat(reconstruction.warnings()).anyMatch(w -> w.contains("the CPU engine took over"));
  }

  @Test
  void devicesAreChosenByName() {
    assertThat(OpenCl.choose("auto")).contains(device);
    assertThat(OpenCl.choose(device.name().toUpperCase(Locale.ROOT))).contains(device);
    assertThat(OpenCl.choose("no such device")).isEmpty();
  }

  private static final ReconstructionProtocol ITERATIVE =
      Simulation.protocol()
          .withVolume(new VolumeSize(41, 3.6))
          .withOsSart(new Iteration(3, 5, 0.8, 0.3));

  @ParameterizedTest
  @EnumSource(KernelVariant.class)
  void theProjectorsOfEveryVariantAreTransposesOfEachOther(KernelVariant variant) throws Exception {
    ProjectionStack stack = Simulation.exact(Trajectory.circular(Simulation.ARM, -100, 100, 21));
    Shadows shadows;
    try (Workers workers = new Workers(2)) {
      shadows = IterativePlan.of(PreparedRun.of(stack, ITERATIVE, workers)).shadows();
    }
    String[] options =
        KernelVariant.options(
            List.of(variant, KernelVariant.WALK), OpenClProjectorPair.BATCH_VIEWS);
    try (OpenClSession session = OpenClSession.open(device, OpenClSession.PROJECTORS, options);
        OpenClProjectorPair pair = new OpenClProjectorPair(session, variant, shadows)) {
      assertThat(session.option()).isZero();
      double mismatch = Adjointness.mismatch(pair, shadows);
      System.out.printf(
          Locale.ROOT, "%s projectors: |<Ax,y> - <x,A'y>| / <Ax,y> = %.1e%n", variant, mismatch);
      assertThat(mismatch).isLessThan(1e-4);
    }
  }

  @Test
  void iteratesAsTheCpuDoes() throws Exception {
    ProjectionStack stack = Simulation.exact(Trajectory.circular(Simulation.ARM, -100, 100, 40));
    Volume expected = Simulation.onCpu(stack, ITERATIVE).volume();
    Reconstruction actual = onDevice(stack, ITERATIVE);
    assertThat(actual.engine()).startsWith("OpenCL");
    assertAgree(expected, actual.volume());
  }

  @Test
  void theCpuIteratesWhereTheDeviceHasNoRoom() throws Exception {
    Reconstructor engine = onDeviceElseCpu(new OpenClEngine(smallDevice(100_000), 2));
    Reconstruction reconstruction =
        engine.reconstruct(
            Simulation.exact(Trajectory.circular(Simulation.ARM, -100, 100, 20)),
            ITERATIVE,
            Progress.NONE);
    assertThat(reconstruction.engine()).startsWith("CPU");
    assertThat(reconstruction.warnings())
        .anyMatch(w -> w.contains("MB on test: small") && w.contains("the CPU engine took over"));
  }
}
