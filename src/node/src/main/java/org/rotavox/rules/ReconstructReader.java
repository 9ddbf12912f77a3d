package org.rotavox.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.rotavox.model.Verdict;
import org.rotavox.yaml.FaultList;
import org.rotavox.yaml.NearestName;
import org.rotavox.yaml.Place;
import org.rotavox.yaml.YamlList;
import org.rotavox.yaml.YamlMap;
import org.rotavox.yaml.YamlText;
import org.rotavox.yaml.YamlValue;

/** Reads the keys below {@code reconstruct}. */
final class ReconstructReader {

  /** Keeps results apart from the series of the angio suite, which count from 1. */
  static final int DEFAULT_SERIES_NUMBER_OFFSET = 1000;

  private static final int MAX_SERIES_NUMBER_OFFSET = 1_000_000;
  private static final List<String> PRIORITIES = List.of("urgent", "normal", "low");
  private static final List<String> KEYS =
      List.of(
          "protocol",
          "priority",
          "window",
          "destinations",
          "seriesDescription",
          "seriesNumberOffset");

  private final RuleNames known;
  private final FaultList faults;

  ReconstructReader(RuleNames known, FaultList faults) {
    this.known = known;
    this.faults = faults;
  }

  Optional<RuleOutcome> read(YamlMap rule, boolean shadow) {
    Optional<YamlMap> written = rule.map("reconstruct", faults);
    if (written.isEmpty()) {
      if (rule.get("reconstruct").isEmpty()) {
        faults.add(
            rule.placeOfKey("reconstruct"),
            "reconstruct",
            "`reconstruct` is empty",
            "write `protocol` and `destinations` below it, indented");
      }
      return Optional.empty();
    }
    YamlMap map = written.get();
    map.refuseOtherKeysThan(KEYS, faults);
    return Optional.of(
        new RuleOutcome.Reconstruct(
            protocol(map),
            priority(map),
            window(map),
            destinations(map, shadow),
            seriesDescription(map),
            seriesNumberOffset(map),
            shadow));
  }

  private String protocol(YamlMap map) {
    Optional<YamlText> written = map.text("protocol", faults);
    if (written.isEmpty()) {
      if (map.lacks("protocol", KEYS)) {
        faults.add(
            map.place(),
            "",
            "`reconstruct` without `protocol`",
            "valid: " + String.join(", ", known.protocols().stream().sorted().toList()));
      }
      return "";
    }
    return name(written.get(), "reconstruction protocol", known.protocols());
  }

  private String window(YamlMap map) {
    return map.text("window", faults)
        .map(text -> name(text, "time window", known.timeWindows()))
        .orElse("");
  }

  private List<String> destinations(YamlMap map, boolean shadow) {
    List<String> names = new ArrayList<>();
    Optional<YamlValue> written = map.get("destinations");
    if (written.isPresent() && written.get() instanceof YamlText text) {
      names.add(name(text, "destination", known.destinations()));
    } else if (written.isPresent()) {
      for (YamlValue item :
          map.list("destinations", faults).map(YamlList::items).orElse(List.of())) {
        destination(item, names);
      }
    }
    if (names.isEmpty() && !shadow && map.lacks("destinations", KEYS)) {
      faults.add(
          map.placeOfKey("destinations"),
          "",
          "`reconstruct` without `destinations`",
          "name at least one, or write `shadow: true` beside `reconstruct`");
    }
    return names;
  }

  private void destination(YamlValue item, List<String> names) {
    if (!(item instanceof YamlText text)) {
      faults.add(item.place(), "", "a destination is a name, not " + item.kind(), "");
      return;
    }
    String name = name(text, "destination", known.destinations());
    if (names.contains(name)) {
      faults.add(text.place(), name, "the destination `" + name + "` occurs twice", "");
    }
    names.add(name);
  }

  private String name(YamlText text, String kind, Set<String> valid) {
    String name = text.text();
    if (!valid.contains(name) && valid.containsAll(List.of(name.split("\\s+")))) {
      faults.add(
          text.place(),
          name,
          "a comma is missing between " + String.join(" and ", name.split("\\s+")),
          "write [" + String.join(", ", name.split("\\s+")) + "]");
    } else if (!valid.contains(name)) {
      faults.add(
          text.place(),
          name,
          "unknown " + kind + " `" + name + "`",
          NearestName.suggestion(valid, name));
    }
    return name;
  }

  private Verdict.Priority priority(YamlMap map) {
    Optional<YamlText> written = map.text("priority", faults);
    String text = written.map(YamlText::text).orElse("normal");
    if (!PRIORITIES.contains(text)) {
      faults.add(
          map.get("priority").orElseThrow().place(),
          text,
          "unknown priority `" + text + "`",
          NearestName.suggestion(PRIORITIES, text));
      return Verdict.Priority.NORMAL;
    }
    return Verdict.Priority.valueOf(text.toUpperCase(Locale.ROOT));
  }

  private String seriesDescription(YamlMap map) {
    Optional<YamlText> written = map.text("seriesDescription", faults);
    String template = written.map(YamlText::text).orElse("");
    for (String field : DescriptionTemplate.unknownFields(template)) {
      Place place =
          written
              .map(text -> text.placeOf(template.indexOf("{" + field + "}")))
              .orElse(map.place());
      faults.add(
          place,
          field,
          "unknown field `{" + field + "}` in the series description",
          NearestName.suggestion(DescriptionTemplate.fields(), field));
    }
    return template;
  }

  private int seriesNumberOffset(YamlMap map) {
    Optional<YamlText> written = map.text("seriesNumberOffset", faults);
    if (written.isEmpty()) {
      return DEFAULT_SERIES_NUMBER_OFFSET;
    }
    try {
      int offset = Integer.parseInt(written.get().text());
      if (offset >= 0 && offset <= MAX_SERIES_NUMBER_OFFSET) {
        return offset;
      }
    } catch (NumberFormatException e) {
      // reported below with the same words as a number that is too large
    }
    faults.add(
        written.get().place(),
        written.get().text(),
        "`seriesNumberOffset` must be a whole number from 0 to "
            + MAX_SERIES_NUMBER_OFFSET
            + ", not `"
            + written.get().text()
            + "`",
        "");
    return DEFAULT_SERIES_NUMBER_OFFSET;
  }
}
