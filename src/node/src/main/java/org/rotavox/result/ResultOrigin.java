package org.rotavox.result;

import java.util.List;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.Tag;

/**
 * Where a result comes from: the source's header, the instances, the rule and the protocol. Every
 * kind of result carries it, also the one that says why there is no volume.
 *
 * @param sourceHeader header of the run's first instance, without pixel data
 * @param sources all instances of the run
 * @param runIdentity what the result's UIDs are derived from
 * @param protocolName name of the reconstruction protocol
 * @param seriesDescription Series Description of the CT series
 * @param seriesNumber Series Number of the CT series
 * @param lossySource true if the source's pixels went through lossy compression
 * @param ruleName name of the rule that asked for the reconstruction
 * @param ruleRevision revision of the rules file
 * @param softwareVersion version of Rotavox
 * @param details what else may be said
 */
public record ResultOrigin(
    DataSet sourceHeader,
    List<SourceReference> sources,
    String runIdentity,
    String protocolName,
    String seriesDescription,
    int seriesNumber,
    boolean lossySource,
    String ruleName,
    String ruleRevision,
    String softwareVersion,
    ResultDetails details) {

  public ResultOrigin {
    sources = List.copyOf(sources);
    if (runIdentity.isBlank()) {
      throw new IllegalArgumentException("a result needs an identity to derive its UIDs from");
    }
    if (!sourceHeader.containsValue(Tag.StudyInstanceUID)) {
      throw new IllegalArgumentException("the source has no Study Instance UID (0020,000D)");
    }
  }

  /** Returns true if the source says or the caller knows that pixels were compressed lossily. */
  boolean lossy() {
    return lossySource || sourceHeader.getString(Tag.LossyImageCompression, "00").equals("01");
  }
}
