package org.rotavox.receive;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.rotavox.acquisition.RunReader;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.Tag;
import org.rotavox.dicom.Uid;
import org.rotavox.store.Admitted;
import org.rotavox.store.KnownCopies;
import org.rotavox.store.ReceivedInstance;
import org.rotavox.store.Store;
import org.rotavox.support.Sha256;

/**
 * Reads the header of a file of the spool and records the object in the ledger. Thread-safe; what
 * all threads read together is bounded by a {@link MemoryBudget}.
 */
final class Recording {

  /** What is asked of a header: by its check, for its run, to tell patients apart. */
  private static final Set<Integer> KEPT = kept();

  private final MemoryBudget memory;
  private final Store store;
  private final CopyComparison copyComparison;

  Recording(Store store, MemoryBudget memory) {
    this.store = store;
    this.memory = memory;
    this.copyComparison = new CopyComparison(store);
  }

  /**
   * A whole file of the spool.
   *
   * @param path relative to the spool
   * @param bytes its length
   * @param sha256 digest of its data set
   */
  record SpoolFile(Path path, long bytes, String sha256) {}

  /**
   * What became of an object.
   *
   * @param admitted what the ledger did with it
   * @param words how it differs from what came before under its UID
   */
  record Recorded(Admitted admitted, String words) {}

  /** Reads a file to its end, and keeps of it what is asked for below. */
  DicomFile read(Path relative, long bytes) throws IOException {
    MemoryBudget.Share share = memory.forHeader(bytes);
    try {
      return DicomFile.readKept(store.spool().resolve(relative), KEPT::contains);
    } finally {
      share.close();
    }
  }

  /**
   * Records an object whose UIDs were found to be valid; the file of one that the ledger has
   * already is removed.
   */
  Recorded record(DataSet header, Uid transferSyntax, Origin origin, SpoolFile file, Instant at) {
    ReceivedInstance received =
        new ReceivedInstance(
            uid(header, Tag.SOPClassUID),
            uid(header, Tag.SOPInstanceUID),
            uid(header, Tag.StudyInstanceUID),
            uid(header, Tag.SeriesInstanceUID),
            transferSyntax,
            origin.calling(),
            origin.called(),
            origin.address(),
            file.path(),
            file.bytes(),
            file.sha256(),
            at,
            RunReader.keyOf(header).value(),
            patientKey(header),
            RunReader.announcedBy(header));
    KnownCopies copies = KnownCopies.NOT_COMPARED;
    Admitted admitted = store.ledger().recordInstance(received, copies);
    while (admitted == Admitted.TO_COMPARE) {
      copies = compare(received);
      admitted = store.ledger().recordInstance(received, copies);
    }
    if (admitted == Admitted.DUPLICATE || admitted == Admitted.SAME_OBJECT) {
      store.spool().discard(file.path());
    }
    return new Recorded(admitted, copies.words());
  }

  private KnownCopies compare(ReceivedInstance received) {
    MemoryBudget.Share share = memory.forComparison(received.bytes());
    try {
      return copyComparison.of(received);
    } finally {
      share.close();
    }
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
    return identity.isBlank() ? "" : Sha256.hexOf(identity);
  }
}
