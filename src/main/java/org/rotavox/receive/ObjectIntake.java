package org.rotavox.receive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.rotavox.acquisition.RunReader;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.DicomFormatException;
import org.rotavox.dataset.DicomWriter;
import org.rotavox.dataset.SopClass;
import org.rotavox.dataset.Tag;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.model.Uid;
import org.rotavox.store.Admitted;
import org.rotavox.store.IncomingFile;
import org.rotavox.store.KnownCopies;
import org.rotavox.store.ReceivedInstance;
import org.rotavox.store.Store;
import org.rotavox.store.StoreException;
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
 * committed; then the status. Whatever is refused leaves nothing behind.
 */
final class ObjectIntake {

  private static final Logger LOG = LoggerFactory.getLogger(ObjectIntake.class);

  /** What is asked of a header: by its check, for its run, to tell patients apart. */
  private static final Set<Integer> KEPT = kept();

  private final MemoryBudget memory = MemoryBudget.ofHeap();
  private final Store store;
  private final Clock clock;
  private final CopyComparison copyComparison;
  private final PeerLog peerLog;
  private final PeerLog repeats = PeerLog.silentFor(Duration.ofMinutes(1));

  ObjectIntake(Store store, Clock clock, PeerLog peerLog) {
    this.store = store;
    this.clock = clock;
    this.copyComparison = new CopyComparison(store);
    this.peerLog = peerLog;
  }

  DimseStatus take(AssociationInfo association, StoreRequest request, InputStream data)
      throws IOException {
    try (IncomingFile file = store.spool().newIncoming()) {
      writePreamble(file, request);
      data.transferTo(file.stream());
      Path spoolPath = file.commit();
      return record(association, request, file, spoolPath);
    } catch (StoreException e) {
      if (e.kind() != StoreException.Kind.BELOW_WATERMARK) {
        LOG.error(
            "{} from {} refused: {}", request.sopInstance(), association.calling(), e.getMessage());
      }
      return DimseStatus.OUT_OF_RESOURCES.withComment(
          e.kind() == StoreException.Kind.UNUSABLE
              ? "disk of the receiving node cannot be written"
              : "disk of the receiving node is full");
    }
  }

  /** The sender is not part of the file, so that the same object always makes the same file. */
  private static void writePreamble(IncomingFile file, StoreRequest request) throws IOException {
    TransferSyntax syntax = TransferSyntax.forUid(request.transferSyntax());
    DataSet meta = DicomWriter.fileMeta(request.sopClass(), request.sopInstance(), syntax);
    DicomWriter.writePreambleAndMeta(file.stream(), meta);
    file.startContent();
  }

  private DimseStatus record(
      AssociationInfo association, StoreRequest request, IncomingFile file, Path spoolPath)
      throws IOException {
    DataSet header;
    try {
      header = readHeader(store.spool().resolve(spoolPath), file.bytes());
    } catch (DicomFormatException e) {
      return refused(
          association,
          request,
          spoolPath,
          DimseStatus.CANNOT_UNDERSTAND.withComment("data set cannot be read"),
          "data set",
          "its data set cannot be read: " + e.getMessage());
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
    // If this throws, the file stays: its row may be committed all the same. The next start knows.
    ReceivedInstance received = describe(association, request, header, file, spoolPath);
    KnownCopies copies = KnownCopies.NOT_COMPARED;
    Admitted admitted = store.ledger().recordInstance(received, copies);
    while (admitted == Admitted.TO_COMPARE) {
      copies = compare(received);
      admitted = store.ledger().recordInstance(received, copies);
    }
    if (admitted == Admitted.DUPLICATE || admitted == Admitted.SAME_OBJECT) {
      store.spool().discard(spoolPath);
    }
    report(association, request, file, admitted, copies);
    return DimseStatus.SUCCESS;
  }

  /** Reads the object to its end, and keeps of it what is asked for below. */
  private DataSet readHeader(Path path, long bytes) throws IOException {
    MemoryBudget.Share share = memory.forHeader(bytes);
    try {
      return DicomFile.readKept(path, KEPT::contains).dataSet();
    } finally {
      share.close();
    }
  }

  private KnownCopies compare(ReceivedInstance received) {
    MemoryBudget.Share share = memory.forComparison(received.bytes());
    try {
      return copyComparison.of(received);
    } finally {
      share.close();
    }
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

  private ReceivedInstance describe(
      AssociationInfo association,
      StoreRequest request,
      DataSet header,
      IncomingFile file,
      Path spoolPath) {
    return new ReceivedInstance(
        request.sopClass(),
        request.sopInstance(),
        uid(header, Tag.StudyInstanceUID),
        uid(header, Tag.SeriesInstanceUID),
        request.transferSyntax(),
        association.calling(),
        association.called(),
        association.peerAddress(),
        spoolPath,
        file.bytes(),
        file.sha256(),
        clock.instant(),
        RunReader.keyOf(header).value(),
        patientKey(header),
        RunReader.announcedBy(header));
  }

  private static Set<Integer> kept() {
    Set<Integer> tags = new HashSet<>(RunReader.TAGS_OF_KEY);
    tags.addAll(
        Set.of(
            Tag.SOPClassUID,
            Tag.SOPInstanceUID,
            Tag.StudyInstanceUID,
            Tag.SeriesInstanceUID,
            Tag.PatientID,
            Tag.IssuerOfPatientID));
    return Set.copyOf(tags);
  }

  private static Uid uid(DataSet header, int tag) {
    return header
        .getUid(tag)
        .orElseThrow(() -> new IllegalStateException("checked before it is recorded"));
  }

  /** A digest by which two patients can be told apart, and nothing else. */
  private static String patientKey(DataSet header) {
    String identity =
        header.getString(Tag.PatientID, "") + "\n" + header.getString(Tag.IssuerOfPatientID, "");
    if (identity.isBlank()) {
      return "";
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(identity.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private void report(
      AssociationInfo association,
      StoreRequest request,
      IncomingFile file,
      Admitted admitted,
      KnownCopies copies) {
    String what = SopClass.nameOf(request.sopClass());
    switch (admitted) {
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
          LOG.warn(
              "received {} {} from {} again in other bytes: pixels, geometry and patient are the"
                  + " same, the first is kept{}",
              what,
              request.sopInstance(),
              association.calling(),
              copies.words());
      case CONFLICT ->
          LOG.warn(
              "received {} {} from {} with other content than before: kept apart, a person must"
                  + " decide{}",
              what,
              request.sopInstance(),
              association.calling(),
              copies.words());
      case TO_COMPARE -> throw new IllegalStateException("it is compared before it is reported");
    }
  }
}
