package org.rotavox.app.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rotavox.model.Obstacle;
import org.rotavox.model.SeriesFacts;

/**
 * What was found out about one run.
 *
 * @param files its files
 * @param facts what rules may ask about it
 * @param notes readings that were chosen and rejected, in words
 * @param reconstructable whether a volume can be made of it
 */
record Inspected(List<Path> files, SeriesFacts facts, List<String> notes, boolean reconstructable) {

  /** Returns the stable form for programs: names of facts as in rules. */
  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("files", files.stream().map(Path::toString).toList());
    json.put("reconstructable", reconstructable);
    Map<String, Object> known = new LinkedHashMap<>();
    facts.known().forEach((fact, value) -> known.put(fact.ruleName(), value));
    json.put("facts", known);
    json.put("obstacles", facts.obstacles().stream().map(Inspected::toJson).toList());
    json.put("warnings", facts.warnings());
    json.put("notes", notes);
    return json;
  }

  private static Map<String, String> toJson(Obstacle obstacle) {
    Map<String, String> json = new LinkedHashMap<>();
    json.put("code", obstacle.code());
    json.put("tag", obstacle.tag());
    json.put("sentence", obstacle.sentence());
    json.put("remedy", obstacle.remedy());
    return json;
  }
}
