package org.rotavox.reconstruction;

import java.util.List;
import org.rotavox.recon.Engine;
import org.rotavox.settings.Format;
import org.rotavox.settings.Group;
import org.rotavox.settings.Key;
import org.rotavox.settings.Section;

/** The keys of the section {@code engine}, and how they are read. */
public final class EngineKeys {

  static final Key<Engine> DEVICE =
      Key.of(
          "device",
          Format.choice(Engine.class),
          Format.word(EngineSettings.AUTOMATIC.engine()),
          "what reconstructs: auto = a GPU with OpenCL, else the CPU; opencl = any OpenCL device");
  static final Key<String> OPENCL_DEVICE =
      Key.of(
          "openClDevice",
          Format.TEXT,
          EngineSettings.AUTOMATIC.openClDevice(),
          "part of the name of the OpenCL device to take; empty = the first");
  public static final Key<Integer> CPU_THREADS =
      Key.of(
          "cpuThreads",
          Format.countOr("all", 1024),
          "all",
          "threads of the CPU engine; all = one for each core");

  public static final Group ENGINE =
      new Group(
          "engine", "The device that reconstructs.", List.of(DEVICE, OPENCL_DEVICE, CPU_THREADS));

  private EngineKeys() {}

  /** Reads the section. */
  public static EngineSettings read(Section file) {
    Section engine = file.section(ENGINE);
    return new EngineSettings(
        engine.orDefault(DEVICE), engine.orDefault(OPENCL_DEVICE), engine.orDefault(CPU_THREADS));
  }
}
