package org.rotavox.dataset;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
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
  private static final int LOOK_AHEAD = 8192;

  private static final int HEADER_BYTES = 8;
  private static final int LONG_HEADER_BYTES = 12;

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
    int tag = in.peekTag(0, big);
    if (tag == ElementHeader.SEQUENCE_END) {
      return available >= 2 * HEADER_BYTES && isStray(in, scope, last, available)
          ? HEADER_BYTES
          : 0;
    }
    boolean pair =
        tag == ElementHeader.ITEM_END
            && available >= 3 * HEADER_BYTES
            && in.peekTag(HEADER_BYTES, big) == ElementHeader.SEQUENCE_END;
    return pair && isStrayPair(in, scope, available) ? 2 * HEADER_BYTES : 0;
  }

  /**
   * A sequence's delimiter ends this item as well, if the item's own is missing; then what follows
   * belongs behind the sequence around and not behind the last element here.
   */
  private static boolean isStray(ByteInput in, Scope scope, ElementHeader last, int available) {
    int next = in.peekTag(HEADER_BYTES, scope.encoding().bigEndian());
    if (isOfDefinedLength(scope) || next == ElementHeader.ITEM_END) {
      return true;
    }
    if (ElementHeader.isDelimiter(next)) {
      return false;
    }
    boolean goingOn = isItemGoingOn(in, scope, HEADER_BYTES, available);
    if (scope.depth() == 1) { // behind the sequence no item can end
      return goingOn || Integer.compareUnsigned(next, scope.sequence()) <= 0;
    }
    boolean behindLast = Integer.compareUnsigned(next, last.tag()) > 0;
    boolean behindSequence = Integer.compareUnsigned(next, scope.sequence()) > 0;
    return behindLast == behindSequence ? goingOn || !behindSequence : behindLast;
  }

  /**
   * The delimiters of an item and of the sequence end this item where they belong to it. They do
   * not where the sequence around goes on by its length, nor where another item's delimiter follows
   * in the one sequence that there is.
   */
  private static boolean isStrayPair(ByteInput in, Scope scope, int available) {
    if (isOfDefinedLength(scope)) {
      return in.position() + 2 * HEADER_BYTES < scope.sequenceEnd();
    }
    return scope.depth() == 1 && isItemGoingOn(in, scope, 2 * HEADER_BYTES, available);
  }

  private static boolean isOfDefinedLength(Scope scope) {
    return scope.sequenceEnd() != Long.MAX_VALUE;
  }

  private static boolean isEmptySequence(ElementHeader header) {
    return header.length() == 0 && (header.vr() == VR.SQ || header.vr() == VR.UN);
  }

  /** Walks over elements and the sequences in them, up to the delimiter of the item around. */
  private static boolean isItemGoingOn(ByteInput in, Scope scope, int from, int available) {
    boolean big = scope.encoding().bigEndian();
    Deque<Integer> open = new ArrayDeque<>();
    boolean behindEmpty = false;
    int at = from;
    while (at >= 0 && at + HEADER_BYTES <= available) {
      int tag = in.peekTag(at, big);
      boolean undefined = isUndefined(in, scope.encoding(), at, available);
      if (tag == ElementHeader.ITEM_END || (tag == ElementHeader.SEQUENCE_END && !behindEmpty)) {
        if (open.isEmpty()) {
          return tag == ElementHeader.ITEM_END;
        }
        open.pop();
      } else if (undefined) {
        open.push(tag);
      }
      int next = behind(in, scope.encoding(), at, available, undefined);
      behindEmpty =
          !undefined
              && (ElementHeader.isDelimiter(tag)
                  ? behindEmpty && tag == ElementHeader.SEQUENCE_END
                  : next == at + headerBytes(in, scope.encoding(), at));
      at = next;
    }
    return false;
  }

  private static boolean isUndefined(ByteInput in, Encoding encoding, int at, int available) {
    boolean shortHeader =
        !encoding.explicit() || ElementHeader.isDelimiter(in.peekTag(at, encoding.bigEndian()));
    if (shortHeader) {
      return in.peekInt(at + 4, encoding.bigEndian()) == -1;
    }
    boolean sequence =
        VR.ofCode(in.peek(at + 4), in.peek(at + 5)).filter(VR.SQ::equals).isPresent();
    return sequence
        && at + LONG_HEADER_BYTES <= available
        && in.peekInt(at + 8, encoding.bigEndian()) == -1;
  }

  private static int headerBytes(ByteInput in, Encoding encoding, int at) {
    boolean longHeader =
        encoding.explicit()
            && !ElementHeader.isDelimiter(in.peekTag(at, encoding.bigEndian()))
            && VR.ofCode(in.peek(at + 4), in.peek(at + 5)).filter(VR::hasLongLength).isPresent();
    return longHeader ? LONG_HEADER_BYTES : HEADER_BYTES;
  }

  /** Returns where the next header stands; -1 if it cannot be told. */
  private static int behind(
      ByteInput in, Encoding encoding, int at, int available, boolean undefined) {
    boolean big = encoding.bigEndian();
    boolean delimiter = ElementHeader.isDelimiter(in.peekTag(at, big));
    boolean known = delimiter || VR.ofCode(in.peek(at + 4), in.peek(at + 5)).isPresent();
    int header = headerBytes(in, encoding, at);
    if ((encoding.explicit() && !known) || at + header > available) {
      return -1;
    }
    if (undefined) {
      return at + header;
    }
    int length =
        header == LONG_HEADER_BYTES
            ? in.peekInt(at + 8, big)
            : encoding.explicit() && !delimiter
                ? in.peekShort(at + 6, big)
                : in.peekInt(at + 4, big);
    return length < 0 || length > LOOK_AHEAD ? -1 : at + header + length;
  }
}
