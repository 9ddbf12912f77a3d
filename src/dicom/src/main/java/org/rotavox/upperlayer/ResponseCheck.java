package org.rotavox.upperlayer;

import java.util.Optional;
import java.util.Set;
import org.rotavox.upperlayer.dimse.CommandField;
import org.rotavox.upperlayer.dimse.CommandSet;
import org.rotavox.upperlayer.dimse.CommandTag;

/**
 * Compares a response with the request whose message id it names (PS3.7 chapter 9): an object
 * counts as delivered only where the answer speaks of that object.
 *
 * <p>The UIDs of a C-STORE response may be left out, as the standard allows; where they are there,
 * they must be those of the request. A failure is believed whatever else it says.
 */
final class ResponseCheck {

  /** The operations that are answered more than once. */
  private static final Set<Integer> WITH_PENDING =
      Set.of(CommandField.C_FIND_RQ, CommandField.C_MOVE_RQ);

  private ResponseCheck() {}

  /** Returns what is wrong with a response, in words; empty if it belongs to the request. */
  static Optional<String> fault(CommandSet request, CommandSet response, DimseStatus status) {
    int asked = request.commandField();
    int field = response.commandField();
    if (field != (asked | CommandField.RESPONSE)) {
      return Optional.of(
          "answered %s with the command field %04X, where %04X is due"
              .formatted(CommandField.nameOf(asked), field, asked | CommandField.RESPONSE));
    }
    if (status.isPending() && !WITH_PENDING.contains(asked)) {
      return Optional.of(
          "answered %s with the status %04X (pending), where one final status is due"
              .formatted(CommandField.nameOf(asked), status.code()));
    }
    if (asked != CommandField.C_STORE_RQ || status.isFailure()) {
      return Optional.empty();
    }
    return otherUid(request, response, CommandTag.AffectedSOPClassUID)
        .or(() -> otherUid(request, response, CommandTag.AffectedSOPInstanceUID));
  }

  private static Optional<String> otherUid(CommandSet request, CommandSet response, int tag) {
    String found = response.text(tag);
    String expected = request.text(tag);
    if (found.isEmpty() || found.equals(expected)) {
      return Optional.empty();
    }
    return Optional.of(
        "answered a C-STORE of %s with %s in %s: the object does not count as delivered"
            .formatted(expected, ForeignText.quoted(found), CommandTag.describeUid(tag)));
  }
}
