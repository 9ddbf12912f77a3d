package org.rotavox.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
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

  void print(JsonNode status) {
    node(status.path("node"));
    balance(status.path("balance"));
    queue(status.path("queue"));
    attention(status.path("attention"));
    status.path("destinations").forEach(this::destination);
    rules(status.path("rules"), status.path("node").path("faultsOfRules"));
    store(status.path("store"));
    status.path("chores").forEach(this::chore);
  }

  private void rules(JsonNode rules, JsonNode faults) {
    line(
        "rules",
        (rules.has("revision") ? "revision " + rules.path("revision").asText() : "none decided yet")
            + ", file "
            + rules.path("file").asText()
            + (faults.isEmpty() ? "" : red(" IS REFUSED, the revision before goes on deciding:")));
    faults.forEach(fault -> line("", fault.asText()));
  }

  private void node(JsonNode node) {
    if (!node.path("running").asBoolean()) {
      line("node", "does not run");
      return;
    }
    Duration up = Duration.between(Instant.parse(node.path("startedAt").asText()), Instant.now());
    line(
        "node",
        "%s, process %s, listens as %s on %s:%s, up %s"
            .formatted(
                node.path("version").asText(),
                node.path("process").asText(),
                node.path("aeTitle").asText(),
                node.path("address").asText(),
                node.path("port").asText(),
                DurationText.rounded(up)));
    line("engine", node.path("engine").asText());
    node.path("late").forEach(late -> line("DOES NOT WORK", red(late.asText())));
  }

  private void balance(JsonNode b) {
    line(
        "objects",
        "%s received = %s ignored + %s waiting + %s running + %s done + %s failed + %s held%s"
            .formatted(
                b.path("received").asText(),
                b.path("ignored").asText(),
                b.path("waiting").asText(),
                b.path("running").asText(),
                b.path("done").asText(),
                b.path("failed").asText(),
                b.path("held").asText(),
                b.path("balances").asBoolean() ? "" : red("  DOES NOT BALANCE: report this")));
    line(
        "",
        "besides %s repeats; %s of the received contradict an earlier one"
            .formatted(b.path("duplicates").asText(), b.path("conflicts").asText()));
    line(
        "deliveries",
        "%s pending, %s delivered, %s given up"
            .formatted(
                b.path("deliveriesPending").asText(),
                b.path("deliveriesDone").asText(),
                b.path("deliveriesFailed").asText()));
  }

  private void queue(JsonNode queue) {
    line(
        "queue",
        "%s running, %s waiting, %s paused; at most %s at once%s"
            .formatted(
                queue.path("RUNNING").asText(),
                queue.path("WAITING").asText(),
                queue.path("HELD").asText(),
                queue.path("slots").asText(),
                queue.path("paused").asBoolean()
                    ? "; PAUSED, `jobs resume --queue` opens it"
                    : ""));
    queue.path("running").forEach(jobs::line);
  }

  private void attention(JsonNode attention) {
    if (!attention.path("failedJobs").isEmpty()) {
      line("failed", "retry or acknowledge them (`jobs retry`, `jobs acknowledge`)");
      attention.path("failedJobs").forEach(jobs::line);
    }
    if (!attention.path("heldRuns").isEmpty()) {
      line("held runs", "release or ignore them (`jobs release`, `jobs ignore`)");
      attention.path("heldRuns").forEach(jobs::runLine);
    }
  }

  private void destination(JsonNode destination) {
    String health =
        !destination.has("answers")
            ? "not asked yet"
            : (destination.path("answers").asBoolean() ? "answers" : red("does not answer"))
                + " ("
                + JobText.time(destination.path("checkedAt"))
                + (destination.path("answers").asBoolean()
                    ? ""
                    : ", " + destination.path("message").asText())
                + ")";
    line(
        "destination",
        "%s: %s at %s:%s, %s pending, %s"
            .formatted(
                destination.path("name").asText(),
                destination.path("aeTitle").asText(),
                destination.path("host").asText(),
                destination.path("port").asText(),
                destination.path("pending").asText(),
                health));
  }

  private void store(JsonNode store) {
    line(
        "disk",
        "%s free in %s; %s below %s"
            .formatted(
                size(store.path("freeBytes")),
                store.path("dataFolder").asText(),
                store.path("accepts").asBoolean()
                    ? "objects would be refused"
                    : red("OBJECTS ARE REFUSED"),
                size(store.path("minimumFreeBytes"))));
    line(
        "retention",
        "ignored objects %s, delivered ones %s, acknowledged failures %s"
            .formatted(
                kept(store.path("ignored")),
                kept(store.path("delivered")),
                kept(store.path("failed"))));
    line("ledger", size(store.path("ledgerBytes")));
    notTakenIn(store);
    line("last start", store.path("openedWith").asText());
  }

  private void notTakenIn(JsonNode store) {
    if (store.path("filesWithoutRow").asInt() > 0) {
      line(
          "not taken in",
          store.path("filesWithoutRow").asText() + " files of the spool; a running node does it");
    }
    if (store.path("quarantineFiles").asInt() > 0) {
      line(
          "quarantine",
          "%s files, %s, since %s: they cannot be read; look at them and remove them"
              .formatted(
                  store.path("quarantineFiles").asText(),
                  size(store.path("quarantineBytes")),
                  JobText.time(store.path("quarantineSince"))));
    }
  }

  private void chore(JsonNode chore) {
    if (!chore.path("name").asText().startsWith("echo ")) {
      line(
          chore.path("name").asText(),
          "%s: %s%s"
              .formatted(
                  JobText.time(chore.path("at")),
                  chore.path("ok").asBoolean() ? "" : red("failed: "),
                  chore.path("message").asText()));
    }
  }

  private static String kept(JsonNode policy) {
    return days(policy.path("keepSeconds"))
        + (policy.has("maximumBytes") ? " and at most " + size(policy.path("maximumBytes")) : "");
  }

  /** In the units in which the configuration has it. */
  private static String size(JsonNode bytes) {
    double gigabytes = bytes.asLong() / 1e9;
    return gigabytes >= 1
        ? String.format(Locale.ROOT, "%.1f GB", gigabytes)
        : bytes.asLong() / 1_000_000 + " MB";
  }

  private static String days(JsonNode seconds) {
    return seconds.asLong() >= DAY_SECONDS
        ? seconds.asLong() / DAY_SECONDS + " days"
        : DurationText.rounded(Duration.ofSeconds(seconds.asLong()));
  }

  private static String red(String text) {
    return Paint.red(text);
  }

  private void line(String name, String text) {
    out.println(String.format("%-13s", name) + text);
  }
}
