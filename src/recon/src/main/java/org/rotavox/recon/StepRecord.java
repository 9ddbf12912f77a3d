package org.rotavox.recon;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What one step of a reconstruction did, for people and programs.
 *
 * @param step name of the step, lower case with hyphens
 * @param sentence what it does, one sentence without a full stop
 * @param parameters what it was done with, in order
 * @param derivation what the description of the volume says of it; empty = nothing
 */
public record StepRecord(
    String step, String sentence, List<Parameter> parameters, String derivation) {

  public StepRecord {
    parameters = List.copyOf(parameters);
  }

  /** A step of which the description of the volume says nothing. */
  public static StepRecord of(String step, String sentence, Parameter... parameters) {
    return new StepRecord(step, sentence, List.of(parameters), "");
  }

  /** Returns the same record with words for the description of the volume. */
  public StepRecord described(String words) {
    return new StepRecord(step, sentence, parameters, words);
  }

  /** Returns the text of a parameter; empty if there is none of this name. */
  public String text(String name) {
    return parameters.stream()
        .filter(parameter -> parameter.name().equals(name))
        .findFirst()
        .map(Parameter::text)
        .orElse("");
  }

  /**
   * One value that a step was done with.
   *
   * @param name lower camel case, the unit last: {@code leanDeg}
   * @param number its value; empty for a text
   * @param text its value as a text
   */
  public record Parameter(String name, OptionalDouble number, String text) {

    /** Returns a number. */
    public static Parameter number(String name, double value) {
      return new Parameter(name, OptionalDouble.of(value), Double.toString(value));
    }

    /** Returns a text. */
    public static Parameter text(String name, String value) {
      return new Parameter(name, OptionalDouble.empty(), value);
    }
  }
}
