package org.rotavox.store;

import java.time.Instant;
import org.jdbi.v3.core.mapper.reflect.ColumnName;
import org.rotavox.dicom.AeTitle;
import org.rotavox.dicom.Uid;
import org.rotavox.model.AnnouncedCount;

/**
 * One run as the ledger knows it.
 *
 * @param id ledger identifier
 * @param key what its instances have in common
 * @param generation 0 for the first run of this key, 1 and up for late arrivals after a job began
 * @param state where it stood when it was read
 * @param wholeObject one instance is the run
 * @param conflict its instance has the UID of another one with other content
 * @param released a person ordered to decide again: quiet time and the collector's holds do not
 *     apply
 * @param purged its files were removed by retention
 * @param study Study Instance UID
 * @param series Series Instance UID
 * @param calling AE title of the sender of its first instance
 * @param called AE title that this sender called
 * @param address network address of this sender
 * @param instances how many instances came in with it
 * @param firstArrival when its first instance came; where late arrivals reopened it, the first of
 *     them
 * @param lastArrival when its last instance came
 * @param jobId the job that stands for it; 0 = none
 * @param ruleName the rule that decided; empty while open
 * @param reason why it was decided so, in words; empty while open
 * @param announcedInstances how many instances its instances say there are, see {@link
 *     AnnouncedCount#instances}
 * @param announcedInSeries see {@link AnnouncedCount#ofSeries}
 * @param announcedParts see {@link AnnouncedCount#ofParts}
 */
public record RunRecord(
    long id,
    @ColumnName("run_key") String key,
    int generation,
    RunState state,
    boolean wholeObject,
    boolean conflict,
    boolean released,
    boolean purged,
    Uid study,
    Uid series,
    AeTitle calling,
    AeTitle called,
    String address,
    @ColumnName("instance_count") int instances,
    Instant firstArrival,
    Instant lastArrival,
    long jobId,
    String ruleName,
    String reason,
    @ColumnName("announced") int announcedInstances,
    boolean announcedInSeries,
    boolean announcedParts) {

  /** Returns how many instances its instances say there are. */
  public AnnouncedCount announced() {
    return new AnnouncedCount(announcedInstances, announcedInSeries, announcedParts);
  }
}
