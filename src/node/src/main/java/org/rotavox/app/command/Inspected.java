package org.rotavox.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rotavox.acquisition.RotationalRun;
import org.rotavox.acquisition.RunReader;
import org.rotavox.acquisition.RunReading;
import org.rotavox.model.Obstacle;
import org.rotavox.model.SeriesFacts;

/**
 * What was found out about one run.
 *
 * @param files its files
 * @param names of its files, as the user would say them
 * @param facts what rules may ask about it
 * @param notes readings that were chosen and rejected, in words
 * @param evidence what speaks for it, by subject; empty unless it can be reconstructed
 * @param inside true if its files were found in a folder, a DICOMDIR or a ZIP
 * @param selection the option that tells it from others beside it; empty where none is needed
 */
record Inspected(
    List<Path> files,
    List<String> names,
    SeriesFacts facts,
    List<String> notes,
    Map<String, String> evidence,
    boolean inside,
    String selection) {

  /** Reads a run; closes it again. */
  static Inspected of(RunReader reader, List<Path> run, InputFiles input) throws IOException {
    RunReading reading = reader.read(run);
    List<String> names = run.stream().map(input::shown).toList();
    boolean inside = run.size() > 1 || !run.get(0).toString().equals(names.get(0));
    Map<String, String> evidence = Map.of();
    Optional<RotationalRun> volume = reading.run();
    if (volume.isPresent()) {
      try (RotationalRun opened = volume.get()) {
        evidence = RunEvidence.of(opened, reading.facts());
      }
    }
    return new Inspected(run, names, reading.facts(), reading.notes(), evidence, inside, "");
  }

  /** Reads all runs of the input; those that need it are told how to be chosen. */
  static List<Inspected> all(RunReader reader, List<List<Path>> runs, InputFiles input)
      throws IOException {
    List<Inspected> all = new ArrayList<>();
    for (List<Path> run : runs) {
      all.add(of(reader, run, input));
    }
    long good = all.stream().filter(Inspected::reconstructable).count();
    return good < 2 ? all : all.stream().map(run -> run.chosenAmong(all)).toList();
  }

  /** Returns true if a volume can be made of it. */
  boolean reconstructable() {
    return !evidence.isEmpty();
  }

  /** The first name, and how many more there are. */
  String name() {
    return name(names);
  }

  static String name(List<String> names) {
    return names.size() == 1 ? names.get(0) : names.get(0) + " and " + (names.size() - 1) + " more";
  }

  /** Returns what has to be named for it: its file, or else what was named to find it. */
  List<String> inputs(List<String> named) {
    return inside ? named : names;
  }

  String series() {
    return first("SeriesInstanceUID");
  }

  String instance() {
    return first("SOPInstanceUID");
  }

  private String first(String keyword) {
    return facts.headerField(keyword).stream().findFirst().orElse("");
  }

  private Inspected chosenAmong(List<Inspected> all) {
    return inside
        ? new Inspected(
            files, names, facts, notes, evidence, true, " --series " + RunChoice.uidOf(this, all))
        : this;
  }

  /** Returns the stable form for programs: names of facts as in rules. */
  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("files", names);
    json.put("reconstructable", reconstructable());
    json.put("verdict", RunVerdict.of(facts, reconstructable()));
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
