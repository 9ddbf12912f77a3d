package org.rotavox.dataset.codec;

import java.util.Arrays;

/**
 * JPEG-LS (ISO 14495-1), lossless and near-lossless, one grey component of 2 to 16 bits, with
 * preset parameters and restart intervals. Mapping tables are refused: they stand for palettes.
 */
public final class JpegLsCodec implements FrameCodec {

  private static final int SOF55 = 0xF7;
  private static final int LSE = 0xF8;
  private static final int DRI = 0xDD;
  private static final int SOS = 0xDA;
  private static final int EOI = 0xD9;

  /** Share of the roughness of two images below which one is taken for the right one. */
  private static final double CLEARLY_SMOOTHER = 0.4;

  /** A row that is one run has one bit at least (ISO 14495-1 section A.7.1). */
  @Override
  public long leastBytes(FrameShape shape) {
    return shape.rows() / Byte.SIZE;
  }

  /** Where two defaults of the thresholds are tried. */
  @Override
  public int bytesPerPixel() {
    return Integer.BYTES;
  }

  @Override
  public void decode(byte[] compressed, FrameShape shape, int[] into) throws CodecException {
    new Stream(compressed, shape).decode(into);
  }

  /** The marker segments of one stream. */
  private static final class Stream {

    private final byte[] bytes;
    private final FrameShape shape;
    private final int[] preset = new int[5];
    private int at;
    private int precision;
    private int restartRows;

    Stream(byte[] bytes, FrameShape shape) {
      this.bytes = bytes;
      this.shape = shape;
    }

    void decode(int[] into) throws CodecException {
      if (bytes.length < 4 || half(0) != 0xFFD8) {
        throw new CodecException("expected a JPEG-LS stream, found no SOI marker at its start");
      }
      at = 2;
      int scan = readHeader();
      int near = byteAt(scan + 5);
      int interleave = byteAt(scan + 6);
      int transform = byteAt(scan + 7) & 0xF;
      if (byteAt(scan + 2) != 1 || byteAt(scan + 4) != 0 || interleave > 2) {
        throw new CodecException(
            "expected a JPEG-LS scan of one component without a mapping table, found "
                + byteAt(scan + 2)
                + " with table "
                + byteAt(scan + 4));
      }
      decodeRows(near, into);
      for (int i = 0; transform > 0 && i < shape.pixels(); i++) {
        into[i] = (into[i] << transform) & 0xFFFF;
      }
    }

    /**
     * Below 8 bits two defaults of the thresholds are in use, and the stream does not name its own.
     * With the right one the data end where the image does; with the wrong one they seldom do, and
     * then the image is rough where the coder lost its way.
     */
    private void decodeRows(int near, int[] into) throws CodecException {
      JpegLsParameters standard = JpegLsParameters.of(precision, near, preset);
      JpegLsParameters other = JpegLsParameters.asCharLs1(precision, near, preset);
      if (standard.equals(other)) {
        decodeRows(standard, into);
        return;
      }
      int[] second = new int[shape.pixels()];
      boolean isStandard = endsWithImage(standard, into);
      boolean isOther = endsWithImage(other, second);
      if (isStandard
          && isOther
          && !Arrays.equals(into, 0, second.length, second, 0, second.length)) {
        double share = (double) roughness(into) / (roughness(into) + roughness(second));
        isStandard = share < CLEARLY_SMOOTHER;
        isOther = share > 1 - CLEARLY_SMOOTHER;
      }
      if (!isStandard && !isOther) {
        throw new CodecException(
            "JPEG-LS of "
                + precision
                + " bits whose thresholds (those of ISO 14495-1 or of CharLS 1) cannot "
                + "be determined; send it in another transfer syntax");
      }
      if (!isStandard) {
        System.arraycopy(second, 0, into, 0, second.length);
      }
    }

    private boolean endsWithImage(JpegLsParameters parameters, int[] into) {
      try {
        return decodeRows(parameters, into);
      } catch (CodecException e) {
        return false;
      }
    }

