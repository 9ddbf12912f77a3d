package org.rotavox.app.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rotavox.app.node.DataFolder;
import org.rotavox.desk.Desk;
import org.rotavox.desk.Filter;
import org.rotavox.desk.JobInFull;
import org.rotavox.desk.JobNumber;
import org.rotavox.desk.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks at reconstructions and gives orders about them. */
@Command(
    name = "jobs",
    mixinStandardHelpOptions = true,
    header = "List, watch and control reconstructions.",
    description = {
      "Connects to the node that runs with the configuration folder. While "
          + "none runs, it reads and writes the ledger itself.",
      "%nOrders that come too late change nothing and end with a message and exit code 1."
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      JobsCommand.ListJobs.class,
      JobsCommand.Show.class,
      JobsWatchCommand.class,
      JobOrder.Pause.class,
      JobOrder.Resume.class,
      JobOrder.Cancel.class,
      JobOrder.Retry.class,
      JobOrder.Raise.class,
      JobOrder.Acknowledge.class,
      JobOrder.Release.class,
      JobOrder.Ignore.class
    })
final class JobsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** Jobs, one line each. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      header = "List jobs, newest first.",
      description = "With --runs the runs without a job: open, held, ignored.")
  static final class ListJobs implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private NodeFolder node;

    @Option(
        names = "--state",
        paramLabel = "STATES",
        description =
            "Only these states, separated by commas: waiting, running, held, "
                + "done, failed, cancelled.")
    private @Nullable String states;

    @Option(
        names = "--limit",
        converter = NumberOption.Lines.class,
        paramLabel = "N",
        defaultValue = "50",
        description = "Largest number of lines. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(names = "--runs", description = "Runs instead; states: open, held, ignored, job.")
    private boolean runs;

    @Option(names = "--json", description = "Print JSON for programs.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
      ToolLogging.quiet();
      PrintWriter out = spec.commandLine().getOut();
      try (DataFolder folder = node.open(spec.commandLine().getErr())) {
        String wanted = states == null && runs ? "open,held,ignored" : states;
        Filter filter = Filter.of(Optional.ofNullable(wanted), limit);
        JobText text = new JobText(out);
        if (runs) {
          print(folder.access().list(Desk.RUNS_LIST, filter), text::runLine, out);
        } else {
          print(folder.access().list(Desk.JOBS_LIST, filter), text::line, out);
        }
        return ExitCode.OK;
      }
    }

    private <T> void print(List<T> found, Consumer<T> line, PrintWriter out) {
      if (json) {
        TerminalWriter.json(out, Json.pretty(found));
      } else if (found.isEmpty()) {
        out.println(runs ? "no such runs" : "no such jobs");
      } else {
        new JobText(out).header(runs);
        found.forEach(line);
      }
    }
  }

  /** One job in full. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      header = "Show all about a job: its reason, its events, its deliveries.")
  static final class Show implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private NodeFolder node;

    @Parameters(
        paramLabel = "JOB",
        converter = NumberOption.JobNumber.class,
        description = "Number of the job.")
    private long job;

    @Option(names = "--json", description = "Print JSON for programs.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
      ToolLogging.quiet();
      PrintWriter out = spec.commandLine().getOut();
      try (DataFolder folder = node.open(spec.commandLine().getErr())) {
        JobInFull found = folder.access().ask(Desk.JOBS_SHOW, new JobNumber(job));
        if (json) {
          TerminalWriter.json(out, Json.pretty(found));
        } else {
          new JobText(out).inFull(found);
        }
        return ExitCode.OK;
      }
    }
  }
}
