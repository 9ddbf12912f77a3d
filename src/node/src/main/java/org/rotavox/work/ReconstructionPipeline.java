package org.rotavox.work;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.rotavox.acquisition.KeptReading;
import org.rotavox.acquisition.SourceFile;
import org.rotavox.model.Failure;
import org.rotavox.model.ReconstructionJob;
import org.rotavox.recon.Progress;
import org.rotavox.recon.ReconstructionProtocol;
import org.rotavox.recon.StageTime;
import org.rotavox.recon.VolumeSize;
import org.rotavox.reconstruction.ResultSettings;
import org.rotavox.reconstruction.RunOrder;
import org.rotavox.reconstruction.RunOutcome;
import org.rotavox.reconstruction.SeriesReconstruction;
import org.rotavox.result.OutputKind;
import org.rotavox.result.ResultFile;
import org.rotavox.store.ResultInstance;
import org.rotavox.store.RoutedResult;
import org.rotavox.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one job of the ledger: its instances from the spool, the results into a folder of the
 * attempt in the spool. Repeatable: an attempt that was cut off leaves nothing that the next one
 * minds.
 */
public final class ReconstructionPipeline implements JobRunner {

  private static final Logger LOG = LoggerFactory.getLogger(ReconstructionPipeline.class);
  private static final Duration RETRY = Duration.ofSeconds(10);

  private final Store store;
  private final SeriesReconstruction reconstruction;
  private final Map<String, ReconstructionProtocol> protocols;
  private final ResultSettings results;

  /**
   * Makes the pipeline.
   *
   * @param protocols by name
   * @param results what is made, and for whom
   */
  public ReconstructionPipeline(
      Store store,
      SeriesReconstruction reconstruction,
      Map<String, ReconstructionProtocol> protocols,
      ResultSettings results) {
    this.store = store;
    this.reconstruction = reconstruction;
    this.protocols = Map.copyOf(protocols);
    this.results = results;
  }

  @Override
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
      Path folder = emptyFolder(job);
      store.spool().requireReserveBeside(atMostBytes(protocol.volume()));
      RunOrder order = order(job, protocol);
      Progress progress = new LedgerProgress(store.ledger(), job.claim());
      return settle(job, reconstruction.reconstruct(order, folder, progress));
    } catch (IOException e) {
      return new StepResult.RetryAfter(
          RETRY, new Failure(Failure.Kind.RESOURCE, "the spool cannot be written: " + e));
    }
  }

  /** About what a series of the volume takes, and as much again for other kinds of result. */
  private static long atMostBytes(VolumeSize volume) {
    long along = volume.voxels() == 0 ? VolumeSize.DEFAULT_VOXELS : volume.voxels();
    return 2 * along * along * along * Short.BYTES;
  }

  /** What an earlier attempt left is not sent any more: this attempt will say what holds. */
  private Path emptyFolder(ReconstructionJob job) throws IOException {
    store.ledger().withdrawResults(job.claim());
    return store.spool().emptyResultFolder(job.claim());
  }

  private RunOrder order(ReconstructionJob job, ReconstructionProtocol protocol) {
    return new RunOrder(
        store.ledger().instancesOf(job.runId()).stream()
            .map(i -> new SourceFile(store.spool().resolve(i.file()), i.sha256()))
            .toList(),
        KeptReading.parse(store.ledger().history().readingOf(job.runId())),
        protocol,
        job.runIdentity(),
        results.seriesDescriptionOf(job),
        job.seriesNumberOffset(),
        job.ruleName(),
        job.ruleRevision(),
        results.optionsFor(job));
  }

  /**
   * Writes the page that says why there is no volume, if it is wanted.
   *
   * @return what has to be delivered; empty also where the page cannot be written
   */
  @Override
  public List<RoutedResult> lastWords(ReconstructionJob job, Failure failure) {
    if (!results.failureNotes() || job.shadow() || job.destinations().isEmpty()) {
      return List.of();
    }
    ReconstructionProtocol protocol =
        protocols.getOrDefault(
            job.protocol(), ReconstructionProtocol.standard().withName(job.protocol()));
    try {
      Path folder = emptyFolder(job);
      ResultFile note = reconstruction.failureNote(order(job, protocol), failure.message(), folder);
      store.spool().forceResults(job.claim());
      return List.of(new RoutedResult(instance(note), job.destinations()));
    } catch (IOException e) {
      LOG.warn("job {}: no failure note can be written: {}", job.id(), e.getMessage());
      return List.of();
    }
  }

  private ResultInstance instance(ResultFile file) {
    return new ResultInstance(
        file.sopClass(), file.sopInstance(), file.series(), store.spool().relative(file.file()));
  }

  private StepResult settle(ReconstructionJob job, RunOutcome outcome) throws IOException {
    if (outcome instanceof RunOutcome.NotWritten notWritten) {
      Failure failure = notWritten.failure();
      return failure.kind().isRetryable()
          ? new StepResult.RetryAfter(RETRY, failure)
          : new StepResult.Failed(failure);
    }
    RunOutcome.Written written = (RunOutcome.Written) outcome;
    written.warnings().forEach(w -> LOG.warn("job {}: {}", job.id(), w));
    LOG.info("job {}: {}", job.id(), written.reconstruction().provenance().line());
    store.spool().forceResults(job.claim());
    List<RoutedResult> routed = routed(job, written.files());
    return new StepResult.Done(
        routed,
        String.format(
            Locale.ROOT,
            "%d objects on %s in %.1f s, for %s",
            routed.size(),
            written.reconstruction().engine(),
            seconds(written),
            job.shadow() ? "review (shadow)" : String.join(", ", job.destinations())));
  }

  /**
   * Every kind is a series of its own whose UID follows from the run: the CT series is the one that
   * the ledger promised, and nothing is written that no kind stands for.
   */
  private List<RoutedResult> routed(ReconstructionJob job, List<ResultFile> files) {
    Map<OutputKind, List<ResultFile>> byKind =
        files.stream().collect(Collectors.groupingBy(ResultFile::kind));
    boolean promised =
        byKind.getOrDefault(OutputKind.CT_SERIES, List.of()).stream()
            .allMatch(file -> file.series().equals(job.resultSeries()));
    if (!promised) {
      throw new IllegalStateException(
          "job " + job.id() + " was promised as series " + job.resultSeries() + ", not as written");
    }
    Map<OutputKind, List<String>> takers = new EnumMap<>(OutputKind.class);
    for (OutputKind kind : byKind.keySet()) {
      takers.put(kind, job.shadow() ? List.of() : results.takersOf(kind, byKind.keySet(), job));
    }
    return files.stream()
        .map(file -> new RoutedResult(instance(file), takers.getOrDefault(file.kind(), List.of())))
        .toList();
  }

  private static double seconds(RunOutcome.Written written) {
    double whole = written.reconstruction().figures().seconds();
    return whole > 0
        ? whole
        : written.reconstruction().stages().stream().mapToDouble(StageTime::seconds).sum();
  }
}