    /** Returns the sum of the steps between neighbours. */
    private long roughness(int[] pixels) {
      long sum = 0;
      for (int i = 1; i < shape.pixels(); i++) {
        sum += Math.abs(pixels[i] - pixels[i - 1]);
      }
      return sum;
    }

    /** Returns true if the data end with the image. */
    private boolean decodeRows(JpegLsParameters parameters, int[] into) throws CodecException {
      JpegLsBits bits = new JpegLsBits(bytes, at);
      JpegLsDecoder decoder = new JpegLsDecoder(parameters, bits, shape.columns());
      int restarts = 0;
      for (int row = 0; row < shape.rows(); row++) {
        if (restartRows > 0 && row > 0 && row % restartRows == 0) {
          bits.restart(restarts++ & 7);
          decoder.restart();
        }
        decoder.decodeRow(into, row * shape.columns());
      }
      return bits.isAtEnd();
    }

    /** Walks over the segments; returns where the scan header begins. */
    private int readHeader() throws CodecException {
      while (at + 4 <= bytes.length) {
        if (byteAt(at) != 0xFF) {
          throw new CodecException("expected a JPEG-LS marker at byte " + at);
        }
        int marker = byteAt(at + 1);
        if (marker == 0xFF) {
          at++;
          continue;
        }
        if (marker == EOI) {
          break;
        }
        int start = at + 2;
        int length = half(start);
        if (length < 2 || start + length > bytes.length) {
          throw new CodecException("a JPEG-LS segment of " + length + " bytes is cut");
        }
        at = start + length;
        switch (marker) {
          case SOF55 -> readFrameHeader(start, length);
          case LSE -> readPreset(start, length);
          case DRI -> restartRows = number(start + 2, length - 2);
          case SOS -> {
            if (precision == 0 || length < 8) {
              throw new CodecException(
                  "a JPEG-LS scan stands before its frame header, or is short");
            }
            return start;
          }
          default -> {
            if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4) {
              throw new CodecException("expected JPEG-LS, found another JPEG process");
            }
          }
        }
      }
      throw new CodecException("found no scan in " + bytes.length + " bytes of JPEG-LS");
    }

    private void readFrameHeader(int start, int length) throws CodecException {
      if (length < 11) {
        throw new CodecException("the JPEG-LS frame header is too short");
      }
      precision = byteAt(start + 2);
      int rows = half(start + 3);
      int columns = half(start + 5);
      int components = byteAt(start + 7);
      if (components != 1) {
        throw new CodecException("expected 1 JPEG-LS component, found " + components);
      }
      boolean rowsFit = rows == 0 || rows == shape.rows();
      boolean columnsFit = columns == 0 || columns == shape.columns();
      if (!rowsFit || !columnsFit) {
        throw new CodecException(
            "expected "
                + ImageReaders.describe(shape.columns(), shape.rows())
                + ", found a JPEG-LS image of "
                + ImageReaders.describe(columns, rows));
      }
      if (precision < 2 || precision > shape.bitsAllocated()) {
        throw new CodecException(
            "expected 2 to " + shape.bitsAllocated() + " bits a sample, found " + precision);
      }
    }

    private void readPreset(int start, int length) throws CodecException {
      int id = length > 2 ? byteAt(start + 2) : 0;
      if (id == 1 && length >= 13) {
        for (int i = 0; i < preset.length; i++) {
          preset[i] = half(start + 3 + 2 * i);
        }
      } else if (id == 2 || id == 3) {
        throw new CodecException("JPEG-LS with a mapping table: the values are no intensities");
      }
    }

    private int number(int from, int count) throws CodecException {
      if (count < 2 || count > 4) {
        throw new CodecException("a JPEG-LS restart interval of " + count + " bytes");
      }
      int value = 0;
      for (int i = 0; i < count; i++) {
        value = (value << 8) | byteAt(from + i);
      }
      return Math.max(0, value);
    }

    private int byteAt(int index) {
      return bytes[index] & 0xFF;
    }

    private int half(int index) {
      return (byteAt(index) << 8) | byteAt(index + 1);
    }
  }
}
