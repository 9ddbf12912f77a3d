package org.rotavox.dataset;

import java.util.List;
import java.util.Optional;
import org.rotavox.model.Uid;

/**
 * How the values of a data set are turned into bytes (PS3.5 section 10, PS3.6 annex A): byte order,
 * whether VRs are written, whether the whole is deflated, whether Pixel Data is encapsulated.
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

  public static final TransferSyntax IMPLICIT_VR_LITTLE_ENDIAN =
      standard("", "Implicit VR Little Endian", Form.IMPLICIT);
  public static final TransferSyntax EXPLICIT_VR_LITTLE_ENDIAN =
      standard(".1", "Explicit VR Little Endian", Form.EXPLICIT);
  public static final TransferSyntax DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN =
      standard(".1.99", "Deflated Explicit VR Little Endian", Form.DEFLATED);

  /** Retired; read, never written. */
  public static final TransferSyntax EXPLICIT_VR_BIG_ENDIAN =
      standard(".2", "Explicit VR Big Endian", Form.BIG_ENDIAN);

  public static final TransferSyntax RLE_LOSSLESS = standard(".5", "RLE Lossless", Form.LOSSLESS);
  public static final TransferSyntax JPEG_BASELINE =
      standard(".4.50", "JPEG Baseline (Process 1)", Form.LOSSY);
  public static final TransferSyntax JPEG_EXTENDED =
      standard(".4.51", "JPEG Extended (Process 2 and 4)", Form.LOSSY);
  public static final TransferSyntax JPEG_LOSSLESS =
      standard(".4.57", "JPEG Lossless, Non-Hierarchical (Process 14)", Form.LOSSLESS);
  public static final TransferSyntax JPEG_LOSSLESS_SV1 =
      standard(
          ".4.70",
          "JPEG Lossless, Non-Hierarchical, First-Order Prediction (Process 14, Selection Value 1)",
          Form.LOSSLESS);
  public static final TransferSyntax JPEG_LS_LOSSLESS =
      standard(".4.80", "JPEG-LS Lossless", Form.LOSSLESS);
  public static final TransferSyntax JPEG_LS_NEAR_LOSSLESS =
      standard(".4.81", "JPEG-LS Lossy (Near-Lossless)", Form.LOSSY);
  public static final TransferSyntax JPEG_2000_LOSSLESS =
      standard(".4.90", "JPEG 2000 (Lossless Only)", Form.LOSSLESS);
  public static final TransferSyntax JPEG_2000 = standard(".4.91", "JPEG 2000", Form.LOSSY);

  private static final List<TransferSyntax> KNOWN =
      List.of(
          IMPLICIT_VR_LITTLE_ENDIAN,
          EXPLICIT_VR_LITTLE_ENDIAN,
          DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN,
          EXPLICIT_VR_BIG_ENDIAN,
          RLE_LOSSLESS,
          JPEG_BASELINE,
          JPEG_EXTENDED,
          JPEG_LOSSLESS,
          JPEG_LOSSLESS_SV1,
          JPEG_LS_LOSSLESS,
          JPEG_LS_NEAR_LOSSLESS,
          JPEG_2000_LOSSLESS,
          JPEG_2000);

  private static final List<TransferSyntax> DECODABLE =
      List.of(
          EXPLICIT_VR_LITTLE_ENDIAN,
          IMPLICIT_VR_LITTLE_ENDIAN,
          DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN,
          EXPLICIT_VR_BIG_ENDIAN,
          RLE_LOSSLESS,
          JPEG_BASELINE,
          JPEG_LOSSLESS,
          JPEG_LOSSLESS_SV1,
          JPEG_2000_LOSSLESS,
          JPEG_2000);

  private final Uid uid;
  private final String name;
  private final Form form;

  private TransferSyntax(Uid uid, String name, Form form) {
    this.uid = uid;
    this.name = name;
    this.form = form;
  }

  private static TransferSyntax standard(String suffix, String name, Form form) {
    return new TransferSyntax(new Uid("1.2.840.10008.1.2" + suffix), name, form);
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
            () -> new TransferSyntax(uid, "unknown transfer syntax " + uid.value(), Form.UNKNOWN));
  }

  /** Returns the syntaxes whose Pixel Data can be read as values, the simplest first. */
  public static List<TransferSyntax> decodable() {
    return DECODABLE;
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
