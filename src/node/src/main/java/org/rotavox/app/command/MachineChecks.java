package org.rotavox.app.command;

import java.util.ArrayList;
import java.util.List;
import org.rotavox.app.command.Finding.Level;
import org.rotavox.recon.opencl.DeviceScout;
import org.rotavox.result.picture.Lettering;

/** What the doctor sees without a configuration: Java, memory, cores, OpenCL. */
final class MachineChecks {

  private static final int LEAST_JAVA = 17;

  /** A volume of 512³ floats, and half as much for everything else. */
  private static final long COMFORTABLE_HEAP_BYTES = 768L << 20;

  private MachineChecks() {}

  static List<Finding> all() {
    List<Finding> findings = new ArrayList<>();
    findings.add(java());
    findings.add(heap());
    int cores = Runtime.getRuntime().availableProcessors();
    findings.add(
        cores > 1
            ? new Finding(Level.OK, "processors", cores + " cores")
            : new Finding(
                Level.WARNING, "processors", "one core; reconstructing will delay receiving"));
    findings.add(letters());
    findings.addAll(openCl(new DeviceScout().look(false)));
    return findings;
  }

  private static Finding letters() {
    return Lettering.trouble()
        .map(
            trouble ->
                new Finding(
                    Level.WARNING,
                    "letters",
                    trouble + "; until then there are no previews, spinning MIPs, failure notes"))
        .orElse(new Finding(Level.OK, "letters", "pictures can have letters"));
  }

  private static Finding java() {
    int version = Runtime.version().feature();
    String what =
        "Java " + System.getProperty("java.version") + " of " + System.getProperty("java.vendor");
    return version >= LEAST_JAVA
        ? new Finding(Level.OK, "java", what)
        : new Finding(Level.ERROR, "java", what + "; install JDK 17 or newer");
  }

  private static Finding heap() {
    long heap = Runtime.getRuntime().maxMemory();
    String what = (heap >> 20) + " MiB of heap";
    return heap >= COMFORTABLE_HEAP_BYTES
        ? new Finding(Level.OK, "memory", what)
        : new Finding(
            Level.WARNING,
            "memory",
            what + ", too little for a 512³ volume; start with java -Xmx2g -jar rotavox.jar …");
  }

  static List<Finding> openCl(DeviceScout.Found found) {
    List<Finding> findings = new ArrayList<>();
    if (!found.death().isEmpty()) {
      return List.of(
          new Finding(
              Level.WARNING,
              "opencl",
              found.death()
                  + "; the CPU engine is used. Repair or remove the driver, or set engine "
                  + "to cpu"));
    }
    for (DeviceScout.Device device : found.devices()) {
      findings.add(
          new Finding(
              Level.OK,
              "opencl",
              device.description()
                  + ", "
                  + device.kind()
                  + ", "
                  + device.computeUnits()
                  + " compute units, "
                  + (device.memoryBytes() >> 20)
                  + " MiB"));
    }
    if (found.pocl()) {
      findings.add(
          new Finding(
              Level.OK,
              "opencl",
              "Portable Computing Language (PoCL): installed; used only on request, "
                  + "by engine opencl without a GPU or by the device \"portable\""));
    }
    if (findings.isEmpty()) {
      findings.add(
          new Finding(
              Level.WARNING,
              "opencl",
              found.reason()
                  + "; the CPU engine is used. Install the GPU's driver, or "
                  + "pocl-opencl-icd and ocl-icd-libopencl1 for the CPU"));
    }
    return findings;
  }
}
