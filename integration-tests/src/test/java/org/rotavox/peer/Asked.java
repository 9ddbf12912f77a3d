package org.rotavox.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rotavox.control.ControlClient;
import org.rotavox.desk.NodeAccess;

/** Asks a node as a program does that knows nothing but names and JSON. */
public final class Asked {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Asked() {}

  /** Asks the node that runs on a data folder for its one answer. */
  public static JsonNode of(Path dataFolder, String operation, Map<String, ?> arguments)
      throws IOException {
    return of(ControlClient.find(dataFolder).orElseThrow(), operation, arguments);
  }

  /** Asks a node for its one answer. */
  public static JsonNode of(NodeAccess node, String operation, Map<String, ?> arguments)
      throws IOException {
    List<JsonNode> answers = new ArrayList<>();
    node.call(operation, JSON.valueToTree(arguments), answers::add);
    return answers.get(0);
  }
}
