package org.rotavox.dataset.codec;

import java.util.Locale;

/**
 * The marker segments of a JPEG stream with one grey component (ISO 10918-1 annex B), in any order
 * that the standard allows, up to where the coded data of the only scan begin.
 */
final class JpegStream {

  static final int BASELINE = 0xC0;
  static final int EXTENDED = 0xC1;
  static final int LOSSLESS = 0xC3;
  private static final int DHT = 0xC4;
  private static final int EOI = 0xD9;
  private static final int SOS = 0xDA;
  private static final int DQT = 0xDB;
  private static final int DNL = 0xDC;
  private static final int DRI = 0xDD;

  private final byte[] bytes;
  private final JpegTables tables = new JpegTables();
  private int at;
  private int process;
  private int precision;
  private int rows;
  private int columns;
  private int component;
  private int quantizationSelector;
  private int restartInterval;
  private int dcSelector;
  private int acSelector;
  private int spectralStart;
  private int approximationLow;
  private boolean hasScan;

  private JpegStream(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Reads all that stands before the coded data. */
  static JpegStream open(byte[] bytes) throws CodecException {
    JpegStream stream = new JpegStream(bytes);
    if (bytes.length < 4 || stream.half(0) != 0xFFD8) {
      throw new CodecException("expected a JPEG stream, found no SOI marker at its start");
    }
    stream.at = 2;
    stream.readHeader();
    return stream;
  }

  private void readHeader() throws CodecException {
    while (true) {
      int marker = nextMarker();
      if (marker == EOI || marker < 0) {
        if (process == 0) {
          throw new CodecException("found no frame header in " + bytes.length + " bytes of JPEG");
        }
        return;
      }
      if ((marker >= 0xD0 && marker <= 0xD8) || marker == 0x01) {
        continue; // without a length
      }
      int end = segmentEnd();
      switch (marker) {
        case DHT -> tables.readHuffmanTables(bytes, at + 2, end);
        case DQT -> tables.readQuantization(bytes, at + 2, end);
        case DRI -> restartInterval = half(need(at + 2, 2, end));
        case SOS -> readScanHeader(end);
        default -> {
          if (isFrameHeader(marker)) {
            readFrameHeader(marker, end);
          }
        }
      }
      at = end;
      if (marker == SOS) {
        hasScan = true;
        return;
      }
    }
  }

  /** Returns the next marker and goes behind it; −1 at the end of all. */
  private int nextMarker() throws CodecException {
    if (at >= bytes.length) {
      return -1;
    }
    if (at(at) != 0xFF) {
      throw new CodecException("expected a JPEG marker at byte " + at);
    }
    while (at < bytes.length && at(at) == 0xFF) {
      at++;
    }
    return at < bytes.length ? at(at++) : -1;
  }

  private int segmentEnd() throws CodecException {
    int length = at + 2 <= bytes.length ? half(at) : 0;
    if (length < 2 || at + length > bytes.length) {
      throw new CodecException("a JPEG segment of " + length + " bytes at byte " + at + " is cut");
    }
    return at + length;
  }

  private static boolean isFrameHeader(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != DHT && marker != 0xC8 && marker != 0xCC;
  }

  private void readFrameHeader(int marker, int end) throws CodecException {
    if (process != 0) {
      throw new CodecException("the JPEG stream has several frames (it is hierarchical)");
    }
    need(at + 2, 6, end);
    process = marker;
    precision = at(at + 2);
    rows = half(at + 3);
    columns = half(at + 5);
    int components = at(at + 7);
    if (components != 1) {
      throw new CodecException("expected 1 JPEG component, found " + components);
    }
    need(at + 8, 3, end);
    component = at(at + 8);
    quantizationSelector = at(at + 10);
  }

  private void readScanHeader(int end) throws CodecException {
    if (process == 0) {
      throw new CodecException("the JPEG scan stands before its frame header");
    }
    need(at + 2, 6, end);
    if (at(at + 2) != 1 || at(at + 3) != component) {
      throw new CodecException(
          String.format(
              Locale.ROOT,
              "expected a JPEG scan of component %d, found %d of which the first is %d",
              component,
              at(at + 2),
              at(at + 3)));
    }
    dcSelector = at(at + 4) >> 4;
    acSelector = at(at + 4) & 0xF;
    spectralStart = at(at + 5);
    approximationLow = at(at + 7) & 0xF;
  }

  /** Checks that so many bytes of a segment are there; returns where they are. */
  private int need(int from, int count, int end) throws CodecException {
    if (from + count > end) {
      throw new CodecException("a JPEG segment before byte " + end + " is too short");
    }
    return from;
  }

  /**
   * Checks what follows the coded data: an image is one scan, and a number of lines that is defined
   * behind it must be the one expected.
   *
   * @param from where the coded data ended
   */
  void checkEnd(int from, FrameShape shape) throws CodecException {
    at = from;
    while (at + 1 < bytes.length && at(at) == 0xFF) {
      int marker = nextMarker();
      if (marker == SOS || isFrameHeader(marker)) {
        throw new CodecException("the JPEG stream has several scans; one is expected");
      }
      if (marker == EOI || marker < 0 || at + 2 > bytes.length || half(at) < 2) {
        return; // whatever follows is padding
      }
      if (marker == DNL && at + 4 <= bytes.length && half(at + 2) != shape.rows()) {
        throw new CodecException(
            "expected " + shape.rows() + " rows, found a JPEG of " + half(at + 2));
      }
      at += half(at);
    }
  }

  private int at(int index) {
    return bytes[index] & 0xFF;
  }

  private int half(int index) {
    return (at(index) << 8) | at(index + 1);
  }

  JpegBits codedData() throws CodecException {
    if (!hasScan) {
      throw new CodecException("found no coded data in " + bytes.length + " bytes of JPEG");
    }
    return new JpegBits(bytes, at);
  }

  int process() {
    return process;
  }

  int precision() {
    return precision;
  }

  /** Returns the number of rows; 0 if it is defined behind the scan (B.2.5). */
  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  /** Returns after how many MCUs coding starts anew; 0 = never. */
  int restartInterval() {
    return restartInterval;
  }

  /** Returns the start of spectral selection, in lossless scans the selection value. */
  int spectralStart() {
    return spectralStart;
  }

  /** Returns the point transform. */
  int pointTransform() {
    return approximationLow;
  }

  JpegHuffmanTable dcTable() throws CodecException {
    return tables.huffman(0, dcSelector);
  }

  JpegHuffmanTable acTable() throws CodecException {
    return tables.huffman(1, acSelector);
  }

  /** Returns the quantization table in zigzag order. */
  int[] quantization() throws CodecException {
    return tables.quantization(quantizationSelector);
  }
}
