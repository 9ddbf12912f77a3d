package org.rotavox.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rotavox.yaml.Place;
import org.rotavox.yaml.YamlList;
import org.rotavox.yaml.YamlMap;
import org.rotavox.yaml.YamlText;
import org.rotavox.yaml.YamlValue;

/**
 * A group of keys of a configuration file, read by {@link Key}s.
 *
 * @param path its name in messages, such as {@code destinations.PACS}
 * @param map what the file has
 * @param reading receives faults and effective values
 */
public record Section(String path, YamlMap map, Reading reading) {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{ENV:([A-Za-z_][A-Za-z0-9_]*)}");

  /** Returns a section of this one; without keys if the file leaves it out. */
  public Section section(String name) {
    YamlMap part =
        map.map(name, reading.faults()).orElseGet(() -> YamlMap.empty(map.placeOfKey(name)));
    return new Section(join(name), part, reading);
  }

  /** Returns a section with the keys of a group; adds a fault for every other key. */
  public Section section(Group group, String... others) {
    Section section = section(group.name());
    section.allow(group, others);
    return section;
  }

  /** Adds a fault for every key that is neither in the group nor one of the others. */
  public void allow(Group group, String... others) {
    List<String> names = new ArrayList<>(group.names());
    names.addAll(List.of(others));
    allow(names);
  }

  /** Adds a fault for every key that is not in the list. */
  public void allow(List<String> names) {
    map.refuseOtherKeysThan(names, reading.faults());
  }

  /**
   * Returns the value of a key: from the file, else its default. Where the value is not valid, a
   * fault is added and the result is empty; it is only present if somebody may rely on it.
   */
  public <T> Optional<T> value(Key<T> key) {
    Optional<YamlText> written = map.text(key.name(), reading.faults());
    if (written.isPresent()) {
      return fromFile(key, written.get());
    }
    if (map.get(key.name()).isPresent()) {
      return Optional.empty(); // map.text has said what is wrong
    }
    if (key.fallback().isEmpty()) {
      fault(
          map.placeOfKey(key.name()),
          key.name(),
          "`" + join(key.name()) + "` is missing: " + key.meaning(),
          "write `" + key.name() + ": ...`, " + key.format().expected());
      return Optional.empty();
    }
    record(key, key.fallback().get(), "default");
    return key.format().parse(key.fallback().get());
  }

  /**
   * Returns the value of a key that has a default. Where the value is not valid, a fault is added,
   * and the default stands in so that reading goes on to the next fault.
   */
  public <T> T orDefault(Key<T> key) {
    return value(key).orElseGet(key::standard);
  }

  /** Returns the value of a key if the file has it; what else is in force stands in the key. */
  public <T> Optional<T> given(Key<T> key) {
    if (map.get(key.name()).isPresent()) {
      return value(key);
    }
    record(key, key.fallback().orElse(""), "default");
    return Optional.empty();
  }

  private <T> Optional<T> fromFile(Key<T> key, YamlText written) {
    Optional<String> text = withVariables(written, key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<T> value = key.format().parse(text.get());
    if (value.isEmpty()) {
      // what comes from the environment may be a secret and is never shown
      String shown = text.get().equals(written.text()) ? key.shown().apply(text.get()) : Key.HIDDEN;
      fault(
          written.place(),
          shown,
          "`" + join(key.name()) + "` must be " + key.format().expected() + ", not `" + shown + "`",
          key.fallback().map(fallback -> "the default is `" + fallback + "`").orElse(""));
    }
    return value;
  }

  private Optional<String> withVariables(YamlText written, Key<?> key) {
    Matcher matcher = VARIABLE.matcher(written.text());
    StringBuilder result = new StringBuilder();
    List<String> names = new ArrayList<>();
    while (matcher.find()) {
      String name = matcher.group(1);
      String value = reading.environment().get(name);
      if (value == null) {
        fault(
            written.placeOf(matcher.start()),
            name,
            "`"
                + join(key.name())
                + "` needs the environment variable `"
                + name
                + "`, which is not set",
            "set it before the node starts");
        return Optional.empty();
      }
      names.add(name);
      matcher.appendReplacement(result, Matcher.quoteReplacement(value));
    }
    matcher.appendTail(result);
    String origin =
        names.isEmpty() ? written.place().toString() : "environment " + String.join(", ", names);
    record(key, names.isEmpty() ? result.toString() : Key.HIDDEN, origin);
    return Optional.of(result.toString());
  }

  /** Returns the values of a key that may be a list or a single value; empty if absent. */
  public <T> List<T> values(Key<T> key) {
    List<T> values = new ArrayList<>();
    Optional<YamlValue> written = map.get(key.name());
    if (written.isPresent() && written.get() instanceof YamlList list) {
      for (YamlValue item : list.items()) {
        if (item instanceof YamlText text) {
          fromFile(key, text).ifPresent(values::add);
        } else {
          fault(
              item.place(),
              "",
              "`" + join(key.name()) + "` is a list of single values, not of " + item.kind(),
              "");
        }
      }
      if (list.items().isEmpty()) {
        record(key, "[]", list.place().toString());
      }
    } else if (written.isPresent()) {
      value(key).ifPresent(values::add);
    } else {
      record(key, "[]", "default");
    }
    return values;
  }

  /** Returns the groups of a list of groups, each named by its number or by its key. */
  public List<Section> groups(String name, String nameKey) {
    List<Section> groups = new ArrayList<>();
    int number = 0;
    for (YamlValue item : map.list(name, reading.faults()).map(YamlList::items).orElse(List.of())) {
      number++;
      if (item instanceof YamlMap group) {
        String label = group.get(nameKey).map(Object::toString).orElse(String.valueOf(number));
        groups.add(new Section(join(name) + "." + label, group, reading));
      } else {
        fault(
            item.place(),
            "",
            "each of `" + join(name) + "` is a group of keys, not " + item.kind(),
            "begin it with `- " + nameKey + ": ...`");
      }
    }
    return groups;
  }

  /** Adds a fault about values that do not go together, at one of their keys. */
  public void contradiction(String key, String message, String suggestion) {
    fault(map.placeOfKey(key), key, message, suggestion);
  }

  /** Adds a fault if the first of two durations is longer than the second. */
  public void ordered(
      Key<Duration> lessKey,
      Optional<Duration> less,
      Key<Duration> moreKey,
      Optional<Duration> more) {
    if (less.isPresent() && more.isPresent() && less.get().compareTo(more.get()) > 0) {
      contradiction(
          map.containsKey(lessKey.name()) ? lessKey.name() : moreKey.name(),
          "`" + lessKey.name() + "` is longer than `" + moreKey.name() + "`",
          "shorten the first or lengthen the second");
    }
  }

  private void fault(Place place, String text, String message, String suggestion) {
    reading.faults().add(place, text, message, suggestion);
  }

  private void record(Key<?> key, String value, String origin) {
    reading
        .effective()
        .add(new EffectiveSetting(join(key.name()), key.shown().apply(value), origin));
  }

  private String join(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
