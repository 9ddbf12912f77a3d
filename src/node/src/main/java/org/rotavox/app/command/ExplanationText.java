package org.rotavox.app.command;

import java.io.PrintWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.rotavox.rules.Explanation;
import org.rotavox.rules.condition.Truth;
import org.rotavox.store.DecidedRun;

/** What {@code rules explain} shows to people. */
record ExplanationText(PrintWriter out, ZoneId zone) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private static final int WIDTH_OF_VALUE = 13;

  /** One run with every rule. */
  void print(ExplainedRun run) {
    out.println(Paint.bold(run.name()));
    run.facts().warnings().forEach(text -> out.println("  " + Paint.yellow("warning: ") + text));
    run.facts().notes().forEach(text -> out.println("  " + Paint.faint(text)));
    run.recorded().ifPresent(this::recorded);
    for (Explanation.RuleAccount rule : run.explanation().rules()) {
      out.println("  " + standing(rule.standing()) + ": " + rule.ruleName());
      for (Explanation.SubCondition condition : rule.conditions()) {
        out.println(
            "      "
                + value(condition.value())
                + condition.text()
                + (condition.operands().isEmpty()
                    ? ""
                    : Paint.faint("   [" + String.join(", ", condition.operands()) + "]")));
      }
    }
    out.println("  " + run.explanation().verdict().explanation());
    run.order().ifPresent(this::order);
    out.println();
  }

  private void recorded(DecidedRun run) {
    out.println(
        "  decided at "
            + TIME.format(run.decidedAt().atZone(zone))
            + (run.ruleRevision().isEmpty() ? "" : " by revision " + run.ruleRevision())
            + ": "
            + run.reason());
    out.println("  and now:");
  }

  private void order(ExplainedRun.Order order) {
    String window = order.verdict().timeWindow();
    String start =
        order.now()
            ? "now"
            : order
                .start()
                .map(at -> "at " + TIME.format(at.atZone(zone)) + " (" + zone + ")")
                .orElse("never");
    line("start", start + (window.isEmpty() ? "" : ", window " + window));
    line("priority", order.verdict().priority().name().toLowerCase(Locale.ROOT));
    String destinations = String.join(", ", order.verdict().destinations());
    line(
        "goes to",
        order.verdict().shadow() ? "no destination, kept for review (shadow)" : destinations);
    line(
        "series",
        "\""
            + order.seriesDescription()
            + "\", series number + "
            + order.verdict().seriesNumberOffset());
  }

  private void line(String name, String value) {
    out.println(String.format(Locale.ROOT, "    %-10s %s", name, value));
  }

  private static String standing(Explanation.Standing standing) {
    return switch (standing) {
      case DECIDED -> Paint.green("decided");
      case DID_NOT_HOLD -> "did not hold";
      case WOULD_HAVE_HELD -> Paint.faint("not asked, would have held");
      case NOT_REACHED -> Paint.faint("not asked, would not have held");
      case DISABLED -> Paint.faint("switched off");
      case OUTSIDE_VALIDITY -> Paint.faint("not valid at this time");
    };
  }

  private static String value(Truth truth) {
    String text =
        switch (truth) {
          case TRUE -> "true";
          case FALSE -> "false";
          case UNDECIDABLE -> "not decidable";
        };
    String painted =
        switch (truth) {
          case TRUE -> Paint.green(text);
          case FALSE -> Paint.red(text);
          case UNDECIDABLE -> Paint.yellow(text);
        };
    return painted + " ".repeat(Math.max(1, WIDTH_OF_VALUE + 1 - text.length()));
  }
}
