package org.rotavox.desk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** JSON of the control channel: one object on one line. */
public final class Json {

  private static final int MAX_DEPTH = 50;

  /** Safe for threads, and never configured after this. */
  private static final ObjectMapper MAPPER = mapper();

  private Json() {}

  private static ObjectMapper mapper() {
    ObjectMapper mapper = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
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

  public static String line(Object value) throws IOException {
    return MAPPER.writeValueAsString(value);
  }

  public static JsonNode read(String line) throws JsonProcessingException {
    return MAPPER.readTree(line);
  }
}
