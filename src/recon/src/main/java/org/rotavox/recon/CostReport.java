package org.rotavox.recon;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What one reconstruction cost, for people and programs: of a bench or of a real run.
 *
 * @param engine what did the work, with the device's name
 * @param grid voxels along x, y and z
 * @param stages times of the stages
 * @param figures what was counted
 * @param cpuSeconds processor time of the whole process meanwhile
 * @param roofline what the device can do at best
 * @param peakResidentBytes the most memory that the process had resident until now; 0 if the system
 *     does not report it
 * @param warnings what went otherwise than planned
 */
public record CostReport(
    String engine,
    List<Integer> grid,
    List<StageTime> stages,
    ReconstructionFigures figures,
    double cpuSeconds,
    Roofline roofline,
    long peakResidentBytes,
    List<String> warnings) {

  private static final double MILLI = 1000;

  public CostReport {
    grid = List.copyOf(grid);
    stages = List.copyOf(stages);
    warnings = List.copyOf(warnings);
  }

  /**
   * Returns the report of a finished reconstruction.
   *
   * @param cpuSeconds processor time that it took
   */
  public static CostReport of(Reconstruction done, Roofline roofline, double cpuSeconds)
      throws IOException {
    return new CostReport(
        done.engine(),
        List.of(
            done.volume().grid().sizeX(),
            done.volume().grid().sizeY(),
            done.volume().grid().sizeZ()),
        done.stages(),
        done.figures(),
        cpuSeconds,
        roofline,
        residentPeakBytes(),
        done.warnings());
  }

  /** Returns the report with stable names; times in seconds, sizes in bytes. */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("engine", engine);
    json.put("grid", grid);
    json.put("views", figures.views());
    Map<String, Object> times = new LinkedHashMap<>();
    stages.forEach(stage -> times.put(stage.stage(), rounded(stage.seconds())));
    json.put("stages", times);
    json.put("seconds", rounded(figures.seconds()));
    json.put("cpuSeconds", rounded(cpuSeconds));
    json.put("gups", rounded(figures.nominalGups()));
    json.put("gupsInFieldOfView", rounded(figures.gups()));
    json.put("bytesMoved", figures.bytesMoved());
    json.put("deviceBytesPerSecond", Math.round(roofline.bytesPerSecond()));
    json.put("deviceFlopsPerSecond", Math.round(roofline.flopsPerSecond()));
    json.put("rooflineFraction", rounded(roofline.fraction(figures)));
    json.put("plan", figures.plan());
    json.put("plannedBytes", figures.plannedBytes());
    json.put("peakResidentBytes", peakResidentBytes);
    json.put("warnings", warnings);
    return json;
  }

  private static double rounded(double value) {
    return Math.round(value * MILLI) / MILLI;
  }

  /** Returns the lines of the report for a terminal. */
  public List<String> lines() {
    List<String> lines = new java.util.ArrayList<>();
    lines.add(
        line(
            "%s: %d × %d × %d voxels, %d views",
            engine, grid.get(0), grid.get(1), grid.get(2), figures.views()));
    stages.forEach(stage -> lines.add(line("  %-24s %8.2f s", stage.stage(), stage.seconds())));
    lines.add(
        line("  %-24s %8.2f s, %.2f s of processor time", "whole", figures.seconds(), cpuSeconds));
    lines.add(
        line(
            "  %-24s %8.2f GUPS (10⁹ voxels × views / s; %.2f of voxels in the field of view)",
            "back-projection", figures.nominalGups(), figures.gups()));
    lines.add(
        line(
            "  %-24s %8.1f GB by the algorithm's count",
            "moved", giga((double) figures.bytesMoved())));
    lines.add(
        line(
            "  %-24s %8.0f %% of the device's maximum (%.1f GB/s, %.0f Gflop/s measured)",
            "roofline",
            100 * roofline.fraction(figures),
            giga(roofline.bytesPerSecond()),
            giga(roofline.flopsPerSecond())));
    lines.add(
        line(
            "  %-24s %8.2f GB resident at most; planned %.2f GB: %s",
            "memory",
            giga((double) peakResidentBytes),
            giga((double) figures.plannedBytes()),
            figures.plan()));
    warnings.forEach(warning -> lines.add("  warning: " + warning));
    return List.copyOf(lines);
  }

  private static double giga(double value) {
    return value * 1e-9;
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /**
   * Returns the processor time of this process until now, seconds; 0 if the JVM does not report it.
   */
  public static double processCpuSeconds() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime() * 1e-9
        : 0;
  }

  /** Returns VmHWM of Linux; 0 elsewhere. */
  private static long residentPeakBytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    for (String line : Files.readAllLines(status, StandardCharsets.UTF_8)) {
      if (line.startsWith("VmHWM:")) {
        return 1024 * Long.parseLong(line.replaceAll("[^0-9]", ""));
      }
    }
    return 0;
  }
}
