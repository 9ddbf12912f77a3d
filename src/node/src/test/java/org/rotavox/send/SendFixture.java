package org.rotavox.send;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.DicomWriter;
import org.rotavox.dataset.SopClass;
import org.rotavox.dataset.Tag;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.dataset.VR;
import org.rotavox.dicom.AeTitle;
import org.rotavox.dicom.Uid;
import org.rotavox.liveness.Vitals;
import org.rotavox.model.DeliveryState;
import org.rotavox.model.ReconstructionJob;
import org.rotavox.receive.StoreScp;
import org.rotavox.receive.StoreScpSettings;
import org.rotavox.store.DeliveryRecord;
import org.rotavox.store.ResultInstance;
import org.rotavox.store.RoutedResult;
import org.rotavox.store.Store;
import org.rotavox.store.StoreFixture;
import org.rotavox.upperlayer.TlsSettings;

/** A real store with small DICOM objects in its outbox, and an outbox that empties it. */
public final class SendFixture implements AutoCloseable {

  private static final AeTitle NODE = new AeTitle("ROTAVOX");
  private static final AeTitle PACS = new AeTitle("PACS");
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(20);

  private final StoreFixture fixture;
  private Store store;
  private Optional<Outbox> outbox = Optional.empty();
  private int jobs;

  public SendFixture(Path folder) throws IOException {
    fixture = new StoreFixture(folder);
    store = fixture.store();
  }

  public Store store() {
    return store;
  }

  /** Lets the node listen on a free port, for answers that come by an association of their own. */
  public StoreScp listen() throws IOException {
    return StoreScp.start(
        new StoreScpSettings(NODE, "127.0.0.1", 0, List.of(), 4, 4, 65_536, IDLE, Optional.empty()),
        store,
        Clock.systemUTC(),
        Vitals.unwatched(),
        sender -> {});
  }

  /** Closes the outbox and the data folder and opens the folder again, as a restart does. */
  public void restart() throws IOException {
    outbox.ifPresent(Outbox::close);
    store.close();
    store = Store.open(fixture.settings(), Clock.systemUTC());
  }

  /** Returns a destination on this machine whose troubles pass quickly. */
  public static DestinationSettings destination(
      int port, SendingOptions sending, ConfirmationSettings confirmation, TlsSettings... tls) {
    return new DestinationSettings(
        "PACS",
        PACS,
        "127.0.0.1",
        port,
        NODE,
        65_536,
        Duration.ofSeconds(5),
        Duration.ofSeconds(2),
        5,
        Duration.ofMillis(50),
        Duration.ofMillis(200),
        sending,
        confirmation,
        tls.length == 0 ? Optional.empty() : Optional.of(tls[0]));
  }

  public static DestinationSettings destination(int port) {
    return destination(port, SendingOptions.DEFAULT, ConfirmationSettings.NONE);
  }

  /** Starts to send; every time window is open. */
  public void send(DestinationSettings... destinations) throws IOException {
    send(name -> true, destinations);
  }

  /** Starts to send while the windows are open. */
  public void send(Predicate<String> windowOpen, DestinationSettings... destinations)
      throws IOException {
    outbox =
        Optional.of(
            Outbox.start(
                List.of(destinations),
                store,
                windowOpen,
                Clock.systemUTC(),
                POLL,
                Vitals.unwatched()));
  }

  /** Stops to send. */
  public void stop() {
    outbox.ifPresent(Outbox::close);
    outbox = Optional.empty();
  }

  /** Puts slices of a new job into the outbox and returns the job. */
  public long slices(int count, String... destinations) throws IOException {
    return results(
        Map.of(SopClass.CT_IMAGE_STORAGE, count),
        List.of(SopClass.CT_IMAGE_STORAGE),
        destinations.length == 0 ? List.of("PACS") : List.of(destinations));
  }

  /**
   * Puts the result of a new job into the outbox.
   *
   * @param counts how many instances of each SOP class are made
   * @param taken the SOP classes that the destination gets
   */
  public long results(Map<Uid, Integer> counts, List<Uid> taken) throws IOException {
    return results(counts, taken, List.of("PACS"));
  }

