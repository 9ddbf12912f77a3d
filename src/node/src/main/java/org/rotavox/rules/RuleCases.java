package org.rotavox.rules;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rotavox.model.SeriesFacts;
import org.rotavox.yaml.FaultList;
import org.rotavox.yaml.NearestName;
import org.rotavox.yaml.YamlFile;
import org.rotavox.yaml.YamlList;
import org.rotavox.yaml.YamlMap;
import org.rotavox.yaml.YamlText;
import org.rotavox.yaml.YamlValue;

/**
 * Reads files of {@link RuleCase}s: below {@code cases} a list of entries with {@code name}, {@code
 * facts}, optionally {@code header}, {@code obstacles} (words, or codes as the fact of that name)
 * and {@code at}, and {@code expect}.
 */
public final class RuleCases {

  private static final List<String> KEYS =
      List.of("name", "facts", "header", "obstacles", "at", "expect");
  private static final List<String> EXPECT_KEYS =
      List.of("outcome", "rule", "protocol", "window", "destinations", "shadow");
  private static final Set<String> OUTCOMES = Set.of("reconstruct", "ignore", "hold");

  private final ZoneId zone;
  private final FaultList faults;

  private RuleCases(ZoneId zone, FaultList faults) {
    this.zone = zone;
    this.faults = faults;
  }

  /**
   * Reads a file of cases.
   *
   * @param zone in which moments without an offset are meant
   * @throws RuleFaults with everything that is wrong in it
   */
  public static List<RuleCase> load(Path file, ZoneId zone) throws RuleFaults {
    FaultList faults = new FaultList();
    Optional<String> text = YamlFile.text(file, faults);
    List<RuleCase> cases =
        text.isPresent()
            ? new RuleCases(zone, faults).read(text.get(), String.valueOf(file.getFileName()))
            : List.of();
    if (!faults.isEmpty()) {
      throw new RuleFaults(faults.sorted());
    }
    return cases;
  }

  private List<RuleCase> read(String text, String fileName) {
    Optional<YamlMap> file = YamlFile.parse(text, fileName, faults);
    if (file.isEmpty()) {
      return List.of();
    }
    file.get().refuseOtherKeysThan(List.of("cases"), faults);
    List<RuleCase> cases = new ArrayList<>();
    for (YamlValue item : file.get().list("cases", faults).map(YamlList::items).orElse(List.of())) {
      if (item instanceof YamlMap map) {
        one(map).ifPresent(cases::add);
      } else {
        faults.add(item.place(), "", "a case must be a group of keys", "begin with `- name: ...`");
      }
    }
    return cases;
  }

  private Optional<RuleCase> one(YamlMap map) {
    map.refuseOtherKeysThan(KEYS, faults);
    String name = text(map, "name").orElse("case in line " + map.place().line());
    SeriesFacts facts = new CaseFacts(faults).read(map);
    Optional<Instant> at = text(map, "at").flatMap(written -> Moments.parse(written, zone));
    if (at.isEmpty() && map.get("at").isPresent()) {
      faults.add(map.placeOfKey("at"), "at", "`at` is not a time", "write 2026-11-30T18:00");
    }
    Optional<YamlMap> expect = map.map("expect", faults);
    if (expect.isEmpty()) {
      if (map.lacks("expect", KEYS)) {
        faults.add(map.place(), "", "a case without `expect`", "write `expect: {outcome: ignore}`");
      }
      return Optional.empty();
    }
    return expectation(expect.get())
        .map(expected -> new RuleCase(name, map.place().line(), facts, at, expected));
  }

  private Optional<RuleCase.Expectation> expectation(YamlMap expect) {
    expect.refuseOtherKeysThan(EXPECT_KEYS, faults);
    String outcome = text(expect, "outcome").orElse("");
    if (!OUTCOMES.contains(outcome)) {
      faults.add(
          expect.placeOfKey("outcome"),
          outcome,
          "`outcome` must be reconstruct, ignore or hold",
          NearestName.suggestion(OUTCOMES, outcome));
      return Optional.empty();
    }
    return Optional.of(
        new RuleCase.Expectation(
            outcome,
            text(expect, "rule"),
            text(expect, "protocol"),
            text(expect, "window"),
            expect.list("destinations", faults).map(RuleCases::names),
            text(expect, "shadow").map(Boolean::valueOf)));
  }

  private static List<String> names(YamlList list) {
    return list.items().stream().map(Object::toString).toList();
  }

  private Optional<String> text(YamlMap map, String key) {
    return map.text(key, faults).map(YamlText::text);
  }
}
