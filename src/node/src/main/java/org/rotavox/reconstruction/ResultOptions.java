package org.rotavox.reconstruction;

import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.rotavox.result.OutputKind;
import org.rotavox.result.ResultDetails;
import org.rotavox.result.surface.SurfaceSettings;

/**
 * What is made of one volume, and what the objects say about themselves.
 *
 * @param kinds what is made; never empty
 * @param surface what a surface shall be like
 * @param stationName Station Name of the results, usually the node's AE title
 * @param imageComments Image Comments of the results; empty = none
 * @param createdAt when the results were ordered, the same for every attempt; empty = the time of
 *     the acquisition stands for it
 */
public record ResultOptions(
    Set<OutputKind> kinds,
    SurfaceSettings surface,
    String stationName,
    String imageComments,
    Optional<LocalDateTime> createdAt) {

  /** The CT series alone. */
  public static final ResultOptions DEFAULT =
      new ResultOptions(
          EnumSet.of(OutputKind.CT_SERIES),
          SurfaceSettings.DEFAULT,
          ResultDetails.DEFAULT.stationName(),
          ResultDetails.NOT_FOR_DIAGNOSIS,
          Optional.empty());

  public ResultOptions {
    if (kinds.isEmpty()) {
      throw new IllegalArgumentException("no kind of output is named");
    }
    kinds = Set.copyOf(kinds);
  }
}
