package org.rotavox.app.command;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.rotavox.config.NodeSettings;
import org.rotavox.model.SeriesFacts;
import org.rotavox.model.Verdict;
import org.rotavox.reconstruction.SeriesDescription;
import org.rotavox.rules.Explanation;
import org.rotavox.store.DecidedRun;
import org.rotavox.ticks.TimeWindows;

/**
 * A run with the account of every rule, and what would happen with it now.
 *
 * @param name what it is called
 * @param facts what is known of it, warnings and notes of its reading included
 * @param recorded how it was decided; empty for files
 * @param revision short digest of the rules that are asked here
 * @param explanation the account
 * @param order what would happen if it were reconstructed; empty if not
 */
record ExplainedRun(
    String name,
    SeriesFacts facts,
    Optional<DecidedRun> recorded,
    String revision,
    Explanation explanation,
    Optional<Order> order) {

  /**
   * What would be ordered.
   *
   * @param verdict the order
   * @param start when a job could start; empty if its window never opens
   * @param now true if that is now
   * @param seriesDescription with its fields filled in
   */
  record Order(
      Verdict.Reconstruct verdict,
      Optional<Instant> start,
      boolean now,
      String seriesDescription) {}

  static ExplainedRun of(
      String name,
      Optional<DecidedRun> recorded,
      SeriesFacts facts,
      NodeSettings settings,
      Instant now) {
    Explanation explanation = settings.rules().explain(facts, now);
    Optional<Order> order =
        explanation.verdict() instanceof Verdict.Reconstruct verdict
            ? Optional.of(order(verdict, facts, settings, now))
            : Optional.empty();
    return new ExplainedRun(
        name, facts, recorded, settings.rules().revision().shortDigest(), explanation, order);
  }

  private static Order order(
      Verdict.Reconstruct verdict, SeriesFacts facts, NodeSettings settings, Instant now) {
    TimeWindows windows =
        new TimeWindows(settings.schedule().windows(), settings.schedule().timeZone());
    boolean open =
        verdict.timeWindow().isEmpty() || windows.openAt(now).contains(verdict.timeWindow());
    return new Order(
        verdict,
        open ? Optional.of(now) : windows.nextOpening(verdict.timeWindow(), now),
        open,
        SeriesDescription.of(
            verdict.seriesDescription(), verdict.protocol(), verdict.ruleName(), facts));
  }

  /** Returns the stable form for programs. */
  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("run", name);
    recorded.ifPresent(run -> json.put("recorded", toJson(run)));
    json.put("revision", revision);
    json.put("warnings", facts.warnings());
    json.put("notes", facts.notes());
    json.put("rules", explanation.rules().stream().map(ExplainedRun::toJson).toList());
    Verdict verdict = explanation.verdict();
    json.put("outcome", verdict.getClass().getSimpleName().toLowerCase(Locale.ROOT));
    json.put("rule", verdict.ruleName());
    json.put("explanation", verdict.explanation());
    order.ifPresent(wanted -> json.put("order", toJson(wanted)));
    return json;
  }

  private static Map<String, Object> toJson(DecidedRun run) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("run", run.runId());
    json.put("state", run.state().name());
    json.put("decidedAt", run.decidedAt().toString());
    json.put("rule", run.ruleName());
    json.put("revision", run.ruleRevision());
    json.put("explanation", run.reason());
    return json;
  }

  private static Map<String, Object> toJson(Explanation.RuleAccount rule) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("rule", rule.ruleName());
    json.put("standing", rule.standing().name());
    json.put("conditions", rule.conditions().stream().map(ExplainedRun::toJson).toList());
    return json;
  }

  private static Map<String, Object> toJson(Explanation.SubCondition condition) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("text", condition.text());
    json.put("value", condition.value().name());
    json.put("operands", condition.operands());
    return json;
  }

  private static Map<String, Object> toJson(Order order) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("protocol", order.verdict.protocol());
    json.put("priority", order.verdict.priority().name());
    json.put("window", order.verdict.timeWindow());
    json.put("canStartNow", order.now);
    order.start.ifPresent(start -> json.put("nextStart", start.toString()));
    json.put("destinations", order.verdict.destinations());
    json.put("seriesDescription", order.seriesDescription);
    json.put("seriesNumberOffset", order.verdict.seriesNumberOffset());
    json.put("shadow", order.verdict.shadow());
    return json;
  }
}
