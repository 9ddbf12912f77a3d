package org.rotavox.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rotavox.app.node.DataFolder;
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
    header = "List, watch and steer reconstructions.",
    description = {
      "Speaks to the node that runs with the configuration folder. While none runs, it reads and"
          + " writes the ledger itself.",
      "%nOrders that come too late change nothing and say so, with exit code 1."
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
      description = "With --runs the runs that no job stands for: open, held, ignored.")
  static final class ListJobs implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private NodeFolder node;

    @Option(
        names = "--state",
        paramLabel = "STATES",
        description =
            "Only these, parted by commas: waiting, running, held, done, failed, cancelled.")
    private @Nullable String states;

    @Option(
        names = "--limit",
        converter = NumberOption.Lines.class,
        paramLabel = "N",
        defaultValue = "50",
        description = "At most so many. Default: ${DEFAULT-VALUE}.")
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
        LinkedHashMap<String, @Nullable Object> arguments = new LinkedHashMap<>();
        arguments.put("states", states == null && runs ? "open,held,ignored" : states);
        arguments.put("limit", limit);
        JsonNode found = folder.access().ask(runs ? "runs.list" : "jobs.list", arguments);
        if (json) {
          TerminalWriter.json(out, found.toPrettyString());
        } else if (found.isEmpty()) {
          out.println(runs ? "no such runs" : "no such jobs");
        } else {
          JobText text = new JobText(out);
          text.header(runs);
          found.forEach(runs ? text::runLine : text::line);
        }
        return ExitCode.OK;
      }
    }
  }

  /** One job in full. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      header = "Say everything about a job: why it was made, what happened, where it went.")
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
        JsonNode found = folder.access().ask("jobs.show", Map.of("job", job));
        if (json) {
          TerminalWriter.json(out, found.toPrettyString());
        } else {
          new JobText(out).inFull(found);
        }
        return ExitCode.OK;
      }
    }
  }

  /** Returns a name of the ledger as people read it. */
  static String lower(JsonNode name) {
    return name.asText().toLowerCase(Locale.ROOT);
  }
}
