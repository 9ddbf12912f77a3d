package org.rotavox.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rotavox.acquisition.RunReader;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.Tag;
import org.rotavox.dicom.AeTitle;
import org.rotavox.model.AnnouncedCount;
import org.rotavox.model.ReconstructionJob;
import org.rotavox.model.SeriesFacts;
import org.rotavox.model.Verdict;
import org.rotavox.recon.Algorithm;
import org.rotavox.recon.Calibration;
import org.rotavox.recon.Engine;
import org.rotavox.recon.Iteration;
import org.rotavox.recon.ReconstructionProtocol;
import org.rotavox.recon.VolumeSize;
import org.rotavox.reconstruction.EngineSettings;
import org.rotavox.reconstruction.Engines;
import org.rotavox.reconstruction.ResultSettings;
import org.rotavox.reconstruction.SeriesReconstruction;
import org.rotavox.spool.IncomingFile;
import org.rotavox.store.KnownCopies;
import org.rotavox.store.ReceivedInstance;
import org.rotavox.store.StoreFixture;

/** A real store with the small phantom in it, and a pipeline that makes 24 voxels a side of it. */
final class JobFixture implements AutoCloseable {

  static final Path PHANTOM = Path.of("integration-tests/phantoms/small-offset.dcm");
  static final int SLICES = 24;

  private static final ReconstructionProtocol PROTOCOL =
      ReconstructionProtocol.standard()
          .withName("head")
          .withVolume(new VolumeSize(SLICES, 6.4))
          .withCalibration(Calibration.water(0.0206));

  final StoreFixture node;
  private final Engines engines = Engines.open(new EngineSettings(Engine.CPU, "", 2));

  JobFixture(Path folder) throws IOException {
    node = new StoreFixture(folder);
  }

  /** Receives a file as it lies on the disk and orders its reconstruction. */
  long order(Path file, List<String> destinations) throws IOException {
    return order(file, destinations, false);
  }

  /** Orders a job whose results are kept for review. */
  long orderShadow(Path file, List<String> destinations) throws IOException {
    return order(file, destinations, true);
  }

  private long order(Path file, List<String> destinations, boolean shadow) throws IOException {
    receive(file);
    return node.ledger()
        .closeRunWithJob(
            node.ledger().openRuns().get(0),
            SeriesFacts.builder().build(),
            reconstruct(destinations, shadow),
            "revision 1")
        .orElseThrow();
  }

  static Verdict.Reconstruct reconstruct(List<String> destinations, boolean shadow) {
    return new Verdict.Reconstruct(
        "rule", "because", "head", Verdict.Priority.NORMAL, "", destinations, "", 1000, shadow);
  }

  /** Receives a file as it lies on the disk. */
  void receive(Path file) throws IOException {
    DataSet header = DicomFile.read(file).dataSet();
    try (IncomingFile incoming = node.store().spool().newIncoming()) {
      byte[] bytes = Files.readAllBytes(file);
      int content = (int) DicomFile.read(file).dataSetOffset();
      incoming.stream().write(bytes, 0, content);
      incoming.startContent();
      incoming.stream().write(bytes, content, bytes.length - content);
      Path stored = incoming.commit();
      node.ledger()
          .recordInstance(
              new ReceivedInstance(
                  header.getUid(Tag.SOPClassUID).orElseThrow(),
                  header.getUid(Tag.SOPInstanceUID).orElseThrow(),
                  header.getUid(Tag.StudyInstanceUID).orElseThrow(),
                  header.getUid(Tag.SeriesInstanceUID).orElseThrow(),
                  DicomFile.read(file).transferSyntax().uid(),
                  new AeTitle("ANGIO"),
                  new AeTitle("ROTAVOX"),
                  "127.0.0.1",
                  stored,
                  incoming.bytes(),
                  incoming.sha256(),
                  node.clock.instant(),
                  RunReader.keyOf(header).value(),
                  "",
                  AnnouncedCount.NONE),
              KnownCopies.NOT_COMPARED);
    }
  }

  ReconstructionJob claim() {
    return node.ledger().claimNextJob("test", node.clock.instant()).orElseThrow();
  }

  /** A pipeline of a node whose protocols were removed. */
  ReconstructionPipeline pipelineWithoutProtocols(ResultSettings results) {
    return new ReconstructionPipeline(
        node.store(),
        new SeriesReconstruction(new RunReader(List.of()), engines, "1.0-test"),
        Map.of(),
        results);
  }

  ReconstructionPipeline pipeline(ResultSettings results) {
    return pipeline(results, Algorithm.FDK);
  }

  ReconstructionPipeline pipeline(ResultSettings results, Algorithm algorithm) {
    ReconstructionProtocol protocol =
        algorithm == Algorithm.FDK ? PROTOCOL : PROTOCOL.withOsSart(new Iteration(2, 4, 1, 0.6));
    return new ReconstructionPipeline(
        node.store(),
        new SeriesReconstruction(new RunReader(List.of()), engines, "1.0-test"),
        Map.of("head", protocol),
        results);
  }

  /** Runs the job that comes next, which must succeed, and records that it is done. */
  ReconstructionJob succeed(ReconstructionPipeline pipeline) {
    ReconstructionJob job = claim();
    StepResult.Done done = (StepResult.Done) pipeline.run(job);
    node.ledger().jobDone(job.claim(), done.results());
    return job;
  }

  /** Returns the data sets that a destination gets of a job. */
  List<DataSet> sentTo(String destination, long job) throws IOException {
    List<DataSet> sent = new ArrayList<>();
    for (var record : node.ledger().deliveriesOf(job)) {
      if (record.delivery().destination().equals(destination)) {
        Path file = node.store().spool().resolve(record.delivery().file());
        sent.add(DicomFile.read(file).dataSet());
      }
    }
    return sent;
  }

  @Override
  public void close() throws IOException {
    node.close();
  }
}
