package org.rotavox.dataset.codec;

import java.util.Arrays;

/**
 * What the coding styles of a JPEG 2000 codestream (ISO 15444-1 A.6.1, A.6.2) make a decoder do,
 * counted before it begins: a few bytes can ask for millions of packets and code-blocks.
 *
 * <p>A stream has one style for all tiles, which a tile may replace. Counted is with the worst
 * value of each parameter that occurs anywhere.
 */
final class Jpeg2000Coding {

  private static final int MOST_LAYERS = 1024;
  private static final int MOST_LEVELS = 32;
  private static final int MOST_EXPONENT = 8;

  /** Code-blocks of one frame; with the usual 64 x 64 the largest frame has 16384. */
  private static final long MOST_BLOCKS = 1 << 17;

  /** A packet has a byte at least (B.10); beyond so many of them that is checked. */
  private static final long FEW_PACKETS = 1 << 16;

  private static final int MOST_PACKETS_PER_BYTE = 4;

  private static final int LARGEST_PRECINCT = 15;

  private int layers = 1;
  private int levels;
  private int blockExponents = 2 * MOST_EXPONENT;
  private final int[] precinctWidths = new int[MOST_LEVELS + 1];
  private final int[] precinctHeights = new int[MOST_LEVELS + 1];

  Jpeg2000Coding() {
    Arrays.fill(precinctWidths, LARGEST_PRECINCT);
    Arrays.fill(precinctHeights, LARGEST_PRECINCT);
  }

  /** Takes the number of layers of a COD segment. */
  void takeLayers(int number) throws CodecException {
    if (number < 1 || number > MOST_LAYERS) {
      throw new CodecException("JPEG 2000 coding style of " + number + " layers");
    }
    layers = Math.max(layers, number);
  }

  /**
   * Takes the parameters that COD and COC have in common (table A.20).
   *
   * @param at where the number of decomposition levels stands
   * @param end behind the segment
   * @param precincts the sizes of precincts follow
   */
  void takeStyle(byte[] bytes, int at, int end, boolean precincts) throws CodecException {
    if (at + 5 > end) {
      throw new CodecException("a coding style of the JPEG 2000 codestream is cut off");
    }
    int decompositions = bytes[at] & 0xFF;
    int width = bytes[at + 1] & 0xFF;
    int height = bytes[at + 2] & 0xFF;
    if (decompositions > MOST_LEVELS
        || width > MOST_EXPONENT
        || height > MOST_EXPONENT
        || width + height > MOST_EXPONENT) {
      throw new CodecException(
          "JPEG 2000 coding style of "
              + decompositions
              + " levels with code-block exponents "
              + width
              + " and "
              + height);
    }
    levels = Math.max(levels, decompositions);
    blockExponents = Math.min(blockExponents, width + 2 + height + 2);
    for (int level = 0; precincts && level <= decompositions && at + 5 + level < end; level++) {
      int size = bytes[at + 5 + level] & 0xFF;
      // the first is that of the lowest resolution; counted by distance from the full one
      int fromFull = decompositions - level;
      precinctWidths[fromFull] = Math.min(precinctWidths[fromFull], size & 0xF);
      precinctHeights[fromFull] = Math.min(precinctHeights[fromFull], size >> 4);
    }
  }

  /**
   * Refuses what costs more than its bytes can stand for.
   *
   * @param tiles number of tiles
   * @param tileColumns width of a tile, pixels; no more than the image is counted
   */
  void check(FrameShape shape, long tiles, long tileColumns, long tileRows, long bytes)
      throws CodecException {
    long blocks = (shape.pixels() >> blockExponents) + tiles * (levels + 1);
    long columns = Math.min(tileColumns, shape.columns());
    long rows = Math.min(tileRows, shape.rows());
    long packets = 0;
    for (int fromFull = 0; fromFull <= levels; fromFull++) {
      packets +=
          parts(columns, fromFull, precinctWidths[fromFull])
              * parts(rows, fromFull, precinctHeights[fromFull]);
    }
    packets *= tiles * layers;
    if (blocks > MOST_BLOCKS) {
      throw new CodecException(
          "a JPEG 2000 frame of about " + blocks + " code-blocks, more than " + MOST_BLOCKS);
    }
    if (packets > FEW_PACKETS && packets > bytes * MOST_PACKETS_PER_BYTE) {
      throw new CodecException(
          bytes
              + " bytes of JPEG 2000 cannot hold the "
              + packets
              + " packets of its coding style");
    }
  }

  private static long parts(long size, int halvings, int exponent) {
    long reduced = ((size - 1) >> Math.min(halvings, Integer.SIZE)) + 1;
    return ((reduced - 1) >> exponent) + 1;
  }
}
