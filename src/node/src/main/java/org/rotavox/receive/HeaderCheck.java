package org.rotavox.receive;

import java.util.Optional;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.Dictionary;
import org.rotavox.dataset.Tag;
import org.rotavox.dicom.Uid;
import org.rotavox.upperlayer.DimseStatus;
import org.rotavox.upperlayer.ForeignText;
import org.rotavox.upperlayer.StoreRequest;

/**
 * Compares the header of an object with the command that brought it (PS3.4 section B.2.3: A900),
 * and looks for the UIDs without which it belongs to nothing.
 */
final class HeaderCheck {

  private HeaderCheck() {}

  /**
   * Why an object is refused.
   *
   * @param tag the attribute that is at fault
   * @param comment for the sender
   * @param words for the log: what was found in which attribute, and what was expected
   */
  record Fault(int tag, String comment, String words) {

    DimseStatus status() {
      return DimseStatus.DATA_SET_MISMATCH.withComment(comment);
    }
  }

  /** Returns the first fault of a header; empty if it has none. */
  static Optional<Fault> fault(DataSet header, StoreRequest request) {
    return differs(header, Tag.SOPClassUID, request.sopClass(), "SOP Class UID")
        .or(() -> differs(header, Tag.SOPInstanceUID, request.sopInstance(), "SOP Instance UID"))
        .or(() -> missing(header, Tag.StudyInstanceUID))
        .or(() -> missing(header, Tag.SeriesInstanceUID));
  }

  private static Optional<Fault> differs(DataSet header, int tag, Uid commanded, String name) {
    if (header.getUid(tag).equals(Optional.of(commanded))) {
      return Optional.empty();
    }
    return Optional.of(
        new Fault(
            tag,
            name + " differs between command and data set",
            found(header, tag) + ", where its command says " + commanded));
  }

  private static Optional<Fault> missing(DataSet header, int tag) {
    if (header.getUid(tag).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        new Fault(
            tag,
            "no valid UID in (%04X,%04X)".formatted(tag >>> 16, tag & 0xFFFF),
            found(header, tag) + ", where a UID of at most 64 digits and dots is due"));
  }

  private static String found(DataSet header, int tag) {
    return ForeignText.quoted(header.getString(tag, "")) + " in " + Dictionary.describe(tag);
  }
}
