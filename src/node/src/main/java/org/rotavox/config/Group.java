package org.rotavox.config;

import java.util.List;

/**
 * One section of a file with its keys.
 *
 * @param name the key of the section
 * @param meaning one line for the documentation
 * @param keys in the order of the documentation
 */
record Group(String name, String meaning, List<Key<?>> keys) {

  List<String> names() {
    return keys.stream().map(Key::name).toList();
  }
}
