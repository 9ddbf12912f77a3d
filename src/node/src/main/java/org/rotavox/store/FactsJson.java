package org.rotavox.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.rotavox.model.Fact;
import org.rotavox.model.FactBounds;
import org.rotavox.model.Obstacle;
import org.rotavox.model.SeriesFacts;

/** Facts as the ledger keeps them: a JSON object, facts by their names in rules. */
public final class FactsJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private FactsJson() {}

  /** Writes facts; header fields are left out where the whole would not fit into the ledger. */
  public static String write(SeriesFacts facts) {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode values = root.putObject("facts");
    facts
        .known()
        .forEach(
            (fact, value) -> {
              if (fact != Fact.OBSTACLES) { // they stand below, with their words
                values.set(fact.ruleName(), JSON.valueToTree(value));
              }
            });
    var obstacles = root.putArray("obstacles");
    for (Obstacle obstacle : facts.obstacles()) {
      obstacles
          .addObject()
          .put("code", obstacle.code())
          .put("tag", obstacle.tag())
          .put("sentence", obstacle.sentence())
          .put("remedy", obstacle.remedy());
    }
    root.set("warnings", JSON.valueToTree(facts.warnings()));
    root.set("notes", JSON.valueToTree(facts.notes()));
    String small = root.toString();
    root.set("header", JSON.valueToTree(facts.headerFields()));
    String whole = root.toString();
    return whole.length() <= FactBounds.LARGEST_JSON ? whole : small;
  }

  /** Reads what {@link #write} wrote; facts that this release does not know are skipped. */
  public static SeriesFacts read(String json) {
    JsonNode root = parse(json);
    SeriesFacts.Builder facts = SeriesFacts.builder();
    root.path("facts")
        .properties()
        .forEach(
            entry ->
                Fact.named(entry.getKey())
                    .filter(fact -> fact != Fact.OBSTACLES)
                    .ifPresent(fact -> facts.set(fact, value(fact, entry.getValue()))));
    root.path("header")
        .properties()
        .forEach(entry -> facts.headerField(entry.getKey(), texts(entry.getValue())));
    for (JsonNode obstacle : root.path("obstacles")) {
      facts.obstacle(
          new Obstacle(
              obstacle.path("code").asText(),
              obstacle.path("tag").asText(),
              obstacle.path("sentence").asText(),
              obstacle.path("remedy").asText()));
    }
    return facts.warnings(texts(root.path("warnings"))).notes(texts(root.path("notes"))).build();
  }

  private static Object value(Fact fact, JsonNode node) {
    return switch (fact.type()) {
      case TEXT -> node.asText();
      case INTEGER -> node.asLong();
      case NUMBER -> node.asDouble();
      case BOOLEAN -> node.asBoolean();
      case TEXT_LIST -> texts(node);
    };
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(element -> texts.add(element.asText()));
    return texts;
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the ledger holds facts that are not JSON", e);
    }
  }
}
