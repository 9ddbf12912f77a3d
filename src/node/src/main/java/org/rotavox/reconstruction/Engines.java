package org.rotavox.reconstruction;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rotavox.recon.Engine;
import org.rotavox.recon.ReconstructionProtocol;
import org.rotavox.recon.algorithm.Reconstructor;
import org.rotavox.recon.cpu.CpuEngine;
import org.rotavox.recon.opencl.DeviceScout;
import org.rotavox.recon.opencl.OpenCl;
import org.rotavox.recon.opencl.OpenClDevice;
import org.rotavox.recon.opencl.OpenClEngine;

/**
 * The engines of this machine: the CPU always, an OpenCL device if there is one and it is wanted.
 * Which one serves follows from the settings and the protocol.
 */
public final class Engines {

  private final EngineSettings settings;
  private final Reconstructor cpu;
  private final @Nullable Reconstructor openCl;
  private final String choice;
  private final int threads;

  private Engines(
      EngineSettings settings, Reconstructor cpu, @Nullable Reconstructor openCl, String choice) {
    this.settings = settings;
    this.cpu = cpu;
    this.openCl = openCl;
    this.choice = choice;
    this.threads = cpu.threads();
  }

  /**
   * Looks for devices and makes the engines ready. Where OpenCL is wanted but absent, the CPU
   * serves. The first look is that of a child process; this one asks drivers only if it is going to
   * compute with one of them.
   */
  public static Engines open(EngineSettings settings) {
    return open(settings, new DeviceScout());
  }

  static Engines open(EngineSettings settings, DeviceScout scout) {
    int threads =
        settings.cpuThreads() > 0
            ? settings.cpuThreads()
            : Runtime.getRuntime().availableProcessors();
    CpuEngine cpuEngine = new CpuEngine(threads);
    Reconstructor cpu = new Reconstructor(cpuEngine);
    if (settings.engine() == Engine.CPU) {
      return new Engines(settings, cpu, null, cpu.description() + " (as configured)");
    }
    DeviceScout.Found found = scout.look(isAskedFor(settings));
    Optional<OpenClDevice> device = device(settings, found);
    if (device.isEmpty()) {
      String absence = absence(settings, found);
      return new Engines(settings, cpu, null, cpu.description() + " (" + absence + ")");
    }
    Reconstructor openCl = new Reconstructor(new OpenClEngine(device.get(), threads), cpuEngine);
    return new Engines(settings, cpu, openCl, openCl.description());
  }

  private static Optional<OpenClDevice> device(EngineSettings settings, DeviceScout.Found found) {
    if (isAskedFor(settings)) {
      return found.devices().isEmpty() ? Optional.empty() : OpenCl.choose(settings.openClDevice());
    }
    return found.hasAccelerator()
        ? OpenCl.devices().stream()
            .filter(device -> device.kind() != OpenClDevice.Kind.CPU)
            .findFirst()
        : Optional.empty();
  }

  /**
   * OpenCL on the CPU is taken only on request: its compiler works inside this process and is not
   * safe beside a JVM (decisions.md, OpenCL on the CPU).
   */
  private static boolean isAskedFor(EngineSettings settings) {
    return settings.engine() == Engine.OPENCL || !settings.openClDevice().isEmpty();
  }

  private static String absence(EngineSettings settings, DeviceScout.Found found) {
    if (!isAskedFor(settings) && (found.pocl() || !found.devices().isEmpty())) {
      return "OpenCL has only the CPU as its device; the engine setting opencl uses it";
    }
    return settings.openClDevice().isEmpty() || found.devices().isEmpty()
        ? "no OpenCL device: " + found.reason()
        : "no OpenCL device is named \"" + settings.openClDevice() + "\"";
  }

  /** Returns the name of the default engine. */
  public String description() {
    return choice;
  }

  /** Returns how many threads work at the same time. */
  public int threads() {
    return threads;
  }

  /** Returns what reconstructs by a protocol. */
  public Reconstructor forProtocol(ReconstructionProtocol protocol) {
    Engine wanted = protocol.engine() == Engine.AUTO ? settings.engine() : protocol.engine();
    return wanted == Engine.CPU || openCl == null ? cpu : openCl;
  }
}
