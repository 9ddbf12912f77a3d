package org.rotavox.dataset;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rotavox.dataset.codec.FrameCodec;
import org.rotavox.dataset.codec.Jpeg2000Codec;
import org.rotavox.dataset.codec.JpegCodec;
import org.rotavox.dataset.codec.JpegLsCodec;
import org.rotavox.dataset.codec.RleCodec;
import org.rotavox.dataset.codec.TimeLimitedCodec;
import org.rotavox.dicom.Uid;

/**
 * How the values of a data set are turned into bytes (PS3.5 section 10, PS3.6 annex A): byte order,
 * whether VRs are written, whether the whole is deflated, whether Pixel Data is encapsulated.
 *
 * <p>The constants are the one table of what is known of each syntax; what is negotiated and what
 * decodes pixels follows from it.
 */
public final class TransferSyntax {

  private enum Form {
    IMPLICIT,
    EXPLICIT,
    DEFLATED,
    BIG_ENDIAN,
    LOSSLESS,
    LOSSY,
    UNKNOWN
  }

  /**
   * What decodes the pixels of a syntax; each of its values but the last is accepted on the
   * network.
   */
  enum Pixels {
    /** Not compressed. */
    NATIVE,
    RLE,
    /** ISO 10918-1: baseline, extended, lossless. */
    JPEG,
    /** ISO 14495-1. */
    JPEG_LS,
    /** ISO 15444-1. */
    JPEG_2000,
    NOT_DECODABLE
  }

  /** For one JPEG 2000 frame, a hundred times what a large one takes. */
  private static final Duration LONGEST_DECODING = Duration.ofSeconds(60);

  private static final List<TransferSyntax> KNOWN = new ArrayList<>();

  // Each row: UID below 1.2.840.10008.1.2, name in PS3.6 annex A, form, codec. In the order in
  // which they are preferred: the simplest first.

  public static final TransferSyntax EXPLICIT_VR_LITTLE_ENDIAN =
      row(".1", "Explicit VR Little Endian", Form.EXPLICIT, Pixels.NATIVE);
  public static final TransferSyntax IMPLICIT_VR_LITTLE_ENDIAN =
      row("", "Implicit VR Little Endian", Form.IMPLICIT, Pixels.NATIVE);
  public static final TransferSyntax DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN =
      row(".1.99", "Deflated Explicit VR Little Endian", Form.DEFLATED, Pixels.NATIVE);

  /** Retired; read, never written. */
  public static final TransferSyntax EXPLICIT_VR_BIG_ENDIAN =
      row(".2", "Explicit VR Big Endian", Form.BIG_ENDIAN, Pixels.NATIVE);

  public static final TransferSyntax RLE_LOSSLESS =
      row(".5", "RLE Lossless", Form.LOSSLESS, Pixels.RLE);
  public static final TransferSyntax JPEG_BASELINE =
      row(".4.50", "JPEG Baseline (Process 1)", Form.LOSSY, Pixels.JPEG);
  public static final TransferSyntax JPEG_EXTENDED =
      row(".4.51", "JPEG Extended (Process 2 and 4)", Form.LOSSY, Pixels.JPEG);
  public static final TransferSyntax JPEG_LOSSLESS =
      row(".4.57", "JPEG Lossless, Non-Hierarchical (Process 14)", Form.LOSSLESS, Pixels.JPEG);
  public static final TransferSyntax JPEG_LOSSLESS_SV1 =
      row(
          ".4.70",
          "JPEG Lossless, Non-Hierarchical, First-Order Prediction (Process 14, Selection Value 1)",
          Form.LOSSLESS,
          Pixels.JPEG);
  public static final TransferSyntax JPEG_LS_LOSSLESS =
      row(".4.80", "JPEG-LS Lossless", Form.LOSSLESS, Pixels.JPEG_LS);
  public static final TransferSyntax JPEG_LS_NEAR_LOSSLESS =
      row(".4.81", "JPEG-LS Lossy (Near-Lossless)", Form.LOSSY, Pixels.JPEG_LS);
  public static final TransferSyntax JPEG_2000_LOSSLESS =
      row(".4.90", "JPEG 2000 (Lossless Only)", Form.LOSSLESS, Pixels.JPEG_2000);
  public static final TransferSyntax JPEG_2000 =
      row(".4.91", "JPEG 2000", Form.LOSSY, Pixels.JPEG_2000);

  private final Uid uid;
  private final String name;
  private final Form form;
  private final Pixels pixels;

  private TransferSyntax(Uid uid, String name, Form form, Pixels pixels) {
    this.uid = uid;
    this.name = name;
    this.form = form;
    this.pixels = pixels;
  }

  private static TransferSyntax row(String suffix, String name, Form form, Pixels pixels) {
    TransferSyntax syntax =
        new TransferSyntax(new Uid("1.2.840.10008.1.2" + suffix), name, form, pixels);
    KNOWN.add(syntax);
    return syntax;
  }

  /** Returns the syntax of a UID if it is one of the constants of this class. */
  public static Optional<TransferSyntax> of(Uid uid) {
    return KNOWN.stream().filter(known -> known.uid.equals(uid)).findFirst();
  }

  /**
   * Returns the syntax of a UID. An unknown one is taken for explicit little endian with
   * encapsulated pixels, which every syntax since 2002 is (PS3.5 A.4); its pixels are not decoded.
   */
  public static TransferSyntax forUid(Uid uid) {
    return of(uid)
        .orElseGet(
            () ->
                new TransferSyntax(
                    uid,
                    "unknown transfer syntax " + uid.value(),
                    Form.UNKNOWN,
                    Pixels.NOT_DECODABLE));
  }

  /**
   * Returns the syntaxes whose Pixel Data can be read as values, the simplest first: these and no
   * others are accepted when an association is negotiated.
   */
  public static List<TransferSyntax> decodable() {
    return KNOWN.stream().filter(known -> known.pixels != Pixels.NOT_DECODABLE).toList();
  }

  Pixels pixels() {
    return pixels;
  }

  /**
   * Returns what decompresses its frames.
   *
   * @throws DicomFormatException if nothing here does
   */
  FrameCodec codec() throws DicomFormatException {
    return switch (pixels) {
      case RLE -> new RleCodec();
      case JPEG -> new JpegCodec();
      case JPEG_LS -> new JpegLsCodec();
      case JPEG_2000 -> new TimeLimitedCodec(new Jpeg2000Codec(), LONGEST_DECODING);
      case NATIVE, NOT_DECODABLE ->
          throw new DicomFormatException("pixels in " + this + " cannot be decoded here");
    };
  }

  public Uid uid() {
    return uid;
  }

  /** The name in PS3.6 annex A. */
  public String name() {
    return name;
  }

  public boolean encapsulated() {
    return form == Form.LOSSLESS || form == Form.LOSSY || form == Form.UNKNOWN;
  }

  public boolean explicitVr() {
    return form != Form.IMPLICIT;
  }

  public boolean bigEndian() {
    return form == Form.BIG_ENDIAN;
  }

  public boolean deflated() {
    return form == Form.DEFLATED;
  }

  /** Returns true if pixel values may differ from the original ones; unknown syntaxes may. */
  public boolean lossy() {
    return form == Form.LOSSY || form == Form.UNKNOWN;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TransferSyntax syntax && syntax.uid.equals(uid);
  }

  @Override
  public int hashCode() {
    return uid.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
