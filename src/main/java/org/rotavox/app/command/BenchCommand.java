package org.rotavox.app.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.rotavox.pipeline.EngineSettings;
import org.rotavox.pipeline.Engines;
import org.rotavox.recon.CostReport;
import org.rotavox.recon.Engine;
import org.rotavox.recon.Progress;
import org.rotavox.recon.ReconBench;
import org.rotavox.recon.ReconstructionProtocol;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
          "Prints the stages with their times, updates of the back-projection per second (GUPS),"
              + " bytes moved, memory, and the part of what the device can do at best, which is"
              + " measured first. Frames come from memory: reading files is not in it.")
  static final class Recon implements Callable<Integer> {

    private static final int FEWEST_VIEWS = 3;
    private static final int MOST_VIEWS = 4096;
    private static final int MOST_ROUNDS = 99;
    private static final int SMALLEST = 16;
    private static final int SMALLEST_MEMORY_MIB = 16;

    @Spec private CommandSpec spec;

    @Option(
        names = "--size",
        paramLabel = "N",
        defaultValue = "256",
        description = "Voxels along each side, 16 to 2048. Default: ${DEFAULT-VALUE}.")
    private int size;

    @Option(
        names = "--views",
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
        paramLabel = "N",
        defaultValue = "0",
        description = "Threads of the CPU engine; 0 = one for each core. Default: 0.")
    private int threads;

    @Option(
        names = "--rounds",
        paramLabel = "N",
        defaultValue = "1",
        description = "Repetitions, 1 to 99; the median one is shown. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
        names = "--memory",
        paramLabel = "MIB",
        defaultValue = "0",
        description = "Most memory (MiB) for volume and buffers; 0 = no limit. Default: 0.")
    private int memoryMib;

    @Option(names = "--json", description = "Print JSON for programs.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
      ToolLogging.quiet();
      requireWithin("--size", size, SMALLEST, ReconBench.LARGEST_SIZE);
      requireWithin("--views", views, FEWEST_VIEWS, MOST_VIEWS);
      requireWithin("--rounds", rounds, 1, MOST_ROUNDS);
      PrintWriter out = spec.commandLine().getOut();
      ReconstructionProtocol protocol = ReconBench.protocol(size);
      if (memoryMib != 0) {
        requireWithin("--memory", memoryMib, SMALLEST_MEMORY_MIB, Integer.MAX_VALUE);
        protocol = protocol.withMemoryLimit((long) memoryMib << 20);
      }
      List<CostReport> reports = new ArrayList<>();
      try (Engines engines = Engines.open(new EngineSettings(engine, device, threads))) {
        for (int round = 0; round < rounds; round++) {
          reports.add(
              ReconBench.run(engines.forProtocol(protocol), protocol, size, views, Progress.NONE));
        }
      }
      reports.sort(Comparator.comparingDouble(report -> report.figures().seconds()));
      CostReport median = reports.get(rounds / 2);
      if (json) {
        out.println(json(median));
      } else {
        median.lines().forEach(out::println);
      }
      return ExitCode.OK;
    }

    private void requireWithin(String option, int value, int least, int most) {
      if (value < least || value > most) {
        throw new ParameterException(
            spec.commandLine(), option + " must be " + least + " to " + most + ", but is " + value);
      }
    }
  }

  /** Returns a report as JSON. */
  static String json(CostReport report) throws java.io.IOException {
    return new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValueAsString(report.toJson());
  }
}
