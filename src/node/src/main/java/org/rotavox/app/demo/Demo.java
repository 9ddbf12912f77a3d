package org.rotavox.app.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import org.rotavox.app.node.Node;
import org.rotavox.config.NodeSettings;
import org.rotavox.dicom.AeTitle;
import org.rotavox.model.JobState;
import org.rotavox.phantom.EllipsoidPhantom;
import org.rotavox.recon.Volume;
import org.rotavox.result.CtSeriesReader;
import org.rotavox.result.Preview;
import org.rotavox.send.SendOutcome;
import org.rotavox.send.StoreScu;
import org.rotavox.simulation.SimulatedRun;
import org.rotavox.simulation.SimulationOptions;
import org.rotavox.store.JobRecord;
import org.rotavox.store.RunRecord;
import org.rotavox.store.RunState;
import org.rotavox.upperlayer.DimseStatus;
import org.rotavox.upperlayer.RemoteNode;
import org.rotavox.upperlayer.UpperLayer;

/**
 * One run goes the whole way, over real sockets and real files: simulated, sent by C-STORE to a
 * node, recognised, reconstructed, sent by C-STORE to an archive, read back from there, and
 * compared with the truth.
 */
public final class Demo {

  private static final AeTitle ANGIO = new AeTitle("ANGIO1");
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final int FRAMES = 160;
  private static final int DETECTOR_PIXELS = 256;
  private static final double PIXEL_MM = 1.2;
  private static final int MAX_PDU_BYTES = 256 * 1024;

  private final Path folder;
  private final StageLog log;

  private Demo(Path folder, StageLog log) {
    this.folder = folder;
    this.log = log;
  }

  /**
   * Runs it.
   *
   * @param folder an empty scratch folder
   * @param preview where the picture is written
   * @param out where the stages are shown
   * @param terminal true if lines may be rewritten in place
   * @return what was checked, in order
   * @throws IOException if a stage failed; the message says which and why
   */
  public static List<DemoCheck> run(Path folder, Path preview, PrintWriter out, boolean terminal)
      throws IOException, InterruptedException {
    return new Demo(folder, new StageLog(out, terminal)).run(preview);
  }

  private List<DemoCheck> run(Path preview) throws IOException, InterruptedException {
    log.begin("start", "starting an archive and the node");
    try (DemoPacs pacs = DemoPacs.start(folder.resolve("pacs"))) {
      NodeSettings settings = DemoSettings.of(folder, pacs.port());
      try (Node node = Node.start(settings, Clock.systemUTC())) {
        log.end("node ROTAVOX on " + node.engine());
        EllipsoidPhantom phantom = EllipsoidPhantom.head();
        Path run = simulate(phantom);
        send(run, node.port());
        JobRecord job = awaitJob(node);
        awaitVolume(node, job);
        int slices = node.store().ledger().deliveriesOf(job.job().id()).size();
        awaitDelivery(pacs, slices);
        return check(run, phantom, pacs, slices, preview);
      }
    }
  }

  private Path simulate(EllipsoidPhantom phantom) throws IOException {
    Path file = folder.resolve("run.dcm");
    log.begin("simulate", "projecting the phantom");
    new SimulatedRun(
            SimulationOptions.standard()
                .phantom(phantom)
                .frames(FRAMES)
                .detector(DETECTOR_PIXELS, DETECTOR_PIXELS, PIXEL_MM, PIXEL_MM))
        .writeTo(file);
    log.end(
        String.format(
            Locale.ROOT,
            "an asymmetric head, %d projections of %d × %d over 200°, %.0f MB",
            FRAMES,
            DETECTOR_PIXELS,
            DETECTOR_PIXELS,
            Files.size(file) / 1e6));
    return file;
  }

  private void send(Path run, int port) throws IOException {
    log.begin("send", "C-STORE from " + ANGIO);
    RemoteNode node =
        new RemoteNode(
            new AeTitle("ROTAVOX"), ANGIO, "127.0.0.1", port, MAX_PDU_BYTES, PATIENCE, PATIENCE);
    List<SendOutcome> answers = new ArrayList<>();
    new StoreScu(UpperLayer.client())
        .send(node, List.of(run), (sent, outcome) -> answers.add(outcome));
    if (!answers.equals(List.of(new SendOutcome.Answered(DimseStatus.SUCCESS)))) {
      throw new IOException(
          "the node did not accept the run: " + answers.stream().map(SendOutcome::words).toList());
    }
    log.end("C-STORE from " + ANGIO + ", acknowledged with status 0000");
  }

  private JobRecord awaitJob(Node node) throws IOException, InterruptedException {
    log.begin("recognise", "reading angles, distances, intensities");
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      List<JobRecord> jobs = node.store().ledger().jobs(EnumSet.allOf(JobState.class), 1);
      if (!jobs.isEmpty()) {
        log.end(jobs.get(0).job().explanation());
        return jobs.get(0);
      }
      List<RunRecord> ignored =
          node.store().ledger().runs(EnumSet.of(RunState.IGNORED, RunState.HELD), 1);
      if (!ignored.isEmpty()) {
        throw new IOException("the run was not recognised: " + ignored.get(0).reason());
      }
      Thread.sleep(POLL.toMillis());
    }
    throw new IOException("the node did not make a job of the run");
  }

  private void awaitVolume(Node node, JobRecord created) throws IOException, InterruptedException {
    log.begin("reconstruct", "waiting for its turn");
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      JobRecord job = node.store().ledger().job(created.job().id()).orElse(created);
      switch (job.job().state()) {
        case DONE -> {
          log.end("protocol " + job.job().protocol() + " on " + node.engine());
          return;
        }
        case FAILED, CANCELLED, HELD ->
            throw new IOException(
                "the reconstruction failed: "
                    + job.failure().map(failure -> failure.message()).orElse("no reason recorded"));
        case WAITING, RUNNING -> {
          if (!job.stage().isEmpty()) {
            log.show(job.stage() + " " + job.percent() + " %");
          }
        }
      }
      Thread.sleep(POLL.toMillis());
    }
    throw new IOException("the reconstruction did not end in time");
  }

  private void awaitDelivery(DemoPacs pacs, int slices) throws IOException, InterruptedException {
    log.begin("deliver", "C-STORE to the archive");
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (pacs.objects() < slices) {
      if (System.nanoTime() > deadline) {
        throw new IOException("only " + pacs.objects() + " of " + slices + " slices arrived");
      }
      log.show(pacs.objects() + " of " + slices + " slices");
      Thread.sleep(POLL.toMillis());
    }
    log.end(slices + " slices acknowledged by the archive");
  }

  private List<DemoCheck> check(
      Path run, EllipsoidPhantom phantom, DemoPacs pacs, int slices, Path preview)
      throws IOException {
    log.begin("check", "reading the series back from the archive");
    Volume volume = new CtSeriesReader().read(pacs.files());
    List<DemoCheck> checks = new DemoChecks(run, phantom, pacs.files(), volume).all(slices);
    Preview.writePng(volume, preview);
    log.end("the archive's series against the phantom; " + preview);
    return checks;
  }
}
