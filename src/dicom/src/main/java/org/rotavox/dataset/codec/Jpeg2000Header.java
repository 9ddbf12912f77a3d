package org.rotavox.dataset.codec;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The structure of a JPEG 2000 codestream (ISO 15444-1 annex A), checked before a decoder sees it:
 * decoders take very long over sizes that contradict each other and over streams that are cut off.
 *
 * <p>Checked are image and tile geometry (A.5.1), coding styles (A.6.1, A.6.2), the chain of
 * tile-parts up to the end marker (A.4.2), and that every tile has one. Limits beyond the
 * standard's: 65535 tiles, and those of {@link Jpeg2000Coding}.
 */
final class Jpeg2000Header {

  private static final long SOC_SIZ = 0xFF4FFF51L;
  private static final int COD = 0xFF52;
  private static final int COC = 0xFF53;
  private static final int SOD = 0xFF93;
  private static final int SOT = 0xFF90;
  private static final int EOC = 0xFFD9;

  /** SOC and SIZ markers, then Lsiz, Rsiz, eight sizes of 32 bits, Csiz, and one component. */
  private static final int SHORTEST = 2 + 2 + 38 + 3;

  private static final long MOST_TILES = 65535;

  /** Where in a tile-part its header says of how many parts the tile is (A.4.2, TNsot). */
  private static final int PARTS_OF_TILE = 11;

  /** SOT and its segment. */
  private static final int TILE_PART_HEADER = 12;

  private final byte[] bytes;
  private final Jpeg2000Coding coding = new Jpeg2000Coding();

