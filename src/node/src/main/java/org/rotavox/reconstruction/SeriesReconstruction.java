package org.rotavox.reconstruction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.rotavox.acquisition.RotationalRun;
import org.rotavox.acquisition.RunReader;
import org.rotavox.acquisition.RunReading;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomFormatException;
import org.rotavox.dataset.Tag;
import org.rotavox.model.Failure;
import org.rotavox.model.Obstacle;
import org.rotavox.model.SeriesFacts;
import org.rotavox.recon.Progress;
import org.rotavox.recon.Reconstruction;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.StageTime;
import org.rotavox.result.ResultFile;
import org.rotavox.result.ResultRequest;
import org.rotavox.result.SourceReference;
import org.rotavox.result.VolumeCheck;

/**
 * From the files of one run to the files of its results: read, reconstruct, check, write.
 *
 * <p>Knows neither ledger nor network, so that the node and the command line do exactly the same.
 * The same order gives the same files.
 */
public final class SeriesReconstruction {

  private final RunReader reader;
  private final Engines engines;
  private final String softwareVersion;

  /**
   * Makes the way of one run.
   *
   * @param softwareVersion written into every result
   */
  public SeriesReconstruction(RunReader reader, Engines engines, String softwareVersion) {
    this.reader = reader;
    this.engines = engines;
    this.softwareVersion = softwareVersion;
  }

  /**
   * Writes the page that says in the study why there is no volume.
   *
   * @throws IOException if the run's files cannot be read or the page cannot be written
   */
  public ResultFile failureNote(RunOrder order, String reason, Path folder) throws IOException {
    return FailureNotes.write(order, reason, softwareVersion, folder);
  }

  /**
   * Does it. Expected failures are values; the folder may hold a part of the series then.
   *
   * @param folder where the series is written; exists
   */
  public RunOutcome reconstruct(RunOrder order, Path folder, Progress progress) {
    try {
      progress.report("read", 0, 1);
      long start = System.nanoTime();
      RunReading reading = reader.readAgain(order.instances(), order.reading());
      progress.report("read", 1, 1);
      if (reading.run().isEmpty()) {
        return notWritten(Failure.Kind.INPUT, sentences(reading.facts().obstacles()));
      }
      StageTime recognised = new StageTime("recognise the run", (System.nanoTime() - start) * 1e-9);
      try (RotationalRun run = reading.run().get()) {
        return reconstruct(order, reading, recognised, run, folder, progress);
      }
    } catch (DicomFormatException e) {
      return notWritten(Failure.Kind.INPUT, "the run cannot be read: " + e.getMessage());
    } catch (IOException e) {
      return notWritten(Failure.Kind.RESOURCE, "files of the run or the result: " + e);
    } catch (ReconstructionException e) {
      return notWritten(kindOf(e), String.valueOf(e.getMessage()));
    } catch (CancellationException e) {
      return notWritten(Failure.Kind.TRANSIENT, "cancelled");
    } catch (OutOfMemoryError e) {
      return notWritten(
          Failure.Kind.RESOURCE,
          "the Java heap of "
              + (Runtime.getRuntime().maxMemory() >> 20)
              + " MiB is too small for this run: raise -Xmx, or give the protocol a smaller matrix");
    }
  }

  private RunOutcome reconstruct(
      RunOrder order,
      RunReading reading,
      StageTime recognised,
      RotationalRun run,
      Path folder,
      Progress progress)
      throws IOException, ReconstructionException {
    Reconstruction reconstruction =
        engines
            .forProtocol(order.protocol())
            .reconstruct(run.stack(), order.protocol(), progress)
            .after(recognised);
    progress.report("check", 0, 1);
    VolumeCheck check = VolumeCheck.of(reconstruction.volume());
    progress.report("check", 1, 1);
    if (!check.passed()) {
      return notWritten(
          Failure.Kind.INPUT,
          "the volume is not plausible and was not sent: " + String.join("; ", check.faults()));
    }
    ResultObjects results =
        ResultObjects.write(
            request(order, reading.facts(), run, reconstruction),
            order.results(),
            engines.threads(),
            folder,
            progress);
    List<String> warnings = new ArrayList<>(reconstruction.warnings());
    warnings.addAll(check.warnings());
    warnings.addAll(results.warnings());
    return new RunOutcome.Written(reading, reconstruction, results.files(), warnings);
  }

  private ResultRequest request(
      RunOrder order, SeriesFacts facts, RotationalRun run, Reconstruction reconstruction)
      throws IOException {
    DataSet header = run.header();
    return new ResultRequest(
        reconstruction.volume(),
        header,
        run.instances().stream()
            .map(instance -> new SourceReference(instance.sopClass(), instance.sopInstance()))
            .toList(),
        order.runIdentity(),
        order.protocol().name(),
        SeriesDescription.of(
            order.seriesDescription(), order.protocol().name(), order.ruleName(), facts),
        header.getInt(Tag.SeriesNumber, 0) + order.seriesNumberOffset(),
        run.quantitative(),
        run.lossy(),
        order.ruleName(),
        order.ruleRevision(),
        softwareVersion,
        ResultTexts.details(order, facts, header, reconstruction, softwareVersion));
  }

  private static String sentences(List<Obstacle> obstacles) {
    return obstacles.stream()
        .map(o -> o.remedy().isEmpty() ? o.sentence() : o.sentence() + " (" + o.remedy() + ")")
        .collect(Collectors.joining("; "));
  }

  private static Failure.Kind kindOf(ReconstructionException failure) {
    return switch (failure.kind()) {
      case CANCELLED -> Failure.Kind.TRANSIENT;
      case TOO_LARGE -> Failure.Kind.CONFIGURATION;
      case UNSUITABLE -> Failure.Kind.INPUT;
      case DEVICE, DEVICE_MEMORY -> Failure.Kind.RESOURCE;
    };
  }

  private static RunOutcome notWritten(Failure.Kind kind, String message) {
    return new RunOutcome.NotWritten(new Failure(kind, message));
  }
}
