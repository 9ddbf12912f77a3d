package org.rotavox.desk;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * How the records of the desk stand in JSON: fields by the names of the components, what is empty
 * is left out, times in ISO 8601, one object on one line.
 */
public final class Json {

  private static final int MAX_DEPTH = 50;

  /** Safe for threads, and never configured after this. */
  private static final ObjectMapper MAPPER = mapper();

  private Json() {}

  private static ObjectMapper mapper() {
    ObjectMapper mapper =
        JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule().addSerializer(Path.class, ToStringSerializer.instance))
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .defaultPropertyInclusion(
                JsonInclude.Value.construct(
                    JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
            .build();
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build());
    return mapper;
  }

  /** Returns what would be read on the other side. */
  static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /** Returns an object without line feeds. */
  public static String line(Object value) throws IOException {
    return MAPPER.writeValueAsString(value);
  }

  /** Returns a text for people, and for programs that read JSON. */
  public static String pretty(Object value) {
    return tree(value).toPrettyString();
  }

  /** Reads what stands on one line. */
  public static JsonNode read(String line) throws JsonProcessingException {
    return MAPPER.readTree(line);
  }

  /**
   * Reads an answer.
   *
   * @throws IllegalStateException if it is no such record: program and node differ in version
   */
  static <A> A value(JsonNode json, Class<A> type) {
    try {
      return MAPPER.treeToValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "an answer of the node cannot be read; program and node may differ in version", e);
    }
  }

  /**
   * Reads the arguments of a request.
   *
   * @throws Refusal if one is missing or wrong, with its name
   */
  static <Q> Q request(JsonNode arguments, Class<Q> type) throws Refusal {
    try {
      return MAPPER.treeToValue(arguments, type);
    } catch (JsonMappingException e) {
      throw new Refusal(inWords(e, arguments));
    } catch (JsonProcessingException e) {
      throw new Refusal("the arguments cannot be read");
    }
  }

  private static String inWords(JsonMappingException fault, JsonNode arguments) {
    if (fault.getCause() instanceof IllegalArgumentException cause) { // said by the record itself
      return String.valueOf(cause.getMessage());
    }
    String name =
        fault.getPath().isEmpty()
            ? "?"
            : String.valueOf(fault.getPath().get(fault.getPath().size() - 1).getFieldName());
    JsonNode given = arguments.path(name);
    if (given.isMissingNode() || given.isNull()) {
      return "the argument `" + name + "` is missing";
    }
    if (!given.isValueNode()) {
      return "the argument `" + name + "` must be a single value";
    }
    return "the argument `"
        + name
        + "` must be "
        + wanted(fault)
        + ", not `"
        + given.asText()
        + "`";
  }

  private static String wanted(JsonMappingException fault) {
    Class<?> type =
        fault instanceof InvalidFormatException format ? format.getTargetType() : Object.class;
    if (type.isEnum()) {
      return "one of " + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT);
    }
    return type == long.class || type == int.class || Number.class.isAssignableFrom(type)
        ? "a whole number"
        : "something else";
  }
}
