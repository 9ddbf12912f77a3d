package org.rotavox.recon;

import java.util.List;
import java.util.stream.Collectors;

/**
 * How a volume came about: the steps that ran, in their order. The description, the algorithm code
 * and the kernel of a result are made from it.
 *
 * @param algorithm which algorithm ran
 * @param engine what it ran on
 * @param steps what was done, first to last
 */
public record Provenance(Algorithm algorithm, String engine, List<StepRecord> steps) {

  /** The parameter that names a convolution kernel. */
  public static final String KERNEL = "kernel";

  public Provenance {
    steps = List.copyOf(steps);
  }

  /** Returns the name of the window of the ramp filter; empty if nothing was filtered. */
  public String kernel() {
    return steps.stream()
        .map(step -> step.text(KERNEL))
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse("");
  }

  /** Returns what the steps say of themselves in the description of a volume. */
  public String derivation() {
    return steps.stream()
        .map(StepRecord::derivation)
        .filter(words -> !words.isEmpty())
        .collect(Collectors.joining("; "));
  }

  /** Returns the names of the steps in one line, for a log. */
  public String line() {
    return steps.stream().map(StepRecord::step).collect(Collectors.joining(", "));
  }
}
