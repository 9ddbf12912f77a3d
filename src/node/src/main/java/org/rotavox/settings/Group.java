package org.rotavox.settings;

import java.util.List;

/**
 * One section of a file with its keys.
 *
 * @param name the key of the section
 * @param meaning one line for the documentation
 * @param keys in the order of the documentation
 */
public record Group(String name, String meaning, List<Key<?>> keys) {

  public List<String> names() {
    return keys.stream().map(Key::name).toList();
  }
}
