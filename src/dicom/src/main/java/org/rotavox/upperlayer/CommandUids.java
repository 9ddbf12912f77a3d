package org.rotavox.upperlayer;

import java.util.Optional;
import org.rotavox.dicom.Uid;
import org.rotavox.upperlayer.dimse.CommandSet;
import org.rotavox.upperlayer.dimse.CommandTag;

/**
 * The UIDs of requests: each that a message needs is there and well formed, or the fault is said.
 */
final class CommandUids {

  private CommandUids() {}

  /**
   * A UID that is none.
   *
   * @param tag element of the command set
   * @param found its text; empty if absent
   */
  record Fault(int tag, String found) {

    /** Returns 0106, invalid attribute value (PS3.7 annex C), with the name of the attribute. */
    DimseStatus status() {
      return DimseStatus.INVALID_ATTRIBUTE_VALUE.withComment(
          "no valid UID in " + CommandTag.describeUid(tag));
    }

    String inWords(String operation) {
      return "sent a %s with %s in %s, where a UID of at most 64 digits and dots is due: answered %s"
          .formatted(
              operation,
              ForeignText.quoted(found),
              CommandTag.describeUid(tag),
              DimseStatus.INVALID_ATTRIBUTE_VALUE);
    }
  }

  /** Returns the first of these that is not there or no UID. */
  static Optional<Fault> fault(CommandSet command, int... tags) {
    for (int tag : tags) {
      if (find(command, tag).isEmpty()) {
        return Optional.of(new Fault(tag, command.text(tag)));
      }
    }
    return Optional.empty();
  }

  static Optional<Uid> find(CommandSet command, int tag) {
    return AcceptorNegotiation.uid(command.text(tag));
  }

  /** Returns a UID that was found to have no fault. */
  static Uid required(CommandSet command, int tag) {
    return find(command, tag)
        .orElseThrow(() -> new IllegalStateException("already checked: " + tag));
  }
}
