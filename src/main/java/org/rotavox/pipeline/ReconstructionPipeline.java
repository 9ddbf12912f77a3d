package org.rotavox.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.rotavox.model.Failure;
import org.rotavox.model.ReconstructionJob;
import org.rotavox.model.StepResult;
import org.rotavox.recon.Progress;
import org.rotavox.recon.ReconstructionProtocol;
import org.rotavox.recon.StageTime;
import org.rotavox.store.ResultInstance;
import org.rotavox.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one job of the ledger: its instances from the spool, the series into the spool, the outcome
 * into the ledger. Repeatable: an attempt that was cut off leaves nothing that the next one minds.
 */
public final class ReconstructionPipeline {

  private static final Logger LOG = LoggerFactory.getLogger(ReconstructionPipeline.class);
  private static final Duration RETRY = Duration.ofSeconds(10);

  private final Store store;
  private final SeriesReconstruction reconstruction;
  private final Map<String, ReconstructionProtocol> protocols;

  /**
   * Makes the pipeline.
   *
   * @param protocols by name
   */
  public ReconstructionPipeline(
      Store store,
      SeriesReconstruction reconstruction,
      Map<String, ReconstructionProtocol> protocols) {
    this.store = store;
    this.reconstruction = reconstruction;
    this.protocols = Map.copyOf(protocols);
  }

  /** Runs a claimed job to its end. */
  public StepResult run(ReconstructionJob job) {
    ReconstructionProtocol protocol = protocols.get(job.protocol());
    if (protocol == null) {
      return new StepResult.Failed(
          new Failure(
              Failure.Kind.CONFIGURATION,
              "no protocol \""
                  + job.protocol()
                  + "\" in protocols.yaml; add it and retry the job"));
    }
    try {
      store.spool().clearResults(job.id());
      Path folder = store.spool().resultFolder(job.id());
      RunOrder order =
          new RunOrder(
              store.ledger().instancesOf(job.runId()).stream()
                  .map(instance -> store.spool().resolve(instance.file()))
                  .toList(),
              protocol,
              job.runIdentity(),
              job.seriesDescription(),
              job.seriesNumberOffset(),
              job.ruleName(),
              job.ruleRevision());
      Progress progress = new LedgerProgress(store.ledger(), job.id());
      return settle(job, reconstruction.reconstruct(order, folder, progress));
    } catch (IOException e) {
      return new StepResult.RetryAfter(
          RETRY, new Failure(Failure.Kind.RESOURCE, "the spool cannot be written: " + e));
    }
  }

  private StepResult settle(ReconstructionJob job, RunOutcome outcome) throws IOException {
    if (outcome instanceof RunOutcome.NotWritten notWritten) {
      Failure failure = notWritten.failure();
      return failure.kind().isRetryable()
          ? new StepResult.RetryAfter(RETRY, failure)
          : new StepResult.Failed(failure);
    }
    RunOutcome.Written written = (RunOutcome.Written) outcome;
    written.reconstruction().warnings().forEach(w -> LOG.warn("job {}: {}", job.id(), w));
    store.spool().forceResults(job.id());
    List<ResultInstance> results =
        written.files().stream()
            .map(
                file ->
                    new ResultInstance(
                        file.sopClass(),
                        file.sopInstance(),
                        file.series(),
                        store.spool().relative(file.file())))
            .toList();
    if (!results.stream().allMatch(result -> result.series().equals(job.resultSeries()))) {
      throw new IllegalStateException(
          "job " + job.id() + " was promised as series " + job.resultSeries() + ", not as written");
    }
    store.ledger().jobDone(job.id(), results, job.shadow() ? List.of() : job.destinations());
    LOG.info(
        "job {}: {} slices on {} in {} s, for {}",
        job.id(),
        results.size(),
        written.reconstruction().engine(),
        String.format(Locale.ROOT, "%.1f", seconds(written)),
        job.shadow() ? "review (shadow)" : String.join(", ", job.destinations()));
    return new StepResult.Done();
  }

  private static double seconds(RunOutcome.Written written) {
    double whole = written.reconstruction().figures().seconds();
    return whole > 0
        ? whole
        : written.reconstruction().stages().stream().mapToDouble(StageTime::seconds).sum();
  }
}
