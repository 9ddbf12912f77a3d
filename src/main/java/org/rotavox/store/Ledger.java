package org.rotavox.store;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.rotavox.model.Delivery;
import org.rotavox.model.Failure;
import org.rotavox.model.JobState;
import org.rotavox.model.ReconstructionJob;
import org.rotavox.model.SeriesFacts;
import org.rotavox.model.Uid;
import org.rotavox.model.Verdict;

/** The ledger's face; see the package. */
public final class Ledger {

  Ledger() {}

  // ---- receive

  public Admitted recordInstance(ReceivedInstance instance) {
    return absent();
  }

  /** Returns true if the node itself made an instance with this UID, or the series. */
  public boolean isOwnResult(Uid sopInstance, Uid series) {
    return absent();
  }

  // ---- collect

  public List<RunRecord> openRuns() {
    return absent();
  }

  public List<StoredInstance> instancesOf(long runId) {
    return absent();
  }

  /** Returns the job, or empty if more instances came since the run was read. */
  public OptionalLong closeRunWithJob(
      RunRecord run, SeriesFacts facts, Verdict.Reconstruct verdict, String ruleRevision) {
    return absent();
  }

  public boolean closeRunIgnored(
      RunRecord run, Optional<SeriesFacts> facts, Verdict.Ignore verdict, String ruleRevision) {
    return absent();
  }

  public boolean closeRunHeld(
      RunRecord run, Optional<SeriesFacts> facts, Verdict.Hold verdict, String ruleRevision) {
    return absent();
  }

  // ---- schedule and pipeline

  public Optional<ReconstructionJob> claimNextJob(String owner, Instant now) {
    return claimNextJob(owner, now, Set.of());
  }

  public Optional<ReconstructionJob> claimNextJob(
      String owner, Instant now, Set<String> openWindows) {
    return absent();
  }

  /** Records progress; returns false if the job shall end before it is done. */
  public boolean jobProgress(long jobId, String stage, int percent) {
    return absent();
  }

  public void jobDone(long jobId, List<ResultInstance> results, List<String> destinations) {
    absent();
  }

  public void jobRetry(long jobId, Instant at, Failure failure) {
    absent();
  }

  public void jobFailed(long jobId, Failure failure) {
    absent();
  }

  // ---- send

  public List<Delivery> pendingDeliveries(String destination, int limit, Instant now) {
    return absent();
  }

  /** statusCode: the DIMSE status. */
  public void deliverySucceeded(long id, int statusCode, String comment) {
    absent();
  }

  /** statusCode: the DIMSE status, -1 if none came. */
  public void deliveryRetry(long id, Instant at, int statusCode, String message) {
    absent();
  }

  public void deliveryFailed(long id, int statusCode, String message) {
    absent();
  }

  // ---- watch

  public Balance balance() {
    return absent();
  }

  public List<LedgerEvent> events(long afterId, int limit) {
    return absent();
  }

  public List<JobRecord> jobs(Set<JobState> states, int limit) {
    return absent();
  }

  public Optional<JobRecord> job(long jobId) {
    return absent();
  }

  public List<RunRecord> runs(Set<RunState> states, int limit) {
    return absent();
  }

  public List<DeliveryRecord> deliveriesOf(long jobId) {
    return absent();
  }

  public Path backup(Path zip) {
    return absent();
  }

  @SuppressWarnings("TypeParameterUnusedInFormals") // gone with the next commit
  private <T> T absent() {
    throw new UnsupportedOperationException("not written yet");
  }
}
