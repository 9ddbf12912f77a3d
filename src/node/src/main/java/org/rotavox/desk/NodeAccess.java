package org.rotavox.desk;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Calls operations, of a running node or of a data folder that no node has open. */
public interface NodeAccess {

  /**
   * Calls an operation and hands over its answers as they come.
   *
   * @throws Refusal if the node says no
   * @throws IOException if it could not be done, or the node cannot be reached any more
   */
  void call(String operation, Arguments arguments, Consumer<JsonNode> answers) throws IOException;

  /** Calls an operation that gives one answer; arguments that are null are left out. */
  default JsonNode ask(String operation, Map<String, ? extends @Nullable Object> arguments)
      throws IOException {
    List<JsonNode> answers = new ArrayList<>();
    call(operation, Arguments.of(arguments), answers::add);
    if (answers.size() != 1) {
      throw new IOException(operation + " gave " + answers.size() + " answers instead of one");
    }
    return answers.get(0);
  }
}
