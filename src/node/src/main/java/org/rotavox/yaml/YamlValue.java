package org.rotavox.yaml;

/** A value of a YAML file that knows where it stands. */
public sealed interface YamlValue permits YamlText, YamlList, YamlMap {

  /** Returns where it begins. */
  Place place();

  /** Returns what it is, for messages: "a text", "a list", "a group of keys". */
  String kind();
}
