package org.rotavox.desk;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rotavox.collect.RulesState;
import org.rotavox.dicom.AeTitle;
import org.rotavox.dicom.Uid;
import org.rotavox.store.DecidedRun;
import org.rotavox.store.FactsJson;
import org.rotavox.store.RuleActivation;
import org.rotavox.store.RunState;
import org.rotavox.yaml.FileFault;

/** Answers about rules as JSON, and back. */
final class RuleJson {

  private RuleJson() {}

  static Map<String, Object> of(RulesState state) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("revision", state.revision());
    json.put("file", state.file().toString());
    json.put("since", state.since().toString());
    json.put("rules", state.rules());
    state
        .refused()
        .ifPresent(
            refused ->
                json.put(
                    "refused", Map.of("at", refused.at().toString(), "faults", refused.faults())));
    return json;
  }

  static RulesState state(JsonNode json) {
    JsonNode refused = json.path("refused");
    return new RulesState(
        json.path("revision").asText(),
        Path.of(json.path("file").asText()),
        Instant.parse(json.path("since").asText()),
        json.path("rules").asInt(),
        refused.isObject()
            ? Optional.of(
                new RulesState.Refused(
                    Instant.parse(refused.path("at").asText()), faults(refused.path("faults"))))
            : Optional.empty());
  }

  private static List<FileFault> faults(JsonNode array) {
    List<FileFault> faults = new ArrayList<>();
    for (JsonNode fault : array) {
      faults.add(
          new FileFault(
              fault.path("file").asText(),
              fault.path("line").asInt(),
              fault.path("column").asInt(),
              fault.path("text").asText(),
              fault.path("message").asText(),
              fault.path("suggestion").asText()));
    }
    return faults;
  }

  static Map<String, String> of(RuleActivation activation) {
    Map<String, String> json = new LinkedHashMap<>();
    json.put("revision", activation.revision());
    json.put("file", activation.file());
    json.put("at", activation.at().toString());
    json.put("cause", activation.cause());
    return json;
  }

  static RuleActivation activation(JsonNode json) {
    return new RuleActivation(
        json.path("revision").asText(),
        json.path("file").asText(),
        Instant.parse(json.path("at").asText()),
        json.path("cause").asText());
  }

  static Map<String, Object> of(RuleOperations.RolledBack done) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("revision", done.revision());
    json.put("file", done.file().toString());
    done.backup().ifPresent(backup -> json.put("backup", backup.toString()));
    json.put("active", done.active());
    return json;
  }

  static RuleOperations.RolledBack rolledBack(JsonNode json) {
    return new RuleOperations.RolledBack(
        json.path("revision").asText(),
        Path.of(json.path("file").asText()),
        Optional.of(json.path("backup").asText()).filter(b -> !b.isEmpty()).map(Path::of),
        json.path("active").asBoolean());
  }

  static Map<String, Object> of(DecidedRun run) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("run", run.runId());
    json.put("series", run.series().value());
    json.put("calling", run.calling().value());
    json.put("state", run.state().name());
    json.put("decidedAt", run.decidedAt().toString());
    json.put("rule", run.ruleName());
    json.put("revision", run.ruleRevision());
    json.put("reason", run.reason());
    json.put("facts", FactsJson.write(run.facts()));
    return json;
  }

  static DecidedRun run(JsonNode json) {
    return new DecidedRun(
        json.path("run").asLong(),
        new Uid(json.path("series").asText()),
        new AeTitle(json.path("calling").asText()),
        RunState.valueOf(json.path("state").asText()),
        Instant.parse(json.path("decidedAt").asText()),
        json.path("rule").asText(),
        json.path("revision").asText(),
        json.path("reason").asText(),
        FactsJson.read(json.path("facts").asText()));
  }
}