  /** Puts copies of these DICOM files, with other UIDs, into the outbox as a new job's result. */
  public long copies(List<Path> files) throws IOException {
    ReconstructionJob job = newJob();
    List<RoutedResult> results = new ArrayList<>();
    for (Path file : files) {
      Path copy = store.spool().resultFolder(job.claim()).resolve(file.getFileName());
      Uid instance = Uid.random();
      DataSet object = DicomFile.read(file).dataSet().setUid(Tag.SOPInstanceUID, instance);
      DicomWriter.writeFile(copy, object, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
      results.add(
          new RoutedResult(
              new ResultInstance(
                  object.getUid(Tag.SOPClassUID).orElseThrow(),
                  instance,
                  object.getUid(Tag.SeriesInstanceUID).orElseThrow(),
                  store.spool().relative(copy)),
              List.of("PACS")));
    }
    store.spool().forceResults(job.claim());
    store.ledger().jobDone(job.claim(), results);
    return job.id();
  }

  private ReconstructionJob newJob() throws IOException {
    fixture.job("1." + ++jobs);
    // the fixture's clock stands still long ago: what it orders may be done at once
    return store.ledger().claimNextJob("test", java.time.Instant.now()).orElseThrow();
  }

  private long results(Map<Uid, Integer> counts, List<Uid> taken, List<String> destinations)
      throws IOException {
    ReconstructionJob job = newJob();
    Path folder = store.spool().resultFolder(job.claim());
    List<RoutedResult> results = new ArrayList<>();
    counts.forEach(
        (sopClass, count) -> {
          for (int n = 1; n <= count; n++) {
            results.add(
                new RoutedResult(
                    write(job, folder, sopClass, n),
                    taken.contains(sopClass) ? destinations : List.of()));
          }
        });
    store.spool().forceResults(job.claim());
    store.ledger().jobDone(job.claim(), results);
    return job.id();
  }

  private ResultInstance write(ReconstructionJob job, Path folder, Uid sopClass, int n) {
    Uid series = Uid.derived(job.runIdentity(), sopClass.value());
    Uid instance = Uid.derived(series.value(), Integer.toString(n));
    DataSet object =
        new DataSet()
            .setUid(Tag.SOPClassUID, sopClass)
            .setUid(Tag.SOPInstanceUID, instance)
            .setString(Tag.PatientName, "PHANTOM^ROTAVOX")
            .setString(Tag.PatientID, "RVX" + job.id())
            .setUid(Tag.StudyInstanceUID, job.study())
            .setUid(Tag.SeriesInstanceUID, series)
            .setString(Tag.Modality, "CT")
            .setInt(Tag.InstanceNumber, n)
            .setInt(Tag.SamplesPerPixel, 1)
            .setString(Tag.PhotometricInterpretation, "MONOCHROME2")
            .setInt(Tag.Rows, 16)
            .setInt(Tag.Columns, 16)
            .setInt(Tag.BitsAllocated, 16)
            .setInt(Tag.BitsStored, 16)
            .setInt(Tag.HighBit, 15)
            .setInt(Tag.PixelRepresentation, 1)
            .setBytes(Tag.PixelData, VR.OW, new byte[512]);
    Path file = folder.resolve(sopClass + "-" + n + ".dcm");
    try {
      DicomWriter.writeFile(file, object, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return new ResultInstance(sopClass, instance, series, store.spool().relative(file));
  }

  /** Returns the deliveries of a job. */
  public List<DeliveryRecord> deliveries(long job) {
    return store.ledger().deliveriesOf(job);
  }

  /** Returns how many deliveries of a job stand where. */
  public Map<DeliveryState, Integer> states(long job) {
    Map<DeliveryState, Integer> states = new EnumMap<>(DeliveryState.class);
    deliveries(job).forEach(d -> states.merge(d.delivery().state(), 1, Integer::sum));
    return states;
  }

  @Override
  public void close() throws IOException {
    stop();
    store.close();
  }
}
