package org.rotavox.yaml;

import java.util.List;

/**
 * A YAML sequence.
 *
 * @param place where it begins
 * @param items its items in order
 */
public record YamlList(Place place, List<YamlValue> items) implements YamlValue {

  public YamlList {
    items = List.copyOf(items);
  }

  @Override
  public String kind() {
    return "a list";
  }
}