  private Jpeg2000Header(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Checks a codestream.
   *
   * @return the codestream; with its end marker also where that is missing and all tile-parts are
   *     there
   */
  static byte[] checked(byte[] bytes, FrameShape shape) throws CodecException {
    Jpeg2000Header header = new Jpeg2000Header(bytes);
    if (bytes.length < SHORTEST || header.word(0) != SOC_SIZ) {
      throw new CodecException("expected a JPEG 2000 codestream, found no SOC and SIZ markers");
    }
    header.checkComponent(shape);
    long tiles = header.checkTiles(shape);
    boolean ended = header.checkTileParts(header.endOfMainHeader(), tiles);
    header.coding.check(shape, tiles, header.word(24), header.word(28), bytes.length);
    return ended ? bytes : header.withEnd();
  }

  private void checkComponent(FrameShape shape) throws CodecException {
    int components = half(40);
    int precision = (bytes[42] & 0x7F) + 1;
    boolean sampled = bytes[43] != 1 || bytes[44] != 1;
    if (components != 1 || precision > shape.bitsAllocated() || sampled) {
      throw new CodecException(
          "expected 1 component of at most "
              + shape.bitsAllocated()
              + " bits, found "
              + components
              + " of "
              + precision);
    }
  }

  /** Returns the number of tiles. */
  private long checkTiles(FrameShape shape) throws CodecException {
    long columns = word(8) - word(16);
    long rows = word(12) - word(20);
    if (columns != shape.columns() || rows != shape.rows()) {
      throw new CodecException(
          "expected "
              + ImageReaders.describe(shape.columns(), shape.rows())
              + ", found a JPEG 2000 image of "
              + columns
              + " x "
              + rows);
    }
    long across = tiles(word(8), word(16), word(24), word(32));
    long down = tiles(word(12), word(20), word(28), word(36));
    if (across * down > MOST_TILES) {
      throw new CodecException("JPEG 2000 image of " + across * down + " tiles");
    }
    return across * down;
  }

  /** Equations B-3 to B-5: the first tile begins at or before the image and reaches into it. */
  private static long tiles(long size, long offset, long tile, long tileOffset)
      throws CodecException {
    if (tile == 0 || tileOffset > offset || tileOffset + tile <= offset) {
      throw new CodecException("JPEG 2000 tiles that do not cover the image");
    }
    return (size - tileOffset + tile - 1) / tile;
  }

  /** Walks over the marker segments of the main header; returns where the first SOT stands. */
  private int endOfMainHeader() throws CodecException {
    boolean style = false;
    int at = 2;
    while (at + 4 <= bytes.length) {
      int marker = half(at);
      if (marker == SOT && style) {
        return at;
      }
      if (marker < 0xFF51 || marker == SOT || half(at + 2) < 2) {
        break;
      }
      style |= marker == COD;
      takeSegment(at);
      at += 2 + half(at + 2);
    }
    throw new CodecException("the main header of the JPEG 2000 codestream is damaged");
  }

  /** Of a stream of one component, COC has its number in one byte. */
  private void takeSegment(int at) throws CodecException {
    int end = at + 2 + half(at + 2);
    int marker = half(at);
    if (marker != COD && marker != COC) {
      return;
    }
    if (end > bytes.length || at + 10 > end) {
      throw new CodecException("the JPEG 2000 codestream ends inside a coding style");
    }
    if (marker == COD) {
      coding.takeLayers(half(at + 6));
      coding.takeStyle(bytes, at + 9, end, (bytes[at + 4] & 1) == 1);
    } else {
      coding.takeStyle(bytes, at + 6, end, (bytes[at + 5] & 1) == 1);
    }
  }

  /**
   * Each tile-part says its length, which leads to the next one or to the end marker.
   *
   * @return false if every tile is there in one part, and the last one ends where the bytes do,
   *     without an end marker
   */
  private boolean checkTileParts(int first, long tiles) throws CodecException {
    long at = first;
    long wholeTiles = 0;
    BitSet seen = new BitSet();
    while (at + TILE_PART_HEADER <= bytes.length && half((int) at) == SOT) {
      seen.set(half((int) at + 4));
      takeTilePartHeader((int) at + TILE_PART_HEADER);
      long length = word((int) at + 6);
      if (length == 0) {
        at = lastMarker();
        break;
      }
      if (length < 14) {
        break;
      }
      wholeTiles += bytes[(int) at + PARTS_OF_TILE] == 1 ? 1 : 0;
      at += length;
    }
    boolean ended = at + 2 <= bytes.length && half((int) at) == EOC;
    boolean complete = seen.cardinality() == tiles && seen.length() == tiles;
    if (complete && !ended && wholeTiles == tiles && isPaddingOnly(at)) {
      return false;
    }
    if (!ended) {
      throw new CodecException(
          "the JPEG 2000 codestream is cut off or damaged: no end marker behind its tile-parts");
    }
    if (!complete) {
      throw new CodecException(
          "the JPEG 2000 codestream has " + seen.cardinality() + " of its " + tiles + " tiles");
    }
    return true;
  }

  /** The first part of a tile may replace the coding style (A.4.2). */
  private void takeTilePartHeader(int from) throws CodecException {
    int at = from;
    while (at + 4 <= bytes.length && half(at) != SOD) {
      if (half(at) < 0xFF51 || half(at + 2) < 2) {
        throw new CodecException("a tile-part header of the JPEG 2000 codestream is damaged");
      }
      takeSegment(at);
      at += 2 + half(at + 2);
    }
  }

  /** True at the end of the bytes, or before the one byte that makes their number even. */
  private boolean isPaddingOnly(long at) {
    return at == bytes.length || (at == bytes.length - 1 && bytes[(int) at] == 0);
  }

  private byte[] withEnd() {
    byte[] whole = Arrays.copyOf(bytes, bytes.length + 2);
    whole[bytes.length] = (byte) (EOC >> 8);
    whole[bytes.length + 1] = (byte) EOC;
    return whole;
  }

  /** The end marker, before which no such two bytes can stand. */
  private int lastMarker() {
    int at = bytes.length - 2;
    while (at > 0 && half(at) != EOC) {
      at--;
    }
    return at;
  }

  private int half(int at) {
    return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
  }

  private long word(int at) {
    return (long) half(at) << 16 | half(at + 2);
  }
}
