package org.rotavox.model;

import java.time.Instant;
import java.util.List;
import org.rotavox.dicom.AeTitle;
import org.rotavox.dicom.Uid;

/**
 * One order to reconstruct one run, as the ledger holds it. Everything that identifies the result
 * is fixed when the job is made, so that no later attempt can make a second series.
 *
 * @param id ledger identifier
 * @param runId ledger identifier of the run whose instances are the source
 * @param state where it stood when it was read
 * @param priority how urgent it is
 * @param protocol name of the reconstruction protocol
 * @param timeWindow name of the time window in which it may start; empty = always
 * @param destinations names of the destinations of the result; empty if {@code shadow}
 * @param seriesDescription template of the result's series description; empty = the default
 * @param seriesNumberOffset added to the source's series number
 * @param shadow reconstruct and keep for review, deliver nothing
 * @param ruleName the rule that ordered it
 * @param ruleRevision digest of the rules at that time
 * @param explanation why, in words
 * @param source AE title of the sender; the queue is fair among sources
 * @param study Study Instance UID of the source and of the result
 * @param sourceSeries Series Instance UID of the source
 * @param runIdentity text from which every UID of the result is derived: the same sources and the
 *     same protocol always give the same text
 * @param resultSeries Series Instance UID of the result, {@link #resultSeriesOf}
 * @param attempts attempts so far, a running one included
 * @param owner the process that runs or ran it; empty if none did
 * @param createdAt when the run was closed
 * @param notBefore earliest time of the next attempt
 */
public record ReconstructionJob(
    long id,
    long runId,
    JobState state,
    Verdict.Priority priority,
    String protocol,
    String timeWindow,
    List<String> destinations,
    String seriesDescription,
    int seriesNumberOffset,
    boolean shadow,
    String ruleName,
    String ruleRevision,
    String explanation,
    AeTitle source,
    Uid study,
    Uid sourceSeries,
    String runIdentity,
    Uid resultSeries,
    int attempts,
    String owner,
    Instant createdAt,
    Instant notBefore) {

  public ReconstructionJob {
    destinations = List.copyOf(destinations);
  }

  /** Returns the claim under which it runs, if it does. */
  public Claim claim() {
    return new Claim(id, attempts, owner);
  }

  /**
   * Returns the Series Instance UID of the CT series that a run's identity stands for. The one
   * place where it is derived: what the ledger promises and what is written must be the same.
   */
  public static Uid resultSeriesOf(String runIdentity) {
    return Uid.derived(runIdentity, "ct", "series");
  }
}
