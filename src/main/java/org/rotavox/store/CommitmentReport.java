package org.rotavox.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomFormatException;
import org.rotavox.dataset.DicomReader;
import org.rotavox.dataset.Tag;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.model.Uid;

/**
 * What a destination says of instances that it was asked to keep (PS3.4 section J.3.3).
 *
 * @param transaction Transaction UID of the request
 * @param committed SOP Instance UIDs that it keeps
 * @param failed SOP Instance UIDs that it does not keep, with the Failure Reason (0008,1197)
 */
public record CommitmentReport(Uid transaction, Set<Uid> committed, Map<Uid, Integer> failed) {

  public CommitmentReport {
    committed = Set.copyOf(committed);
    failed = Map.copyOf(failed);
  }

  /** The longest report that is read, bytes: far more than a request can name. */
  private static final int LONGEST = 16 << 20;

  /**
   * Reads a report from an association.
   *
   * @throws IOException if it cannot be read
   */
  public static CommitmentReport read(InputStream data, Uid transferSyntax) throws IOException {
    return of(DicomReader.read(data.readNBytes(LONGEST), TransferSyntax.forUid(transferSyntax)));
  }

  /**
   * Reads the event information of an N-EVENT-REPORT.
   *
   * @throws DicomFormatException if it names no transaction
   */
  public static CommitmentReport of(DataSet information) throws DicomFormatException {
    Uid transaction =
        information
            .getUid(Tag.TransactionUID)
            .orElseThrow(() -> new DicomFormatException("no Transaction UID (0008,1195)"));
    Set<Uid> committed = new LinkedHashSet<>();
    for (DataSet item : information.getSequence(Tag.ReferencedSOPSequence)) {
      item.getUid(Tag.ReferencedSOPInstanceUID).ifPresent(committed::add);
    }
    Map<Uid, Integer> failed = new LinkedHashMap<>();
    for (DataSet item : information.getSequence(Tag.FailedSOPSequence)) {
      item.getUid(Tag.ReferencedSOPInstanceUID)
          .ifPresent(uid -> failed.put(uid, item.getInt(Tag.FailureReason, 0)));
    }
    committed.removeAll(failed.keySet());
    return new CommitmentReport(transaction, committed, failed);
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
