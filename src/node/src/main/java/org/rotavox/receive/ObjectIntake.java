package org.rotavox.receive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomFormatException;
import org.rotavox.dataset.DicomWriter;
import org.rotavox.dataset.SopClass;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.spool.IncomingFile;
import org.rotavox.spool.StoreException;
import org.rotavox.store.Store;
import org.rotavox.support.RepeatedFaults;
import org.rotavox.upperlayer.AssociationInfo;
import org.rotavox.upperlayer.DimseStatus;
import org.rotavox.upperlayer.PeerLog;
import org.rotavox.upperlayer.StoreRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one object from the wire into spool and ledger, or refuses it with a status that says why.
 *
 * <p>Order: spool file forced and renamed, header read back from what was written, ledger row
 * committed; then the status. Whatever is refused leaves nothing behind, but for what the ledger
 * may have recorded when it broke.
 */
final class ObjectIntake {

  private static final Logger LOG = LoggerFactory.getLogger(ObjectIntake.class);

  /** What one address can have said of objects that came before with other content. */
  private static final int LINES_A_MINUTE = 16;

  private final Store store;
  private final Clock clock;
  private final Recording recording;
  private final PeerLog peerLog;

  private final PeerLog repeats = PeerLog.silentFor(Duration.ofMinutes(1));
  private final RepeatedFaults faults = new RepeatedFaults();

  ObjectIntake(Store store, Clock clock, PeerLog peerLog, MemoryBudget memory) {
    this.store = store;
    this.clock = clock;
    this.recording = new Recording(store, memory);
    this.peerLog = peerLog;
  }

  DimseStatus take(AssociationInfo association, StoreRequest request, InputStream data)
      throws IOException {
    if (!store.isUsable()) {
      return DimseStatus.OUT_OF_RESOURCES.withComment("ledger of the receiving node is closed");
    }
    try (IncomingFile file = store.spool().newIncoming()) {
      writePreamble(file, association, request);
      data.transferTo(file.stream());
      Path spoolPath = file.commit();
      return check(association, request, file, spoolPath);
    } catch (StoreException e) {
      if (e.kind() != StoreException.Kind.BELOW_WATERMARK) { // which the spool has said itself
        faults.report(LOG, "objects are refused", e);
      }
      return DimseStatus.OUT_OF_RESOURCES.withComment(
          e.kind() == StoreException.Kind.UNUSABLE
              ? "disk of the receiving node cannot be written"
              : "disk of the receiving node is full");
    }
  }

  /** The sender is no part of the digest, so that the same object is always known again. */
  private static void writePreamble(
      IncomingFile file, AssociationInfo association, StoreRequest request) throws IOException {
    TransferSyntax syntax = TransferSyntax.forUid(request.transferSyntax());
    DataSet meta = DicomWriter.fileMeta(request.sopClass(), request.sopInstance(), syntax);
    DicomWriter.writePreambleAndMeta(file.stream(), Origin.of(association).into(meta));
    file.startContent();
  }

  private DimseStatus check(
      AssociationInfo association, StoreRequest request, IncomingFile file, Path spoolPath)
      throws IOException {
    DataSet header;
    try {
      header = recording.read(spoolPath, file.bytes()).dataSet();
    } catch (DicomFormatException e) {
      return refused(
          association,
          request,
          spoolPath,
          DimseStatus.CANNOT_UNDERSTAND.withComment("data set cannot be read"),
          "data set",
          "its data set cannot be read: " + e.getMessage());
    } catch (IOException | RuntimeException | Error e) {
      store.spool().discard(spoolPath);
      throw e;
    }
    Optional<HeaderCheck.Fault> fault = HeaderCheck.fault(header, request);
    if (fault.isPresent()) {
      return refused(
          association,
          request,
          spoolPath,
          fault.get().status(),
          "header " + fault.get().tag(),
          "it has " + fault.get().words());
    }
    return record(association, request, header, file, spoolPath);
  }

  private DimseStatus record(
      AssociationInfo association,
      StoreRequest request,
      DataSet header,
      IncomingFile file,
      Path spoolPath)
      throws IOException {
    Recording.Recorded recorded;
    try {
      recorded =
          recording.record(
              header,
              request.transferSyntax(),
              Origin.of(association),
              new Recording.SpoolFile(spoolPath, file.bytes(), file.sha256()),
              clock.instant());
    } catch (RuntimeException | Error e) {
      store.unrecorded().add(spoolPath); // its row may be committed all the same
      if (e.getCause() instanceof StoreException known) {
        throw known;
      }
      throw e;
    }
    report(association, request, file, recorded);
    return DimseStatus.SUCCESS;
  }

  private DimseStatus refused(
      AssociationInfo association,
      StoreRequest request,
      Path spoolPath,
      DimseStatus status,
      String kind,
      String reason) {
    peerLog.report(
        association,
        kind,
        "sent %s, refused with %s: %s".formatted(request.sopInstance(), status, reason));
    LOG.debug("{} from {} refused: {}", request.sopInstance(), association.calling(), reason);
    store.spool().discard(spoolPath);
    return status;
  }

  private void report(
      AssociationInfo association,
      StoreRequest request,
      IncomingFile file,
      Recording.Recorded recorded) {
    String what = SopClass.nameOf(request.sopClass());
    switch (recorded.admitted()) {
      case NEW ->
          LOG.info(
              "received {} {} from {}, {} bytes, stored",
              what,
              request.sopInstance(),
              association.calling(),
              file.bytes());
      case DUPLICATE ->
          repeats
              .told(association.peerAddress(), "repeat")
              .ifPresent(
                  more ->
                      LOG.info(
                          "received {} {} from {} again with the same content: nothing to do{}",
                          what,
                          request.sopInstance(),
                          association.calling(),
                          more));
      case SAME_OBJECT ->
          sayUnlessOften(
              association,
              "received %s %s from %s again in other bytes: pixels, geometry and patient are the"
                      .formatted(what, request.sopInstance(), association.calling())
                  + " same, the first is kept"
                  + recorded.words());
      case CONFLICT ->
          sayUnlessOften(
              association,
              "received %s %s from %s with other content than before: kept apart, a person must"
                      .formatted(what, request.sopInstance(), association.calling())
                  + " decide"
                  + recorded.words());
      case TO_COMPARE -> throw new IllegalStateException("it is compared before it is reported");
    }
  }

  /** One address has some lines a minute, so that no sender of such objects fills the log. */
  private void sayUnlessOften(AssociationInfo association, String line) {
    int one = Math.floorMod(line.hashCode(), LINES_A_MINUTE);
    repeats
        .told(association.peerAddress(), "other content " + one)
        .ifPresent(more -> LOG.warn("{}{}", line, more));
  }
}
