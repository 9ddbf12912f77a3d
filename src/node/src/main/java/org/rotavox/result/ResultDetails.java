package org.rotavox.result;

import java.time.LocalDateTime;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What else a result may say about itself; everything here can be left as it is.
 *
 * @param stationName Station Name of the node, usually its AE title; at most 16 characters
 * @param imageComments Image Comments; empty = none
 * @param derivation how the volume was made, for Derivation Description; empty = composed from the
 *     header
 * @param filterName name of the reconstruction filter, for Convolution Kernel; empty = none
 * @param iterative true if the volume comes from an iterative method instead of filtered back
 *     projection
 * @param createdAt series and content date and time; the same for every attempt of one job, or the
 *     repeat is not byte-identical; empty = the acquisition's
 * @param lossyRatio compression ratio of a lossy source that does not state its own
 */
public record ResultDetails(
    String stationName,
    String imageComments,
    String derivation,
    String filterName,
    boolean iterative,
    Optional<LocalDateTime> createdAt,
    OptionalDouble lossyRatio) {

  /** What every result says in Image Comments unless the configuration has another text. */
  public static final String NOT_FOR_DIAGNOSIS = "Not for primary diagnosis";

  /** Details of a node that says nothing special. */
  public static final ResultDetails DEFAULT =
      new ResultDetails(
          "ROTAVOX", NOT_FOR_DIAGNOSIS, "", "", false, Optional.empty(), OptionalDouble.empty());
}
