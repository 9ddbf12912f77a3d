package org.rotavox.app.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.rotavox.app.bench.ReconBench;
import org.rotavox.recon.CostReport;
import org.rotavox.recon.Engine;
import org.rotavox.recon.Progress;
import org.rotavox.recon.ReconstructionProtocol;
import org.rotavox.reconstruction.EngineSettings;
import org.rotavox.reconstruction.Engines;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures this machine. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    header = "Measure this machine.",
    synopsisSubcommandLabel = "(recon | surface)",
    subcommands = {BenchCommand.Recon.class, SurfaceBenchCommand.class})
final class BenchCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** The speed of a reconstruction. */
  @Command(
      name = "recon",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      header = "Measure a reconstruction: a head in a short scan of 200 degrees.",
      description =
          "Prints the stages with their times, updates of the back-projection "
              + "per second (GUPS), bytes moved, memory, and the part of the device's "
              + "maximum, which is measured first. Frames come from memory; the time "
              + "for reading files is not included.")
  static final class Recon implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
        names = "--size",
        converter = NumberOption.BenchSize.class,
        paramLabel = "N",
        defaultValue = "256",
        description = "Voxels along each side, 16 to 2048. Default: ${DEFAULT-VALUE}.")
    private int size;

    @Option(
        names = "--views",
        converter = NumberOption.BenchViews.class,
        paramLabel = "N",
        defaultValue = "248",
        description = "Projections, 3 to 4096. Default: ${DEFAULT-VALUE}.")
    private int views;

    @Option(
        names = "--engine",
        paramLabel = "ENGINE",
        defaultValue = "auto",
        description = "auto, cpu or opencl. Default: ${DEFAULT-VALUE}.")
    private Engine engine = Engine.AUTO;

    @Option(
        names = "--device",
        paramLabel = "NAME",
        defaultValue = "",
        description = "Part of the name of an OpenCL device. Default: the best one.")
    private String device = "";

    @Option(
        names = "--threads",
        converter = NumberOption.Threads.class,
        paramLabel = "N",
        defaultValue = "0",
        description = "Threads of the CPU engine; 0 = one for each core. Default: 0.")
    private int threads;

    @Option(
        names = "--rounds",
        converter = NumberOption.Rounds.class,
        paramLabel = "N",
        defaultValue = "1",
        description = "Repetitions, 1 to 99; the median one is shown. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
        names = "--memory",
        converter = NumberOption.Memory.class,
        paramLabel = "SIZE",
        defaultValue = "0",
        description =
            "Most memory for volume and buffers, such as 4 GiB or, in MiB, 4096; 0 = no limit."
                + " Default: 0.")
    private long memoryBytes;

    @Option(names = "--json", description = "Print JSON for programs.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
      ToolLogging.quiet();
      PrintWriter out = spec.commandLine().getOut();
      ReconstructionProtocol protocol = ReconBench.protocol(size);
      if (memoryBytes != 0) {
        protocol = protocol.withMemoryLimit(memoryBytes);
      }
      List<CostReport> reports = new ArrayList<>();
      Engines engines = Engines.open(new EngineSettings(engine, device, threads));
      for (int round = 0; round < rounds; round++) {
        reports.add(
            ReconBench.run(engines.forProtocol(protocol), protocol, size, views, Progress.NONE));
      }
      reports.sort(Comparator.comparingDouble(report -> report.figures().seconds()));
      CostReport median = reports.get(rounds / 2);
      if (json) {
        TerminalWriter.json(out, json(median));
      } else {
        median.lines().forEach(out::println);
      }
      return ExitCode.OK;
    }
  }

  /** Returns a report as JSON. */
  static String json(CostReport report) throws java.io.IOException {
    return new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValueAsString(report.toJson());
  }
}
