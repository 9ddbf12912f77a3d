package org.rotavox.dataset;

import java.io.IOException;
import java.util.Optional;

/**
 * How the elements in an item of a UN sequence are written. PS3.5 section 6.2.2 says implicit
 * little endian; some writers leave the explicit VRs of the surrounding data set in.
 */
final class ItemEncoding {

  private ItemEncoding() {}

  /**
   * Returns the encoding that the first element of an item has.
   *
   * @param in stands at that element
   * @param space bytes that the item may have
   */
  static Encoding ofUnknown(ByteInput in, long space) throws IOException {
    if (in.available(8) < 8) {
      return Encoding.IMPLICIT_LITTLE;
    }
    int tag = in.peekTag(0, false);
    Optional<VR> vr = VR.ofCode(in.peek(4), in.peek(5));
    if (ElementHeader.isDelimiter(tag) || vr.isEmpty()) {
      return Encoding.IMPLICIT_LITTLE;
    }
    long implicitLength = Integer.toUnsignedLong(in.peekInt(4, false));
    boolean fitsImplicit = implicitLength <= space - 8 && (implicitLength & 1) == 0;
    boolean expected = Dictionary.vrOf(tag) == vr.get() || Dictionary.vrOf(tag) == VR.UN;
    return expected || !fitsImplicit ? Encoding.EXPLICIT_LITTLE : Encoding.IMPLICIT_LITTLE;
  }
}
