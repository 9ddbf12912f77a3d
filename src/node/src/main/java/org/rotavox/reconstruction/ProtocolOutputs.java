package org.rotavox.reconstruction;

import java.util.EnumSet;
import java.util.Set;
import org.rotavox.result.OutputKind;
import org.rotavox.result.surface.SurfaceSettings;

/**
 * What a reconstruction protocol makes of its volumes.
 *
 * @param kinds what is made for destinations that ask for nothing special
 * @param surface what a surface shall be like
 */
public record ProtocolOutputs(Set<OutputKind> kinds, SurfaceSettings surface) {

  /** The CT series. */
  public static final ProtocolOutputs DEFAULT =
      new ProtocolOutputs(EnumSet.of(OutputKind.CT_SERIES), SurfaceSettings.DEFAULT);

  public ProtocolOutputs {
    kinds = Set.copyOf(kinds);
  }
}
