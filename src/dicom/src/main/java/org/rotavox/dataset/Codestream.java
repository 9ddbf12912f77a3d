package org.rotavox.dataset;

import java.util.Optional;
import org.rotavox.dataset.codec.Jp2Boxes;

/**
 * Tells by its first bytes how a compressed frame is coded: JPEG (ISO 10918-1 B.1.1.3), JPEG-LS
 * (ISO 14495-1 C.1.1) or JPEG 2000 (ISO 15444-1 A.4.1). RLE has no mark of its own.
 */
final class Codestream {

  /** So many bytes of a frame hold its headers. */
  static final int HEADER_BYTES = 1 << 16;

  private static final int SOC_SIZ = 0xFF4FFF51;
  private static final int SOI = 0xFFD8;
  private static final int SOF_BASELINE = 0xC0;
  private static final int SOF_EXTENDED = 0xC1;
  private static final int SOF_LOSSLESS = 0xC3;
  private static final int SOF_JPEG_LS = 0xF7;
  private static final int SOS = 0xDA;

  private final byte[] bytes;

  private Codestream(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns the transfer syntax that has such frames; empty if it is none that is decoded. */
  static Optional<TransferSyntax> syntaxOf(byte[] start) {
    Codestream stream = new Codestream(start);
    if (Jp2Boxes.begin(start)
        || (start.length >= 4 && (stream.half(0) << 16 | stream.half(2)) == SOC_SIZ)) {
      return Optional.of(TransferSyntax.JPEG_2000);
    }
    return start.length >= 4 && stream.half(0) == SOI ? stream.jpeg() : Optional.empty();
  }

  /** Walks over the marker segments up to the one that names the process. */
  private Optional<TransferSyntax> jpeg() {
    boolean jpegLs = false;
    int at = 2;
    while (at + 4 <= bytes.length && at(at) == 0xFF) {
      int marker = at(at + 1);
      if (marker == 0xFF) {
        at++;
        continue;
      }
      switch (marker) {
        case SOF_BASELINE -> {
          return Optional.of(TransferSyntax.JPEG_BASELINE);
        }
        case SOF_EXTENDED -> {
          return Optional.of(TransferSyntax.JPEG_EXTENDED);
        }
        case SOF_LOSSLESS -> {
          return Optional.of(TransferSyntax.JPEG_LOSSLESS);
        }
        case SOS -> {
          return jpegLs ? Optional.of(jpegLs(at + 2)) : Optional.empty();
        }
        default -> jpegLs |= marker == SOF_JPEG_LS;
      }
      at += 2 + half(at + 2);
    }
    return Optional.empty();
  }

  /** The largest error stands behind the one component of the scan header. */
  private TransferSyntax jpegLs(int scan) {
    boolean lossless = scan + 5 < bytes.length && at(scan + 2) == 1 && at(scan + 5) == 0;
    return lossless ? TransferSyntax.JPEG_LS_LOSSLESS : TransferSyntax.JPEG_LS_NEAR_LOSSLESS;
  }

  private int at(int index) {
    return bytes[index] & 0xFF;
  }

  private int half(int index) {
    return at(index) << 8 | at(index + 1);
  }
}
