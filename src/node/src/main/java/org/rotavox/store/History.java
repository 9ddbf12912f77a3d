package org.rotavox.store;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rotavox.dicom.AeTitle;
import org.rotavox.model.JobState;
import org.rotavox.model.SeriesFacts;

/** What the ledger tells of the past: why something was decided, how long things took. */
public final class History {

  private final Transactions transactions;
  private final Journal journal;
  private final RunRows runs;
  private final JobViews jobViews;

  History(Transactions transactions, Journal journal, RunRows runs, JobViews jobViews) {
    this.transactions = transactions;
    this.journal = journal;
    this.runs = runs;
    this.jobViews = jobViews;
  }

  /** Returns the lines of the journal after this one, oldest first. */
  public List<LedgerEvent> events(long afterId, int limit) {
    return transactions.read(handle -> journal.after(handle, afterId, limit));
  }

  /** Returns the lines of the journal about a job and its run, oldest first. */
  public List<LedgerEvent> eventsOfJob(long jobId, long runId, int limit) {
    return transactions.read(handle -> journal.ofJob(handle, jobId, runId, limit));
  }

  /** Returns the median time that the last 20 jobs of a protocol took; empty if none was done. */
  public Optional<Duration> typicalDuration(String protocol) {
    return transactions.read(handle -> jobViews.typicalDuration(handle, protocol));
  }

  /** Returns how many jobs there are in each state; states without any are left out. */
  public Map<JobState, Long> jobCounts() {
    return transactions.read(jobViews::counts);
  }

  /**
   * Returns failed jobs, and done ones of which a delivery was given up, that nobody acknowledged,
   * and those that are held since the process died in them; newest first.
   */
  public List<JobRecord> unacknowledged(int limit) {
    return transactions.read(handle -> jobViews.unacknowledged(handle, limit));
  }

  /** Returns how many instances are still to be sent to each destination that has any. */
  public Map<String, Long> pendingByDestination() {
    return transactions.read(DeliveryRows::pendingByDestination);
  }

  /**
   * Who sent a run.
   *
   * @param calling its AE title
   * @param address its network address
   */
  public record Sender(AeTitle calling, String address) {}

  /** Returns who sent the last runs of so many, each once. */
  public Set<Sender> senders(int lastRuns) {
    return transactions.read(handle -> runs.senders(handle, lastRuns));
  }

  /**
   * Returns what was kept of the frames of a run when it was decided, for its reconstruction; empty
   * if nothing was.
   */
  public String readingOf(long runId) {
    return transactions.read(handle -> ReadingRows.of(handle, runId));
  }

  /** Returns the facts on which a run was decided; empty if it was decided without any. */
  public Optional<SeriesFacts> factsOf(long runId) {
    return transactions.read(handle -> runs.facts(handle, runId));
  }
}
