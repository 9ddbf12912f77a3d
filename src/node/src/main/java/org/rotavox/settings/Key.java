package org.rotavox.settings;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One setting: the single source of its checks, its default and its line in the documentation.
 *
 * @param name the key in its section of the file
 * @param format how its value is read
 * @param fallback the value where the file has none, as somebody would write it; empty = the key
 *     must be written
 * @param meaning one line for the documentation
 * @param shown how a value is told to people: what may be a secret shows as stars
 * @param <T> the type of the value
 */
public record Key<T>(
    String name,
    Format<T> format,
    Optional<String> fallback,
    String meaning,
    UnaryOperator<String> shown) {

  /** Stands for a secret. */
  public static final String HIDDEN = "********";

  public Key(String name, Format<T> format, Optional<String> fallback, String meaning) {
    this(name, format, fallback, meaning, shownBy(name));
  }

  public static <T> Key<T> of(String name, Format<T> format, String fallback, String meaning) {
    return new Key<>(name, format, Optional.of(fallback), meaning);
  }

  public static <T> Key<T> required(String name, Format<T> format, String meaning) {
    return new Key<>(name, format, Optional.empty(), meaning);
  }

  /** Returns the same key, whose values are told in another way. */
  public Key<T> showing(UnaryOperator<String> other) {
    return new Key<>(name, format, fallback, meaning, other);
  }

  /** Returns the default as a value. */
  T standard() {
    return fallback
        .flatMap(format::parse)
        .orElseThrow(() -> new IllegalStateException("the key " + name + " has no default"));
  }

  private static UnaryOperator<String> shownBy(String name) {
    return name.endsWith("Password") ? value -> HIDDEN : UnaryOperator.identity();
  }
}
