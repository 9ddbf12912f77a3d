package org.rotavox.app.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.rotavox.recon.Provenance;
import org.rotavox.recon.StepRecord;

/** How a volume came about, as JSON for programs. */
final class ProvenanceJson {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private ProvenanceJson() {}

  /**
   * Returns an object with {@code algorithm}, {@code engine}, {@code kernel} (empty for iterative
   * algorithms) and {@code steps}, each with {@code step}, {@code does} and {@code parameters}.
   */
  static String of(Provenance provenance) throws JsonProcessingException {
    ObjectNode root = JSON.createObjectNode();
    root.put("algorithm", provenance.algorithm().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    root.put("engine", provenance.engine());
    root.put("kernel", provenance.kernel());
    ArrayNode steps = root.putArray("steps");
    for (StepRecord step : provenance.steps()) {
      ObjectNode node = steps.addObject();
      node.put("step", step.step());
      node.put("does", step.sentence());
      ObjectNode parameters = node.putObject("parameters");
      for (StepRecord.Parameter parameter : step.parameters()) {
        if (parameter.number().isPresent()) {
          putNumber(parameters, parameter.name(), parameter.number().getAsDouble());
        } else {
          parameters.put(parameter.name(), parameter.text());
        }
      }
    }
    return JSON.writeValueAsString(root);
  }

  private static void putNumber(ObjectNode into, String name, double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      into.put(name, (long) value);
    } else {
      into.put(name, value);
    }
  }
}
