package org.rotavox.app.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.rotavox.app.node.DataFolder;
import org.rotavox.desk.Desk;
import org.rotavox.desk.Filter;
import org.rotavox.desk.JobLine;
import org.rotavox.desk.JobNumber;
import org.rotavox.model.JobState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what the node does, as it does it. */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    header = "Show running jobs as live bars, and how each ends.",
    description =
        "Until Ctrl-C; with --until-idle until no job runs or waits. Where the output is no"
            + " terminal, one line for each stage.")
final class JobsWatchCommand implements Callable<Integer> {

  private static final int PERCENT = 100;
  private static final int MAX_JOBS = 200;

  @Spec private CommandSpec spec;
  @Mixin private NodeFolder node;

  @Option(names = "--until-idle", description = "End when no job runs or waits.")
  private boolean untilIdle;

  @Option(
      names = "--interval",
      converter = NumberOption.Interval.class,
      paramLabel = "TIME",
      defaultValue = "500 ms",
      description =
          "How often the node is queried, such as 2 s or, in ms, 500. Default: "
              + "${DEFAULT-VALUE}.")
  private Duration interval = Duration.ofMillis(500);

  private final boolean terminal = Ansi.AUTO.enabled();
  private final Map<Long, ProgressBar> bars = new HashMap<>();
  private final Map<Long, String> stages = new HashMap<>();
  private boolean seen;

  @Override
  public Integer call() throws Exception {
    ToolLogging.quiet();
    PrintWriter out = spec.commandLine().getOut();
    try (DataFolder folder = node.open(spec.commandLine().getErr())) {
      if (!folder.running()) {
        out.println("nothing runs");
        return ExitCode.OK;
      }
      boolean more = true;
      while (more) {
        more = look(folder, out);
        if (!more && !seen) {
          out.println("no job runs or waits");
        }
        if (more) {
          Thread.sleep(Math.max(20, interval.toMillis()));
        }
      }
      return ExitCode.OK;
    } finally {
      bars.values().forEach(ProgressBar::close);
    }
  }

  /** Returns false if nothing is left to be watched. */
  private boolean look(DataFolder folder, PrintWriter out) throws Exception {
    List<JobLine> jobs =
        folder.access().list(Desk.JOBS_LIST, Filter.of(Optional.of("running,waiting"), MAX_JOBS));
    Set<Long> running = new HashSet<>();
    for (JobLine job : jobs) {
      if (job.state() == JobState.RUNNING) {
        seen = true;
        running.add(job.job());
        show(job, out);
      }
    }
    for (long ended : Set.copyOf(stages.keySet())) {
      if (!running.contains(ended)) {
        end(folder, ended, out);
      }
    }
    return !untilIdle || !jobs.isEmpty();
  }

  private void show(JobLine job, PrintWriter out) {
    long id = job.job();
    String stage = job.stage().orElse("");
    if (terminal) {
      ProgressBar bar = bars.computeIfAbsent(id, JobsWatchCommand::newBar);
      bar.stepTo(job.percent().orElse(0));
      bar.setExtraMessage(JobText.news(job));
    } else if (!stage.equals(stages.get(id))) {
      out.println("job " + id + ": " + JobText.news(job));
    }
    stages.put(id, stage);
  }

  private static ProgressBar newBar(long job) {
    return new ProgressBarBuilder()
        .setTaskName("job " + job)
        .setInitialMax(PERCENT)
        .setUnit("%", 1)
        .setStyle(ProgressBarStyle.ASCII)
        .hideEta()
        .build();
  }

  private void end(DataFolder folder, long id, PrintWriter out) throws Exception {
    stages.remove(id);
    ProgressBar bar = bars.remove(id);
    if (bar != null) {
      bar.close();
    }
    new JobText(out).line(folder.access().ask(Desk.JOBS_SHOW, new JobNumber(id)).line());
  }
}
