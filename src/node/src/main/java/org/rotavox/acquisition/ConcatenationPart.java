package org.rotavox.acquisition;

import java.util.Optional;
import java.util.OptionalInt;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.Tag;

/**
 * What an object says of its place in a concatenation: one multi-frame object that was cut into
 * several (PS3.3 C.7.6.16.2.2.4).
 *
 * @param concatenation Concatenation UID (0020,9161)
 * @param number In-concatenation Number (0020,9162), from 1; 0 = not said
 * @param total In-concatenation Total Number (0020,9163), optional there; 0 = not said
 * @param offset Concatenation Frame Offset Number (0020,9228), from 0; empty if not said
 */
record ConcatenationPart(String concatenation, int number, int total, OptionalInt offset) {

  /**
   * Returns the place of an object; empty if it is no part of anything: it names no concatenation,
   * is the only part, or says neither its number nor its offset.
   */
  static Optional<ConcatenationPart> of(DataSet header) {
    String concatenation = header.getString(Tag.ConcatenationUID, "");
    int number = Math.max(0, header.getInt(Tag.InConcatenationNumber, 0));
    int total = Math.max(0, header.getInt(Tag.InConcatenationTotalNumber, 0));
    OptionalInt offset = header.getInt(Tag.ConcatenationFrameOffsetNumber);
    boolean alone = number <= 1 && total == 1;
    boolean placed = number > 0 || offset.isPresent();
    return concatenation.isEmpty() || alone || !placed
        ? Optional.empty()
        : Optional.of(new ConcatenationPart(concatenation, number, total, offset));
  }
}
