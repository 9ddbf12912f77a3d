package org.rotavox.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.rotavox.dicom.AeTitle;
import org.rotavox.dicom.Uid;
import org.rotavox.model.AnnouncedCount;
import org.rotavox.model.Claim;
import org.rotavox.model.SeriesFacts;
import org.rotavox.model.Verdict;
import org.rotavox.spool.IncomingFile;

/** A real data folder with a clock that tests move, and the words in which tests speak of it. */
public final class StoreFixture implements AutoCloseable {

  public static final Uid XA = new Uid("1.2.840.10008.5.1.4.1.1.12.1");
  public static final Uid CT = new Uid("1.2.840.10008.5.1.4.1.1.2");
  private static final Uid EXPLICIT = new Uid("1.2.840.10008.1.2.1");

  public final TickingClock clock = new TickingClock();
  public final Path folder;
  private final Store.LedgerOpener opener;
  private Store store;
  private String address = "127.0.0.1";

  public StoreFixture(Path folder) throws IOException {
    this(folder, LedgerDatabase::open);
  }

  /** The same on another database engine. */
  StoreFixture(Path folder, Store.LedgerOpener opener) throws IOException {
    this.folder = folder;
    this.opener = opener;
    this.store = Store.open(settings(), clock, opener);
  }

  public StoreSettings settings() {
    return StoreSettings.byAge(
        folder, 0, Duration.ofDays(7), Duration.ofDays(30), Duration.ofDays(400));
  }

  public Store store() {
    return store;
  }

  public Ledger ledger() {
    return store.ledger();
  }

  /** Closes and opens the data folder, as a restart of the node does. */
  public void restart() throws IOException {
    restart(settings());
  }

  /** The same with other settings. */
  public void restart(StoreSettings settings) throws IOException {
    store.close();
    store = Store.open(settings, clock, opener);
  }

  /** From here on objects come from this network address. */
  public StoreFixture from(String source) {
    address = source;
    return this;
  }

  /** Receives a multi-frame object: a run by itself. */
  public Admitted receiveRun(String uid) throws IOException {
    return receive(uid, "1.9." + uid, "object " + uid, uid, "ANGIO", "");
  }

  /** Receives one single-frame instance that says how many there are. */
  public Admitted receiveFrame(String uid, String series, AnnouncedCount announced)
      throws IOException {
    return receive(uid, series, "frame " + uid, series + "/1", "ANGIO", "", announced);
  }

  /** Receives one single-frame instance of a run. */
  public Admitted receiveFrame(String uid, String series) throws IOException {
    return receive(uid, series, "frame " + uid, series + "/1", "ANGIO", "");
  }

  public Admitted receive(
      String uid, String series, String content, String runKey, String calling, String patient)
      throws IOException {
    return receive(uid, series, content, runKey, calling, patient, AnnouncedCount.NONE);
  }

  /** The same for an instance that says how many there are. */
  public Admitted receive(
      String uid,
      String series,
      String content,
      String runKey,
      String calling,
      String patient,
      AnnouncedCount announced)
      throws IOException {
    return receive(
        uid,
        series,
        "DICM of the node".getBytes(StandardCharsets.US_ASCII),
        content.getBytes(StandardCharsets.US_ASCII),
        runKey,
        calling,
        patient,
        announced);
  }

  /** Receives a DICOM file as it is. */
  public Admitted receiveFile(
      String uid, String series, Path dicom, String runKey, AnnouncedCount announced)
      throws IOException {
    return receive(
        uid, series, new byte[0], Files.readAllBytes(dicom), runKey, "ANGIO", "", announced);
  }

  private Admitted receive(
      String uid,
      String series,
      byte[] preamble,
      byte[] content,
      String runKey,
      String calling,
      String patient,
      AnnouncedCount announced)
      throws IOException {
    try (IncomingFile incoming = store.spool().newIncoming()) {
      incoming.stream().write(preamble);
      incoming.startContent();
      incoming.stream().write(content);
      Path file = incoming.commit();
      ReceivedInstance received =
          new ReceivedInstance(
              XA,
              new Uid(uid),
              new Uid("1.8." + series),
              new Uid(series),
              EXPLICIT,
              new AeTitle(calling),
              new AeTitle("ROTAVOX"),
              address,
              file,
              incoming.bytes(),
              incoming.sha256(),
              clock.instant(),
              runKey,
              patient,
              announced);
      Admitted admitted = store.ledger().recordInstance(received, different(received));
      if (admitted == Admitted.DUPLICATE) {
        store.spool().discard(file);
      }
      return admitted;
    }
  }

  /** Receives an object and orders its reconstruction; returns the job. */
  public long job(String uid) throws IOException {
    return job(uid, "ANGIO", Verdict.Priority.NORMAL, "");
  }

  public long job(String uid, String source, Verdict.Priority priority, String window)
      throws IOException {
    receive(uid, "1.9." + uid, "object " + uid, uid, source, "");
    return close(runOf(uid), order(priority, window));
  }

  /** Returns the claim under which a job runs, or ran last. */
  public Claim claimOf(long job) {
    return ledger().job(job).orElseThrow().job().claim();
  }

  public RunRecord runOf(String key) {
    return ledger().openRuns().stream()
        .filter(run -> run.key().equals(key))
        .findFirst()
        .orElseThrow();
  }

  public long close(RunRecord run, Verdict.Reconstruct order) {
    return ledger()
        .closeRunWithJob(run, SeriesFacts.builder().build(), order, "revision 1")
        .orElseThrow();
  }

  public static Verdict.Reconstruct order(Verdict.Priority priority, String window) {
    return new Verdict.Reconstruct(
        "head", "because", "standard", priority, window, List.of("PACS"), "", 100, false);
  }

  /** Writes a result of this many instances for a claimed job; the ledger does not know it. */
  public List<ResultInstance> made(long jobId, int instances) throws IOException {
    Uid series = ledger().job(jobId).orElseThrow().job().resultSeries();
    Path target = store.spool().resultFolder(claimOf(jobId));
    List<ResultInstance> results = new java.util.ArrayList<>();
    for (int i = 0; i < instances; i++) {
      Path file = target.resolve(i + ".dcm");
      java.nio.file.Files.writeString(file, "slice " + i);
      results.add(
          new ResultInstance(
              CT,
              Uid.derived(series.value(), Integer.toString(i)),
              series,
              store.spool().relative(file)));
    }
    store.spool().forceResults(claimOf(jobId));
    return results;
  }

  /** Writes a result of this many instances for a claimed job, and records it as done. */
  public List<ResultInstance> finish(long jobId, int instances, String... destinations)
      throws IOException {
    List<ResultInstance> results = made(jobId, instances);
    ledger().jobDone(claimOf(jobId), results, List.of(destinations));
    return results;
  }

  @Override
  public void close() throws IOException {
    store.close();
  }

  /** Says of all contents that are known of a UID that they are other ones. */
  private KnownCopies different(ReceivedInstance received) {
    return new KnownCopies(
        store.ledger().copiesOf(received.sopInstance()).stream()
            .map(KnownCopies.Copy::sha256)
            .collect(java.util.stream.Collectors.toSet()),
        java.util.Optional.empty(),
        "");
  }
}
