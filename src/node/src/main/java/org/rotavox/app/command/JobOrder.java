package org.rotavox.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rotavox.app.node.DataFolder;
import org.rotavox.desk.Desk;
import org.rotavox.desk.JobNumber;
import org.rotavox.desk.NodeAccess;
import org.rotavox.desk.Nothing;
import org.rotavox.desk.Operation;
import org.rotavox.desk.OrderAnswer;
import org.rotavox.desk.Refusal;
import org.rotavox.desk.RunNumber;
import org.rotavox.desk.Urgency;
import org.rotavox.model.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** An order about some jobs or runs, or about the whole queue. */
abstract class JobOrder implements Callable<Integer> {

  private final Optional<Operation<Nothing, OrderAnswer>> wholeQueue;

  @Spec private CommandSpec spec;
  @Mixin private NodeFolder node;

  @Parameters(
      arity = "0..*",
      paramLabel = "NUMBER",
      converter = NumberOption.JobNumber.class,
      description = "Numbers; see `jobs list`.")
  private List<Long> numbers = List.of();

  @Option(names = "--queue", description = "The whole queue instead of single jobs.")
  private boolean queue;

  private JobOrder(Optional<Operation<Nothing, OrderAnswer>> wholeQueue) {
    this.wholeQueue = wholeQueue;
  }

  /** Gives the order about one job or run. */
  abstract OrderAnswer order(NodeAccess toNode, long number) throws IOException;

  /** Returns true if an order to the whole queue needs a confirmation that was not given. */
  boolean wantsConfirmation() {
    return false;
  }

  @Override
  public Integer call() throws Exception {
    ToolLogging.quiet();
    if (numbers.isEmpty() != queue) {
      throw new ParameterException(
          spec.commandLine(), "give numbers" + (wholeQueue.isPresent() ? ", or --queue" : ""));
    }
    if (queue && wholeQueue.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "this order is for single ones only");
    }
    if (queue && wantsConfirmation()) {
      throw new ParameterException(spec.commandLine(), "this is for all jobs: confirm with --yes");
    }
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try (DataFolder folder = node.open(err)) {
      if (queue) {
        out.println(folder.access().ask(wholeQueue.orElseThrow(), Nothing.NOTHING).message());
        return ExitCode.OK;
      }
      return orderEach(folder, out, err);
    }
  }

  private int orderEach(DataFolder folder, PrintWriter out, PrintWriter err) throws Exception {
    int exitCode = ExitCode.OK;
    for (long number : numbers) {
      try {
        out.println(order(folder.access(), number).message());
      } catch (Refusal e) {
        err.println(e.getMessage());
        exitCode = ExitCode.FAILED;
      }
    }
    return exitCode;
  }

  /** Keeps jobs from being claimed. */
  @Command(
      name = "pause",
      mixinStandardHelpOptions = true,
      header = "Pause waiting jobs; with --queue claim no more jobs, running ones finish.")
  static final class Pause extends JobOrder {
    Pause() {
      super(Optional.of(Desk.QUEUE_PAUSE));
    }

    @Override
    OrderAnswer order(NodeAccess toNode, long number) throws IOException {
      return toNode.ask(Desk.JOB_PAUSE, new JobNumber(number));
    }
  }

  /** Makes jobs wait again. */
  @Command(
      name = "resume",
      mixinStandardHelpOptions = true,
      header = "Make paused jobs wait again; with --queue claim jobs again.")
  static final class Resume extends JobOrder {
    Resume() {
      super(Optional.of(Desk.QUEUE_RESUME));
    }

    @Override
    OrderAnswer order(NodeAccess toNode, long number) throws IOException {
      return toNode.ask(Desk.JOB_RESUME, new JobNumber(number));
    }
  }

  /** Ends jobs. */
  @Command(
      name = "cancel",
      mixinStandardHelpOptions = true,
      header = "Cancel jobs; with --queue all that wait or are paused.",
      description = "A job that runs ends at its next report of progress.")
  static final class Cancel extends JobOrder {

    @Option(names = "--yes", description = "Confirms --queue.")
    private boolean confirmed;

    Cancel() {
      super(Optional.of(Desk.QUEUE_CANCEL));
    }

    @Override
    OrderAnswer order(NodeAccess toNode, long number) throws IOException {
      return toNode.ask(Desk.JOB_CANCEL, new JobNumber(number));
    }

    @Override
    boolean wantsConfirmation() {
      return !confirmed;
    }
  }

  /** Tries again. */
  @Command(
      name = "retry",
      mixinStandardHelpOptions = true,
      header = "Try failed jobs again, or the failed deliveries of done ones.")
  static final class Retry extends JobOrder {
    Retry() {
      super(Optional.of(Desk.QUEUE_RETRY));
    }

    @Override
    OrderAnswer order(NodeAccess toNode, long number) throws IOException {
      return toNode.ask(Desk.JOB_RETRY, new JobNumber(number));
    }
  }

  /** Makes jobs more urgent. */
  @Command(
      name = "raise",
      mixinStandardHelpOptions = true,
      header = "Make waiting or paused jobs one step more urgent, or as urgent as --to says.")
  static final class Raise extends JobOrder {

    @Option(
        names = "--to",
        paramLabel = "PRIORITY",
        description = "low, normal or urgent; single jobs only.")
    private Verdict.@Nullable Priority priority;

    Raise() {
      super(Optional.of(Desk.QUEUE_RAISE));
    }

    @Override
    OrderAnswer order(NodeAccess toNode, long number) throws IOException {
      return toNode.ask(Desk.JOB_RAISE, new Urgency(number, Optional.ofNullable(priority)));
    }
  }

  /** Takes note of failures. */
  @Command(
      name = "acknowledge",
      mixinStandardHelpOptions = true,
      header = "Acknowledge a failure: retention may then remove its files.")
  static final class Acknowledge extends JobOrder {
    Acknowledge() {
      super(Optional.empty());
    }

    @Override
    OrderAnswer order(NodeAccess toNode, long number) throws IOException {
      return toNode.ask(Desk.JOB_ACKNOWLEDGE, new JobNumber(number));
    }
  }

  /** Has runs decided again. */
  @Command(
      name = "release",
      mixinStandardHelpOptions = true,
      header = "Decide held or ignored runs again; with --queue all held ones.",
      description = {
        "Numbers are of runs, see `jobs list --runs`. The current rules "
            + "decide; quiet time and the reason of the hold no longer apply."
      })
  static final class Release extends JobOrder {
    Release() {
      super(Optional.of(Desk.QUEUE_RELEASE));
    }

    @Override
    OrderAnswer order(NodeAccess toNode, long number) throws IOException {
      return toNode.ask(Desk.RUN_RELEASE, new RunNumber(number));
    }
  }

  /** Drops held runs. */
  @Command(
      name = "ignore",
      mixinStandardHelpOptions = true,
      header = "Ignore held runs: they are not reconstructed.",
      description = "Numbers are of runs, see `jobs list --runs`.")
  static final class Ignore extends JobOrder {
    Ignore() {
      super(Optional.empty());
    }

    @Override
    OrderAnswer order(NodeAccess toNode, long number) throws IOException {
      return toNode.ask(Desk.RUN_IGNORE, new RunNumber(number));
    }
  }
}
