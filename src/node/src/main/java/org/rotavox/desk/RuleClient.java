package org.rotavox.desk;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rotavox.collect.ActiveRules;
import org.rotavox.collect.RulesState;
import org.rotavox.dicom.Uid;
import org.rotavox.store.DecidedRun;
import org.rotavox.store.RuleActivation;

/**
 * {@link RuleOperations} as commands call them: of a node that runs, or of a data folder.
 *
 * @param node either of them
 */
public record RuleClient(NodeAccess node) {

  private static final Map<String, @Nullable Object> NOTHING = Map.of();

  /** Returns which rules decide in the node, and what is wrong with the file. */
  public RulesState state() throws IOException {
    return RuleJson.state(node.ask("rules.status", NOTHING));
  }

  /**
   * What came of reading the file again.
   *
   * @param result the outcome
   * @param state how it is now
   */
  public record Reloaded(ActiveRules.Reload result, RulesState state) {}

  /** Makes the node read its file now. */
  public Reloaded reload() throws IOException {
    JsonNode answer = node.ask("rules.reload", NOTHING);
    return new Reloaded(
        ActiveRules.Reload.valueOf(answer.path("result").asText()),
        RuleJson.state(answer.path("state")));
  }

  /** Returns the activations, newest first. */
  public List<RuleActivation> history(int limit) throws IOException {
    List<RuleActivation> activations = new ArrayList<>();
    for (JsonNode each : node.ask("rules.history", Map.of("limit", limit))) {
      activations.add(RuleJson.activation(each));
    }
    return activations;
  }

  /** Returns the text of a revision, or, without one, what decided last. */
  public RuleOperations.Text text(Optional<String> revision) throws IOException {
    JsonNode answer = node.ask("rules.text", arguments(revision));
    return new RuleOperations.Text(answer.path("revision").asText(), answer.path("text").asText());
  }

  /** Brings an earlier text back; see {@link RuleOperations#rollBack}. */
  public RuleOperations.RolledBack rollBack(Optional<String> revision) throws IOException {
    return RuleJson.rolledBack(node.ask("rules.rollback", arguments(revision)));
  }

  private static Map<String, @Nullable Object> arguments(Optional<String> revision) {
    return revision.isPresent() ? Map.of("revision", revision.get()) : NOTHING;
  }

  /** Hands over the runs that were decided since then, oldest first. */
  public void eachDecidedSince(Instant since, Consumer<DecidedRun> consumer) throws IOException {
    node.call(
        "rules.runs",
        Arguments.of(Map.of("since", since.toString())),
        answer -> consumer.accept(RuleJson.run(answer)));
  }

  /** Returns the runs of a series that were decided, oldest first. */
  public List<DecidedRun> decidedRunsOf(Uid series) throws IOException {
    List<DecidedRun> runs = new ArrayList<>();
    node.call(
        "rules.runs",
        Arguments.of(Map.of("series", series.value())),
        answer -> runs.add(RuleJson.run(answer)));
    return runs;
  }
}
