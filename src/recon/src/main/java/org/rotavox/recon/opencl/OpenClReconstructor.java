package org.rotavox.recon.opencl;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jocl.CLException;
import org.rotavox.recon.Algorithm;
import org.rotavox.recon.Progress;
import org.rotavox.recon.ProjectionStack;
import org.rotavox.recon.ProjectorPair;
import org.rotavox.recon.Reconstruction;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.ReconstructionException.Kind;
import org.rotavox.recon.ReconstructionProtocol;
import org.rotavox.recon.Reconstructor;
import org.rotavox.recon.Roofline;
import org.rotavox.recon.Volume;
import org.rotavox.recon.cpu.CpuReconstructor;
import org.rotavox.recon.detector.Shadows;
import org.rotavox.recon.fdk.FdkPlan;
import org.rotavox.recon.fdk.FdkRun;
import org.rotavox.recon.iterative.IterativePlan;
import org.rotavox.recon.iterative.OsSart;

/**
 * The engine that back-projects on an OpenCL device. When the device is out of memory it takes
 * smaller slabs; when it fails otherwise, the CPU engine does the work. Either is reported as a
 * warning of the reconstruction.
 */
public final class OpenClReconstructor implements Reconstructor {

  private final OpenClDevice device;
  private final int threads;
  private final List<KernelVariant> variants;
  private final DeviceFaults faults;

  /** Creates the engine of a device; all processors of this machine prepare the views. */
  public OpenClReconstructor(OpenClDevice device) {
    this(device, Runtime.getRuntime().availableProcessors());
  }

  /**
   * Creates the engine of a device.
   *
   * @param threads threads that prepare views
   */
  public OpenClReconstructor(OpenClDevice device, int threads) {
    this(device, threads, List.of(), DeviceFaults.NONE);
  }

  /**
   * Creates the engine of a device with certain variants of the kernel.
   *
   * @param variants the variants to try; empty = those that suit the device
   * @param faults what goes wrong, whatever the device can do
   */
  OpenClReconstructor(
      OpenClDevice device, int threads, List<KernelVariant> variants, DeviceFaults faults) {
    this.device = device;
    this.threads = threads;
    this.variants = List.copyOf(variants);
    this.faults = faults;
  }

  @Override
  public String description() {
    return "OpenCL, " + device.description();
  }

  @Override
  public Roofline roofline() throws ReconstructionException {
    return OpenClRoofline.measure(device);
  }

  @Override
  public Reconstruction reconstruct(
      ProjectionStack stack, ReconstructionProtocol protocol, Progress progress)
      throws ReconstructionException, IOException {
    if (protocol.algorithm() == Algorithm.OS_SART) {
      return iterate(stack, protocol, progress);
    }
    FdkPlan plan = FdkPlan.of(stack, protocol);
    List<String> reports = new ArrayList<>();
    int mostSlices = plan.grid().sizeZ();
    while (true) {
      MemoryPlan memory = MemoryPlan.of(plan, device, threads, mostSlices);
      try {
        return with(reports, run(plan, memory, progress));
      } catch (ReconstructionException e) {
        boolean smaller =
            e.kind() == Kind.DEVICE_MEMORY && memory.slabSlices() > MemoryPlan.SLICE_STEP;
        if (smaller) {
          mostSlices = Math.max(MemoryPlan.SLICE_STEP, memory.slabSlices() / 2);
          reports.add("the device ran out of memory (" + e.getMessage() + "); smaller slabs");
        } else if (e.kind() == Kind.DEVICE_MEMORY || e.kind() == Kind.DEVICE) {
          return onCpu(reports, e, stack, protocol, progress);
        } else {
          throw e;
        }
      }
    }
  }

  private Reconstruction onCpu(
      List<String> reports,
      ReconstructionException why,
      ProjectionStack stack,
      ReconstructionProtocol protocol,
      Progress progress)
      throws ReconstructionException, IOException {
    reports.add("the device failed (" + why.getMessage() + "); the CPU engine took over");
    try (Reconstructor cpu = new CpuReconstructor(threads)) {
      return with(reports, cpu.reconstruct(stack, protocol, progress));
    }
  }

  private Reconstruction iterate(
      ProjectionStack stack, ReconstructionProtocol protocol, Progress progress)
      throws ReconstructionException, IOException {
    IterativePlan plan = IterativePlan.of(stack, protocol);
    try {
      MemoryPlan.requireRoom(device, plan.shadows());
      List<KernelVariant> tried =
          variants.isEmpty()
              ? KernelVariant.candidates(device, plan.shadows().rowsPerSlice())
              : variants;
      try (OpenClSession session =
              OpenClSession.open(
                  device,
                  OpenClSession.PROJECTORS,
                  KernelVariant.options(tried, OpenClProjectorPair.BATCH_VIEWS));
          ProjectorPair pair = pair(session, tried.get(session.option()), plan.shadows())) {
        return OsSart.run(plan, pair, description(), progress);
      }
    } catch (ReconstructionException e) {
      if (e.kind() != Kind.DEVICE && e.kind() != Kind.DEVICE_MEMORY) {
        throw e;
      }
      return onCpu(new ArrayList<>(), e, stack, protocol, progress);
    }
  }

  private static ProjectorPair pair(OpenClSession session, KernelVariant variant, Shadows shadows)
      throws ReconstructionException {
    try {
      return new OpenClProjectorPair(session, variant, shadows);
    } catch (CLException e) {
      throw OpenClSession.failure(e);
    }
  }

  private Reconstruction run(FdkPlan plan, MemoryPlan memory, Progress progress)
      throws ReconstructionException, IOException {
    List<KernelVariant> tried =
        variants.isEmpty()
            ? KernelVariant.candidates(device, plan.rectification().rowsPerSlice())
            : variants;
    String[] options = KernelVariant.options(tried, memory.batchViews());
    try (OpenClSession session = OpenClSession.open(device, OpenClSession.PROJECTORS, options)) {
      session.play(faults);
      KernelVariant variant = tried.get(session.option());
      return FdkRun.run(
          plan,
          memory.schedule(plan),
          threads,
          description(),
          (volume, body) -> {
            try (OpenClBackProjector projector = open(session, variant, plan, memory, volume)) {
              body.run(projector);
            }
          },
          progress);
    }
  }

  private static OpenClBackProjector open(
      OpenClSession session, KernelVariant variant, FdkPlan plan, MemoryPlan memory, Volume volume)
      throws ReconstructionException {
    try {
      return new OpenClBackProjector(session, variant, plan, memory, volume);
    } catch (CLException e) {
      throw OpenClSession.failure(e);
    }
  }

  private static Reconstruction with(List<String> reports, Reconstruction done) {
    List<String> warnings = new ArrayList<>(reports);
    warnings.addAll(done.warnings());
    return new Reconstruction(
        done.volume(), done.stages(), warnings, done.engine(), done.figures());
  }

  @Override
  public void close() {}
}
