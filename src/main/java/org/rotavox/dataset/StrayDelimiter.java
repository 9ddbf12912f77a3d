package org.rotavox.dataset;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells a delimiter that some writers put behind an empty sequence of defined length from one that
 * ends the item in which it stands. Inside an item of undefined length both look alike; what
 * follows decides: an item goes on up to its own delimiter.
 */
final class StrayDelimiter {

  /**
   * How far ahead the elements that follow are looked at, bytes; a look-ahead buffer holds them.
   */
  private static final int LOOK_AHEAD = 4096;

  private static final int HEADER_BYTES = 8;

  private StrayDelimiter() {}

  /**
   * Returns how many bytes to pass over; 0 if the delimiter is none too many.
   *
   * @param in stands at a delimiter
   * @param scope the item around
   * @param last the element before; null = there is none
   */
  static int length(ByteInput in, Scope scope, @Nullable ElementHeader last) throws IOException {
    if (!scope.delimited() || last == null || !isEmptySequence(last)) {
      return 0;
    }
    boolean big = scope.encoding().bigEndian();
    int available = in.available(LOOK_AHEAD);
    int at = HEADER_BYTES;
    if (in.peekTag(0, big) == ElementHeader.ITEM_END) {
      // the delimiters of an item and of the sequence; an item that ends looks like that as well
      if (available < 3 * HEADER_BYTES || in.peekTag(at, big) != ElementHeader.SEQUENCE_END) {
        return 0;
      }
      at += HEADER_BYTES;
    }
    if (available < at + HEADER_BYTES) {
      return 0;
    }
    return isItemGoingOn(in, scope, at, available) ? at : 0;
  }

  private static boolean isEmptySequence(ElementHeader header) {
    return header.length() == 0 && (header.vr() == VR.SQ || header.vr() == VR.UN);
  }

  private static boolean isItemGoingOn(ByteInput in, Scope scope, int from, int available) {
    boolean big = scope.encoding().bigEndian();
    int next = in.peekTag(from, big);
    if (next == ElementHeader.ITEM_END) {
      return from == HEADER_BYTES;
    }
    if (ElementHeader.isDelimiter(next)) {
      return false;
    }
    int at = from;
    while (at >= 0 && at + HEADER_BYTES <= available) {
      int tag = in.peekTag(at, big);
      if (ElementHeader.isDelimiter(tag)) {
        return tag == ElementHeader.ITEM_END;
      }
      at = behind(in, scope.encoding(), at, available);
    }
    return Integer.compareUnsigned(next, scope.sequence()) <= 0;
  }

  /** Returns where the element after this one begins; -1 if it cannot be told. */
  private static int behind(ByteInput in, Encoding encoding, int at, int available) {
    boolean big = encoding.bigEndian();
    if (!encoding.explicit()) {
      return sum(at + 8, in.peekInt(at + 4, big));
    }
    Optional<VR> vr = VR.ofCode(in.peek(at + 4), in.peek(at + 5));
    if (vr.isEmpty() || at + 12 > available) {
      return -1;
    }
    return vr.get().hasLongLength()
        ? sum(at + 12, in.peekInt(at + 8, big))
        : sum(at + 8, in.peekShort(at + 6, big));
  }

  private static int sum(int start, int length) {
    return length < 0 || length > LOOK_AHEAD ? -1 : start + length;
  }
}
