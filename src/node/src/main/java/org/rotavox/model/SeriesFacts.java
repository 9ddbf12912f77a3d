package org.rotavox.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the rules may know about a series: a value for every {@link Fact}, header fields by keyword,
 * the obstacles to a reconstruction, and what a person may want to know of the reading. Immutable;
 * holds no pixel data.
 *
 * <p>Bounded, whatever a header holds: see {@link FactBounds}.
 */
public final class SeriesFacts {

  private final Map<Fact, Object> values;
  private final Map<String, List<String>> headerFields;
  private final List<Obstacle> obstacles;
  private final List<String> warnings;
  private final List<String> notes;

  private SeriesFacts(Builder builder) {
    this.values = Collections.unmodifiableMap(new EnumMap<>(builder.values));
    this.headerFields = Collections.unmodifiableMap(new TreeMap<>(builder.headerFields));
    this.obstacles = List.copyOf(builder.obstacles);
    this.warnings = List.copyOf(builder.warnings);
    this.notes = List.copyOf(builder.notes);
  }

  /** Returns a builder in which nothing is known. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a builder that starts with these facts. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.values.putAll(values);
    builder.headerFields.putAll(headerFields);
    builder.obstacles.addAll(obstacles);
    builder.warnings.addAll(warnings);
    builder.notes.addAll(notes);
    return builder;
  }

  /**
   * Returns the value of a fact, of {@code fact.type().javaClass()}; its empty value if unknown.
   */
  public Object get(Fact fact) {
    Object value = values.get(fact);
    return value == null ? fact.type().emptyValue() : value;
  }

  /** Returns true if the value of the fact is known. */
  public boolean has(Fact fact) {
    return values.containsKey(fact);
  }

  /** Returns a {@link Fact.Type#TEXT} fact. */
  public String text(Fact fact) {
    return (String) get(fact);
  }

  /** Returns a {@link Fact.Type#INTEGER} fact. */
  public long integer(Fact fact) {
    return (Long) get(fact);
  }

  /** Returns a {@link Fact.Type#NUMBER} fact. */
  public double number(Fact fact) {
    return (Double) get(fact);
  }

  /** Returns a {@link Fact.Type#BOOLEAN} fact. */
  public boolean is(Fact fact) {
    return (Boolean) get(fact);
  }

  /** Returns the known facts in the order of the table. */
  public Map<Fact, Object> known() {
    return values;
  }

  /**
   * Returns the values of a header field.
   *
   * @param keyword the PS3.6 keyword, or for private fields {@code "gggg,xxee:PRIVATE CREATOR"}
   * @return the values; empty if the field is absent or empty
   */
  public List<String> headerField(String keyword) {
    return headerFields.getOrDefault(keyword, List.of());
  }

  /** Returns all header fields that were kept, by keyword. */
  public Map<String, List<String>> headerFields() {
    return headerFields;
  }

  /** Returns the reasons why the series cannot be reconstructed; empty if it can. */
  public List<Obstacle> obstacles() {
    return obstacles;
  }

  /** Returns what was tolerated in the objects, and what makes values doubtful, in words. */
  public List<String> warnings() {
    return warnings;
  }

  /** Returns how the run was read: what was chosen, rejected and assumed, in words. */
  public List<String> notes() {
    return notes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SeriesFacts that
        && values.equals(that.values)
        && headerFields.equals(that.headerFields)
        && obstacles.equals(that.obstacles)
        && warnings.equals(that.warnings)
        && notes.equals(that.notes);
  }

  @Override
  public int hashCode() {
    return values.hashCode() * 31 + headerFields.hashCode();
  }

  @Override
  public String toString() {
    return "SeriesFacts" + values + obstacles;
  }

  /** Collects facts; a value of the wrong type is a bug and throws at once. */
  public static final class Builder {

    private final Map<Fact, Object> values = new EnumMap<>(Fact.class);
    private final Map<String, List<String>> headerFields = new TreeMap<>();
    private final List<Obstacle> obstacles = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private Builder() {}

    /**
     * Sets a fact; text, boolean, integer (as Long), number (as Double) or list of text. {@link
     * Fact#OBSTACLES} follows from the obstacles themselves and cannot be set.
     */
    public Builder set(Fact fact, Object value) {
      if (fact == Fact.OBSTACLES) {
        throw new IllegalArgumentException("obstacles are added one by one, with their words");
      }
      if (!fact.type().javaClass().isInstance(value)) {
        throw new IllegalArgumentException(
            fact.ruleName() + " is " + fact.type() + ", not " + value.getClass().getSimpleName());
      }
      values.put(fact, FactBounds.of(value));
      return this;
    }

    /** Adds a header field with its values; beyond the bound of their number none. */
    public Builder headerField(String keyword, List<String> fieldValues) {
      if (headerFields.size() < FactBounds.MOST_HEADER_FIELDS) {
        headerFields.put(FactBounds.text(keyword), FactBounds.list(fieldValues));
      }
      return this;
    }

    /** Adds a reason why the series cannot be reconstructed. */
    public Builder obstacle(Obstacle obstacle) {
      if (obstacles.size() == FactBounds.MOST_OBSTACLES) {
        return this;
      }
      obstacles.add(FactBounds.of(obstacle));
      values.put(Fact.OBSTACLES, obstacles.stream().map(Obstacle::code).distinct().toList());
      return this;
    }

    /** Adds what was tolerated, or makes values doubtful. */
    public Builder warnings(List<String> texts) {
      FactBounds.addSentences(warnings, texts);
      return this;
    }

    /** Adds how the run was read. */
    public Builder notes(List<String> texts) {
      FactBounds.addSentences(notes, texts);
      return this;
    }

    /** Returns the facts collected so far. */
    public SeriesFacts build() {
      return new SeriesFacts(this);
    }
  }
}
