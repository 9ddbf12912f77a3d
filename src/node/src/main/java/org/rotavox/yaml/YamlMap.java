package org.rotavox.yaml;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A YAML mapping with text keys, in the order of the file. */
public final class YamlMap implements YamlValue {

  private final Place place;
  private final Map<String, Entry> entries;

  YamlMap(Place place, Map<String, Entry> entries) {
    this.place = place;
    this.entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  /** Returns a map without keys, for a part that the file leaves out. */
  public static YamlMap empty(Place place) {
    return new YamlMap(place, Map.of());
  }

  /**
   * A key with its value.
   *
   * @param key the key
   * @param keyPlace where the key stands
   * @param value the value
   */
  public record Entry(String key, Place keyPlace, YamlValue value) {}

  /** Returns the entries in the order of the file. */
  public List<Entry> entries() {
    return List.copyOf(entries.values());
  }

  /** Returns the value of a key; empty if the key is absent or nothing stands behind it. */
  public Optional<YamlValue> get(String key) {
    return Optional.ofNullable(entries.get(key))
        .map(Entry::value)
        .filter(value -> !(value instanceof YamlText text && text.isAbsent()));
  }

  /** Returns where the key stands; the map's own place if it is absent. */
  public Place placeOfKey(String key) {
    Entry entry = entries.get(key);
    return entry == null ? place : entry.keyPlace();
  }

  /** Returns true if the key is written, even with nothing behind it. */
  public boolean containsKey(String key) {
    return entries.containsKey(key);
  }

  /** Adds a fault for every key that is not valid here, with the nearest valid one. */
  public void refuseOtherKeysThan(Collection<String> valid, FaultList faults) {
    for (Entry entry : entries.values()) {
      if (!valid.contains(entry.key())) {
        faults.add(
            entry.keyPlace(),
            entry.key(),
            "unknown key `" + entry.key() + "`",
            NearestName.suggestion(valid, entry.key()));
      }
    }
  }

  /**
   * Returns true if the key is absent and no other key here looks like a misspelling of it, which
   * {@link #refuseOtherKeysThan} has reported already.
   */
  public boolean lacks(String key, Collection<String> valid) {
    return get(key).isEmpty()
        && entries.keySet().stream()
            .filter(written -> !valid.contains(written))
            .noneMatch(written -> NearestName.among(valid, written).equals(Optional.of(key)));
  }

  /** Returns the value of a key if it is a single value; adds a fault if it is something else. */
  public Optional<YamlText> text(String key, FaultList faults) {
    return ofType(key, YamlText.class, "a single value", faults);
  }

  /** Returns the value of a key if it is a list; adds a fault if it is something else. */
  public Optional<YamlList> list(String key, FaultList faults) {
    return ofType(key, YamlList.class, "a list", faults);
  }

  /** Returns the value of a key if it is a map; adds a fault if it is something else. */
  public Optional<YamlMap> map(String key, FaultList faults) {
    return ofType(key, YamlMap.class, "a group of keys", faults);
  }

  private <T extends YamlValue> Optional<T> ofType(
      String key, Class<T> type, String expected, FaultList faults) {
    Optional<YamlValue> value = get(key);
    if (value.isPresent() && !type.isInstance(value.get())) {
      YamlValue wrong = value.get();
      faults.add(
          wrong.place(),
          key,
          "`" + key + "` must be " + expected + ", not " + wrong.kind(),
          type == YamlList.class ? "begin each entry with `- `" : "");
    }
    return value.filter(type::isInstance).map(type::cast);
  }

  @Override
  public Place place() {
    return place;
  }

  @Override
  public String kind() {
    return "a group of keys";
  }
}
