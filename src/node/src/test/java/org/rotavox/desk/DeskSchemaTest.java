package org.rotavox.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The records of the desk as JSON Schema; {@code -Drotavox.snapshots=write} writes it. What
 * programs read of a node changes with this file alone.
 */
class DeskSchemaTest {

  private static final Path SCHEMA = Path.of("src/site/resources/desk.schema.json");

  private static SchemaGenerator generator() {
    SchemaGeneratorConfigBuilder config =
        new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
            .with(new JacksonModule())
            .with(
                Option.FLATTENED_OPTIONALS,
                Option.INLINE_ALL_SCHEMAS,
                Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES)
            .without(Option.SCHEMA_VERSION_INDICATOR);
    config
        .forFields()
        .withRequiredCheck(field -> !field.getRawMember().getType().equals(Optional.class));
    config
        .forTypesInGeneral()
        .withCustomDefinitionProvider(
            (type, context) ->
                type.isInstanceOf(Instant.class) || type.isInstanceOf(Path.class)
                    ? new com.github.victools.jsonschema.generator.CustomDefinition(
                        type.isInstanceOf(Instant.class)
                            ? context
                                .getGeneratorConfig()
                                .createObjectNode()
                                .put("type", "string")
                                .put("format", "date-time")
                            : context.getGeneratorConfig().createObjectNode().put("type", "string"),
                        true)
                    : null);
    return new SchemaGenerator(config.build());
  }

  private static JsonNode schema() {
    SchemaGenerator generator = generator();
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("$schema", SchemaVersion.DRAFT_2020_12.getIdentifier());
    root.put("title", "Operations of a Rotavox node and their answers");
    ObjectNode operations = root.putObject("operations");
    for (Operation<?, ?> operation : Desk.ALL) {
      ObjectNode one = operations.putObject(operation.name());
      one.put("meaning", operation.meaning());
      one.put("role", operation.role().name());
      one.put("seconds", operation.limit().toSeconds());
      one.put("answers", operation.count().name());
      one.set("request", generator.generateSchema(operation.request()));
      one.set("answer", generator.generateSchema(operation.answer()));
    }
    return root;
  }

  @Test
  void theSchemaIsThatOfTheRecords() throws IOException {
    String schema = schema().toPrettyString() + "\n";
    if (System.getProperty("rotavox.snapshots", "").equals("write")) {
      Files.writeString(SCHEMA, schema);
    }
    assertThat(Files.readString(SCHEMA)).isEqualTo(schema);
  }

  @Test
  void everyOperationOfTheDeskIsListed() throws IllegalAccessException {
    long declared = 0;
    for (var field : Desk.class.getDeclaredFields()) {
      if (field.getType().equals(Operation.class)) {
        declared++;
        assertThat(Desk.ALL).contains((Operation<?, ?>) field.get(null));
      }
    }
    assertThat(Desk.ALL).hasSize((int) declared).doesNotHaveDuplicates();
  }
}
