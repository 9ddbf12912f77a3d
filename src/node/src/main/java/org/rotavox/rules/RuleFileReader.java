package org.rotavox.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rotavox.rules.condition.Condition;
import org.rotavox.rules.condition.ConditionCompiler;
import org.rotavox.rules.condition.ConditionFault;
import org.rotavox.yaml.FaultList;
import org.rotavox.yaml.Place;
import org.rotavox.yaml.YamlFile;
import org.rotavox.yaml.YamlList;
import org.rotavox.yaml.YamlMap;
import org.rotavox.yaml.YamlText;
import org.rotavox.yaml.YamlValue;

/** Reads the rules of a file and checks everything that can be checked without a series. */
final class RuleFileReader {

  static final int MAX_RULES = 5_000;
  private static final int MAX_NAME_LENGTH = 100;

  private static final List<String> OUTCOMES = List.of("reconstruct", "ignore", "hold");
  private static final List<String> KEYS =
      List.of(
          "name",
          "description",
          "when",
          "reconstruct",
          "ignore",
          "hold",
          "shadow",
          "enabled",
          "validFrom",
          "validUntil");

  private final RuleNames known;
  private final FaultList faults;
  private final ConditionCompiler compiler;
  private final Map<String, Place> names = new HashMap<>();

  RuleFileReader(RuleNames known, ConditionCompiler compiler, FaultList faults) {
    this.known = known;
    this.faults = faults;
    this.compiler = compiler;
  }

  List<CheckedRule> read(String text, String fileName) {
    Optional<YamlMap> file = YamlFile.parse(text, fileName, faults);
    if (file.isEmpty()) {
      return List.of();
    }
    file.get().refuseOtherKeysThan(List.of("rules"), faults);
    if (!file.get().containsKey("rules")) {
      faults.add(
          new Place(fileName, 1, 1), "", "the key `rules` is missing", "begin with `rules:`");
      return List.of();
    }
    List<YamlValue> items = file.get().list("rules", faults).map(YamlList::items).orElse(List.of());
    if (items.size() > MAX_RULES) {
      Place place = items.get(MAX_RULES).place();
      faults.add(place, "", "more than " + MAX_RULES + " rules", "combine conditions with ||");
      return List.of();
    }
    List<CheckedRule> rules = new ArrayList<>();
    for (YamlValue item : items) {
      if (item instanceof YamlMap map) {
        rule(map).ifPresent(rules::add);
      } else {
        faults.add(
            item.place(),
            "",
            "a rule must be a group of keys, not " + item.kind(),
            "begin it with `- name: ...`");
      }
    }
    return rules;
  }

