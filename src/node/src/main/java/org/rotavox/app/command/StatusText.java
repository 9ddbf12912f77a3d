package org.rotavox.app.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.rotavox.desk.NodeStatus;
import org.rotavox.model.DurationText;

/** Prints the answer to {@code status} for people. */
final class StatusText {

  private static final long DAY_SECONDS = 86_400;

  private final PrintWriter out;
  private final JobText jobs;

  StatusText(PrintWriter out) {
    this.out = out;
    this.jobs = new JobText(out);
  }

  void print(NodeStatus status) {
    node(status.node());
    balance(status.balance());
    queue(status.queue());
    attention(status.attention());
    status.destinations().forEach(this::destination);
    rules(status.rules(), status.node().faultsOfRules());
    store(status.store());
    status.chores().forEach(this::chore);
  }

  private void rules(NodeStatus.Rules rules, List<String> faults) {
    line(
        "rules",
        rules.revision().map(revision -> "revision " + revision).orElse("none decided yet")
            + ", file "
            + rules.file()
            + (faults.isEmpty() ? "" : red(" IS REFUSED, the revision before it stays in force:")));
    faults.forEach(fault -> line("", fault));
  }

  private void node(NodeStatus.ProcessState node) {
    if (!node.running()) {
      line("node", "does not run");
      return;
    }
    line(
        "node",
        "%s, process %s, listens as %s on %s:%s, up %s"
            .formatted(
                node.version(),
                node.process().map(String::valueOf).orElse("?"),
                node.aeTitle().orElse("?"),
                node.address().orElse("?"),
                node.port().map(String::valueOf).orElse("?"),
                node.startedAt()
                    .map(start -> DurationText.rounded(Duration.between(start, Instant.now())))
                    .orElse("?")));
    line("engine", node.engine().orElse(""));
    node.late().forEach(late -> line("DOES NOT WORK", red(late)));
  }

  private void balance(NodeStatus.Objects b) {
    line(
        "objects",
        "%d received = %d ignored + %d waiting + %d running + %d done + %d failed + %d held%s"
            .formatted(
                b.received(),
                b.ignored(),
                b.waiting(),
                b.running(),
                b.done(),
                b.failed(),
                b.held(),
                b.balances() ? "" : red("  DOES NOT BALANCE: report this")));
    line(
        "",
        "besides %d repeats; %d of the received contradict an earlier one"
            .formatted(b.duplicates(), b.conflicts()));
    line(
        "deliveries",
        "%d pending, %d delivered, %d given up"
            .formatted(b.deliveriesPending(), b.deliveriesDone(), b.deliveriesFailed()));
  }

  private void queue(NodeStatus.Queue queue) {
    line(
        "queue",
        "%d running, %d waiting, %d paused; at most %d at once%s"
            .formatted(
                queue.running(),
                queue.waiting(),
                queue.held(),
                queue.slots(),
                queue.paused() ? "; PAUSED, `jobs resume --queue` opens it" : ""));
    queue.jobs().forEach(jobs::line);
  }

  private void attention(NodeStatus.Attention attention) {
    if (!attention.failedJobs().isEmpty()) {
      line("failed", "retry or acknowledge them (`jobs retry`, `jobs acknowledge`)");
      attention.failedJobs().forEach(jobs::line);
    }
    if (!attention.heldRuns().isEmpty()) {
      line("held runs", "release or ignore them (`jobs release`, `jobs ignore`)");
      attention.heldRuns().forEach(jobs::runLine);
    }
  }

  private void destination(NodeStatus.Destination destination) {
    boolean answers = destination.answers().orElse(false);
    String health =
        destination.answers().isEmpty()
            ? "not asked yet"
            : (answers ? "answers" : red("does not answer"))
                + " ("
                + JobText.time(destination.checkedAt())
                + (answers ? "" : ", " + destination.message().orElse(""))
                + ")";
    line(
        "destination",
        "%s: %s at %s:%d, %d pending, %s"
            .formatted(
                destination.name(),
                destination.aeTitle(),
                destination.host(),
                destination.port(),
                destination.pending(),
                health));
  }

  private void store(NodeStatus.Disk store) {
    line(
        "disk",
        "%s free in %s; %s below %s"
            .formatted(
                size(store.freeBytes()),
                store.dataFolder(),
                store.accepts() ? "objects would be refused" : red("OBJECTS ARE REFUSED"),
                size(store.minimumFreeBytes())));
    line(
        "retention",
        "ignored objects %s, delivered ones %s, acknowledged failures %s"
            .formatted(kept(store.ignored()), kept(store.delivered()), kept(store.failed())));
    line("ledger", size(store.ledgerBytes()));
    notTakenIn(store);
    line("last start", store.openedWith());
  }

  private void notTakenIn(NodeStatus.Disk store) {
    if (store.filesWithoutRow() > 0) {
      line("not taken in", store.filesWithoutRow() + " files of the spool; a running node does it");
    }
    if (store.quarantineFiles() > 0) {
      line(
          "quarantine",
          "%d files, %s, since %s: they cannot be read; look at them and remove them"
              .formatted(
                  store.quarantineFiles(),
                  size(store.quarantineBytes()),
                  JobText.time(store.quarantineSince())));
    }
  }

  private void chore(NodeStatus.ChoreState chore) {
    if (!chore.name().startsWith("echo ")) {
      line(
          chore.name(),
          "%s: %s%s"
              .formatted(
                  JobText.time(chore.at()), chore.ok() ? "" : red("failed: "), chore.message()));
    }
  }

  private static String kept(NodeStatus.Retention policy) {
    return days(policy.keepSeconds())
        + policy.maximumBytes().map(bytes -> " and at most " + size(bytes)).orElse("");
  }

  /** In the units in which the configuration has it. */
  private static String size(long bytes) {
    double gigabytes = bytes / 1e9;
    return gigabytes >= 1
        ? String.format(Locale.ROOT, "%.1f GB", gigabytes)
        : bytes / 1_000_000 + " MB";
  }

  private static String days(long seconds) {
    return seconds >= DAY_SECONDS
        ? seconds / DAY_SECONDS + " days"
        : DurationText.rounded(Duration.ofSeconds(seconds));
  }

  private static String red(String text) {
    return Paint.red(text);
  }

  private void line(String name, String text) {
    out.println(String.format("%-13s", name) + text);
  }
}
