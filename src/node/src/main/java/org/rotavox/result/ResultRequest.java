package org.rotavox.result;

import java.util.List;
import org.rotavox.dataset.DataSet;
import org.rotavox.recon.ValueScale;
import org.rotavox.recon.Volume;

/**
 * Everything that a result object is written from. The same request gives the same bytes.
 *
 * @param volume the reconstructed volume
 * @param sourceHeader header of the run's first instance, without pixel data; patient and study
 *     values are taken from it untouched
 * @param sources all instances of the run
 * @param runIdentity what the result's UIDs are derived from: the same for every attempt at the
 *     same run with the same protocol
 * @param protocolName name of the reconstruction protocol
 * @param seriesDescription Series Description; longer than 64 characters is cut
 * @param seriesNumber Series Number of the CT series; other kinds count on from it
 * @param quantitative false if the values must not be called Hounsfield units
 * @param lossySource true if the source's pixels went through lossy compression
 * @param ruleName name of the rule that asked for the reconstruction
 * @param ruleRevision revision of the rules file
 * @param softwareVersion version of Rotavox
 * @param details what else may be said
 */
public record ResultRequest(
    Volume volume,
    DataSet sourceHeader,
    List<SourceReference> sources,
    String runIdentity,
    String protocolName,
    String seriesDescription,
    int seriesNumber,
    boolean quantitative,
    boolean lossySource,
    String ruleName,
    String ruleRevision,
    String softwareVersion,
    ResultDetails details) {

  public ResultRequest {
    sources = List.copyOf(sources);
  }

  /** A request without details. */
  public ResultRequest(
      Volume volume,
      DataSet sourceHeader,
      List<SourceReference> sources,
      String runIdentity,
      String protocolName,
      String seriesDescription,
      int seriesNumber,
      boolean quantitative,
      boolean lossySource,
      String ruleName,
      String ruleRevision,
      String softwareVersion) {
    this(
        volume,
        sourceHeader,
        sources,
        runIdentity,
        protocolName,
        seriesDescription,
        seriesNumber,
        quantitative,
        lossySource,
        ruleName,
        ruleRevision,
        softwareVersion,
        ResultDetails.DEFAULT);
  }

  /** Returns the same request with other details. */
  public ResultRequest with(ResultDetails other) {
    return new ResultRequest(
        volume,
        sourceHeader,
        sources,
        runIdentity,
        protocolName,
        seriesDescription,
        seriesNumber,
        quantitative,
        lossySource,
        ruleName,
        ruleRevision,
        softwareVersion,
        other);
  }

  /** Returns true if the values may be called Hounsfield units. */
  public boolean hounsfield() {
    return quantitative && volume.scale() == ValueScale.HOUNSFIELD;
  }

  /**
   * Returns everything but the volume.
   *
   * @throws IllegalArgumentException without an identity or without a study
   */
  public ResultOrigin origin() {
    return new ResultOrigin(
        sourceHeader,
        sources,
        runIdentity,
        protocolName,
        seriesDescription,
        seriesNumber,
        lossySource,
        ruleName,
        ruleRevision,
        softwareVersion,
        details);
  }
}
