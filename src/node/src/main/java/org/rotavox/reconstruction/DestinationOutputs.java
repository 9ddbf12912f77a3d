package org.rotavox.reconstruction;

import java.util.Set;
import org.rotavox.result.OutputKind;

/**
 * What a destination takes.
 *
 * @param kinds what it takes; empty = what the protocol makes
 * @param ctInstead true if it gets the CT series where it refuses the SOP class of a multi-frame
 *     volume
 */
public record DestinationOutputs(Set<OutputKind> kinds, boolean ctInstead) {

  /** What the protocol makes, with the CT series in reserve. */
  public static final DestinationOutputs DEFAULT = new DestinationOutputs(Set.of(), true);

  public DestinationOutputs {
    kinds = Set.copyOf(kinds);
  }
}