  private Optional<CheckedRule> rule(YamlMap map) {
    int before = faults.count();
    map.refuseOtherKeysThan(KEYS, faults);
    String name = name(map);
    Optional<Condition> condition = condition(map);
    boolean shadow = flag(map, "shadow", false);
    Optional<RuleOutcome> outcome = outcome(map, shadow);
    boolean enabled = flag(map, "enabled", true);
    Optional<Instant> from = moment(map, "validFrom");
    Optional<Instant> until = moment(map, "validUntil");
    if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
      faults.add(
          map.placeOfKey("validUntil"),
          "validUntil",
          "validUntil is not later than validFrom: the rule would never be asked",
          "");
    }
    String description = map.text("description", faults).map(YamlText::text).orElse("");
    if (faults.count() > before || condition.isEmpty() || outcome.isEmpty()) {
      return Optional.empty();
    }
    Rule rule =
        new Rule(
            name,
            description,
            condition.get().text(),
            outcome.get(),
            enabled,
            from,
            until,
            map.place().line());
    return Optional.of(new CheckedRule(rule, condition.get()));
  }

  private String name(YamlMap map) {
    Optional<YamlText> written = map.text("name", faults);
    if (written.isEmpty()) {
      if (map.lacks("name", KEYS)) {
        faults.add(map.place(), "", "a rule without `name`", "give it a name of its own");
      }
      return "";
    }
    String name = written.get().text().strip();
    Place place = written.get().place();
    Place first = names.putIfAbsent(name, place);
    if (first != null) {
      faults.add(
          place,
          name,
          "the rule name `" + name + "` is used twice",
          "the first is in line " + first.line());
    }
    if (name.equals(RuleBook.DEFAULT_RULE)) {
      faults.add(
          place,
          name,
          "the name `" + name + "` stands for \"no rule holds\"",
          "give the rule another name");
    }
    if (name.isEmpty() || name.length() > MAX_NAME_LENGTH || name.contains("\n")) {
      faults.add(
          place, "", "a rule name is one line of 1 to " + MAX_NAME_LENGTH + " characters", "");
    }
    return name;
  }

  private Optional<Condition> condition(YamlMap map) {
    Optional<YamlText> when = map.text("when", faults);
    if (when.isEmpty()) {
      if (map.lacks("when", KEYS)) {
        faults.add(
            map.containsKey("when") ? map.placeOfKey("when") : map.place(),
            "",
            "a rule without condition",
            "write `when: true` if it shall always hold");
      }
      return Optional.empty();
    }
    List<ConditionFault> found = new ArrayList<>();
    Optional<Condition> condition = compiler.compile(when.get().text(), found);
    for (ConditionFault fault : found) {
      faults.add(
          when.get().placeOf(fault.offset()), fault.text(), fault.message(), fault.suggestion());
    }
    return condition;
  }

  private Optional<RuleOutcome> outcome(YamlMap map, boolean shadow) {
    List<String> written = OUTCOMES.stream().filter(map::containsKey).toList();
    if (written.size() != 1) {
      Place place = written.isEmpty() ? map.place() : map.placeOfKey(written.get(1));
      String message =
          written.isEmpty()
              ? "a rule without outcome"
              : "a rule has one outcome, this one has " + String.join(" and ", written);
      faults.add(place, "", message, "write exactly one of reconstruct, ignore, hold");
      return Optional.empty();
    }
    if (shadow && !written.get(0).equals("reconstruct")) {
      faults.add(
          map.placeOfKey("shadow"),
          "shadow",
          "`shadow` goes with `reconstruct`, not with `" + written.get(0) + "`",
          "remove it");
    }
    return switch (written.get(0)) {
      case "ignore" -> reason(map, "ignore").map(RuleOutcome.Ignore::new);
      case "hold" -> reason(map, "hold").map(RuleOutcome.Hold::new);
      default -> new ReconstructReader(known, faults).read(map, shadow);
    };
  }

  private Optional<String> reason(YamlMap map, String key) {
    if (map.get(key).isEmpty()) {
      faults.add(
          map.placeOfKey(key),
          key,
          "`" + key + "` needs a reason",
          "write for example `" + key + ": a static cine is not wanted`");
      return Optional.empty();
    }
    return map.text(key, faults).map(text -> text.text().strip());
  }

  private boolean flag(YamlMap map, String key, boolean fallback) {
    Optional<YamlText> written = map.text(key, faults);
    if (written.isEmpty()) {
      return fallback;
    }
    Optional<Boolean> value = written.get().asBoolean();
    if (value.isEmpty()) {
      faults.add(
          written.get().place(),
          written.get().text(),
          "`" + key + "` must be true or false, not `" + written.get().text() + "`",
          "write true or false");
    }
    return value.orElse(fallback);
  }

  private Optional<Instant> moment(YamlMap map, String key) {
    Optional<YamlText> written = map.text(key, faults);
    if (written.isEmpty()) {
      return Optional.empty();
    }
    Optional<Instant> moment = Moments.parse(written.get().text(), known.timeZone());
    if (moment.isEmpty()) {
      faults.add(
          written.get().place(),
          written.get().text(),
          "`" + written.get().text() + "` is not a date or time",
          "write 2026-11-30, 2026-11-30T18:00 or 2026-11-30T18:00:00+01:00");
    }
    return moment;
  }
}
