package org.rotavox.reconstruction;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.rotavox.acquisition.KeptReading;
import org.rotavox.acquisition.SourceFile;
import org.rotavox.recon.ReconstructionProtocol;

/**
 * Everything that has to be known to turn one run into a series.
 *
 * @param instances the files of the run
 * @param reading what was kept of the run when it was decided; empty = it is read as if for the
 *     first time
 * @param protocol how to reconstruct
 * @param runIdentity what the result's UIDs are derived from
 * @param seriesDescription template with {@code {protocol}}, {@code {rule}}, {@code {sweep}} and
 *     the names of facts in braces; empty = the default
 * @param seriesNumberOffset added to the source's series number
 * @param ruleName the rule that ordered it; empty = a person did
 * @param ruleRevision revision of the rules; empty = a person ordered it
 * @param results what is made of the volume
 */
public record RunOrder(
    List<SourceFile> instances,
    Optional<KeptReading> reading,
    ReconstructionProtocol protocol,
    String runIdentity,
    String seriesDescription,
    int seriesNumberOffset,
    String ruleName,
    String ruleRevision,
    ResultOptions results) {

  /** What a result is called unless the rule says otherwise. */
  public static final String DEFAULT_DESCRIPTION = "3D RA {protocol} {sweep}°";

  /** Added to the source's series number unless the rule says otherwise. */
  public static final int DEFAULT_SERIES_NUMBER_OFFSET = 1000;

  public RunOrder {
    instances = List.copyOf(instances);
  }

  /** Returns where the files of the run are. */
  public List<Path> files() {
    return instances.stream().map(SourceFile::path).toList();
  }
}
