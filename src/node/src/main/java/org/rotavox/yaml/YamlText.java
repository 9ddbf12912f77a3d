package org.rotavox.yaml;

import java.util.Optional;

/**
 * A YAML scalar as its author wrote it, without YAML's guesses at types: {@code yes}, {@code 1.10}
 * and {@code null} stay text until somebody who knows the key reads them.
 */
public final class YamlText implements YamlValue {

  private final Place place;
  private final String text;
  private final boolean quoted;
  private final SourceAlignment alignment;

  YamlText(Place place, String text, boolean quoted, SourceAlignment alignment) {
    this.place = place;
    this.text = text;
    this.quoted = quoted;
    this.alignment = alignment;
  }

  /** Returns the text; empty if the author wrote nothing. */
  public String text() {
    return text;
  }

  /** Returns true if nothing stands there at all. */
  public boolean isAbsent() {
    return text.isEmpty() && !quoted;
  }

  /** Returns {@code true} or {@code false}; empty for every other text. */
  public Optional<Boolean> asBoolean() {
    return switch (text) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /**
   * Returns where a character of the text stands in the file, also in quoted and folded values.
   *
   * @param offset index of a char in {@link #text()}
   */
  public Place placeOf(int offset) {
    return alignment.placeOf(text, offset);
  }

  @Override
  public Place place() {
    return place;
  }

  @Override
  public String kind() {
    return isAbsent() ? "nothing" : "a single value";
  }

  @Override
  public String toString() {
    return text;
  }
}
