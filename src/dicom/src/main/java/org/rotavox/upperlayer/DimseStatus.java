package org.rotavox.upperlayer;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The outcome of a DIMSE operation (PS3.7 annex C, PS3.4 sections B.2.3 and C.4).
 *
 * @param code 0 to FFFF
 * @param comment Error Comment (0000,0902), cut to the 64 characters of its VR; without patient
 *     data
 * @param elements Offending Element (0000,0901): with a warning of coercion the attributes that the
 *     peer has changed; at most 64
 */
public record DimseStatus(int code, String comment, List<Integer> elements) {

  public static final DimseStatus SUCCESS = new DimseStatus(0x0000, "");
  public static final DimseStatus OUT_OF_RESOURCES = new DimseStatus(0xA700, "");
  public static final DimseStatus DATA_SET_MISMATCH = new DimseStatus(0xA900, "");
  public static final DimseStatus CANNOT_UNDERSTAND = new DimseStatus(0xC000, "");
  public static final DimseStatus PROCESSING_FAILURE = new DimseStatus(0x0110, "");
  public static final DimseStatus SOP_CLASS_NOT_SUPPORTED = new DimseStatus(0x0122, "");
  public static final DimseStatus UNRECOGNIZED_OPERATION = new DimseStatus(0x0211, "");
  public static final DimseStatus INVALID_ATTRIBUTE_VALUE = new DimseStatus(0x0106, "");
  public static final DimseStatus CANCELLED = new DimseStatus(0xFE00, "");

  private static final int MAX_COMMENT = 64;

  private static final int MAX_ELEMENTS = 64;

  /** A status that names no elements. */
  public DimseStatus(int code, String comment) {
    this(code, comment, List.of());
  }

  public DimseStatus {
    if (code < 0 || code > 0xFFFF) {
      throw new IllegalArgumentException("a status has 16 bits, got " + code);
    }
    comment = comment.replaceAll("[^ -\\[\\]-~]", "?");
    comment = comment.length() > MAX_COMMENT ? comment.substring(0, MAX_COMMENT) : comment;
    elements = List.copyOf(elements.subList(0, Math.min(MAX_ELEMENTS, elements.size())));
  }

  /** Returns this status with another comment. */
  public DimseStatus withComment(String text) {
    return new DimseStatus(code, text, elements);
  }

  /** Done. */
  public boolean isSuccess() {
    return code == 0;
  }

  /** Done, with a remark: the object is stored (0001, 0107, 0116, Bxxx). */
  public boolean isWarning() {
    return code == 0x0001 || code == 0x0107 || code == 0x0116 || code >> 12 == 0xB;
  }

  /** More responses follow (FF00, FF01). */
  public boolean isPending() {
    return code == 0xFF00 || code == 0xFF01;
  }

  /** The operation was cancelled (FE00). */
  public boolean isCancelled() {
    return code == 0xFE00;
  }

  /** Not done. */
  public boolean isFailure() {
    return !isSuccess() && !isWarning() && !isPending() && !isCancelled();
  }

  /** Returns comment and elements without the code; empty if there are none. */
  public String words() {
    String list =
        elements.stream()
            .map(tag -> "(%04X,%04X)".formatted(tag >>> 16, tag & 0xFFFF))
            .collect(Collectors.joining(" "));
    return comment + (comment.isEmpty() || list.isEmpty() ? "" : ", ") + list;
  }

  /** Returns what the code means as the status of an operation, without comment and elements. */
  public String meaning(StatusWords.Service service) {
    return StatusWords.of(code, service);
  }

  /**
   * Returns code, meaning, comment and elements of the status of an operation, such as "A700 out of
   * resources (disk is full)".
   */
  public String inWords(StatusWords.Service service) {
    return "%04X %s%s"
        .formatted(code, meaning(service), words().isEmpty() ? "" : " (" + words() + ")");
  }

  /** The status of a C-STORE, or of an operation of which the standard says no more. */
  @Override
  public String toString() {
    return inWords(StatusWords.Service.STORAGE);
  }
}
