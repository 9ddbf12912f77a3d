package org.rotavox.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomFormatException;
import org.rotavox.dataset.DicomReader;
import org.rotavox.dataset.Tag;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.dicom.Uid;

/**
 * What a destination says of instances that it was asked to keep (PS3.4 section J.3.3).
 *
 * @param transaction Transaction UID of the request
 * @param committed SOP Instance UIDs that it keeps
 * @param failed SOP Instance UIDs that it does not keep, with the Failure Reason (0008,1197)
 * @param unreadable items that name no instance
 */
public record CommitmentReport(
    Uid transaction, Set<Uid> committed, Map<Uid, Integer> failed, int unreadable) {

  /** A report each of whose items names an instance. */
  public CommitmentReport(Uid transaction, Set<Uid> committed, Map<Uid, Integer> failed) {
    this(transaction, committed, failed, 0);
  }

  public CommitmentReport {
    committed = Set.copyOf(committed);
    failed = Map.copyOf(failed);
  }

  /** The longest report that is read, bytes: far more than a request can name. */
  public static final int LONGEST = 16 << 20;

  /**
   * Reads a report from an association.
   *
   * @throws DicomFormatException if it is malformed
   * @throws IOException if the rest of it does not come
   */
  public static CommitmentReport read(InputStream data, Uid transferSyntax) throws IOException {
    byte[] bytes = data.readNBytes(LONGEST);
    if (bytes.length == 0) {
      throw new DicomFormatException("no event information");
    }
    DataSet information;
    try {
      information = DicomReader.read(bytes, TransferSyntax.forUid(transferSyntax));
    } catch (DicomFormatException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new DicomFormatException("no data set: " + e, e);
    }
    return of(information);
  }

  /**
   * Reads the event information of an N-EVENT-REPORT.
   *
   * @throws DicomFormatException if it names no transaction, or no instance at all
   */
  public static CommitmentReport of(DataSet information) throws DicomFormatException {
    Uid transaction =
        information
            .getUid(Tag.TransactionUID)
            .orElseThrow(
                () ->
                    new DicomFormatException(
                        information.contains(Tag.TransactionUID)
                            ? "Transaction UID (0008,1195) is no UID"
                            : "no Transaction UID (0008,1195)"));
    int unreadable = 0;
    Set<Uid> committed = new LinkedHashSet<>();
    Map<Uid, Integer> failed = new LinkedHashMap<>();
    for (DataSet item : information.getSequence(Tag.ReferencedSOPSequence)) {
      Optional<Uid> instance = item.getUid(Tag.ReferencedSOPInstanceUID);
      instance.ifPresent(committed::add);
      unreadable += instance.isPresent() ? 0 : 1;
    }
    for (DataSet item : information.getSequence(Tag.FailedSOPSequence)) {
      Optional<Uid> instance = item.getUid(Tag.ReferencedSOPInstanceUID);
      instance.ifPresent(uid -> failed.put(uid, item.getInt(Tag.FailureReason, 0)));
      unreadable += instance.isPresent() ? 0 : 1;
    }
    if (committed.isEmpty() && failed.isEmpty()) {
      throw new DicomFormatException(
          unreadable == 0
              ? "no item in Referenced (0008,1199) or Failed SOP Sequence (0008,1198)"
              : "no valid Referenced SOP Instance UID (0008,1155) in %d items"
                  .formatted(unreadable));
    }
    committed.removeAll(failed.keySet());
    return new CommitmentReport(transaction, committed, failed, unreadable);
  }

  /** Returns a Failure Reason in words (PS3.3 C.14.1.1). */
  static String inWords(int reason) {
    return switch (reason) {
      case 0x0110 -> "processing failure";
      case 0x0112 -> "it does not have the instance";
      case 0x0119 -> "it has the instance with another SOP class";
      case 0x0122 -> "it does not store this SOP class";
      case 0x0131 -> "the transaction UID was used before";
      case 0x0213 -> "its resources are exhausted";
      default -> "no known reason";
    };
  }
}
