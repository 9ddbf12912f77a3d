package org.rotavox.acquisition;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.rotavox.acquisition.quirk.Quirk;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.Tag;
import org.rotavox.model.ObstacleCode;

/**
 * The table of marks by which images are recognised that are no longer raw projections: a mask was
 * subtracted. A mask that is only recommended for display (PS3.3 C.7.6.10) leaves the pixels as
 * they were.
 */
enum ProcessedMark implements Quirk {
  SUBTRACTED_IMAGE_TYPE(
      Tag.ImageType,
      "Image Type has a value such as SUBTRACTED, DSA or MASK SUB",
      "PS3.3 C.8.7.1.1.1; values of the field") {
    @Override
    boolean marks(DataSet header) {
      return saysSubtracted(header.getStrings(Tag.ImageType));
    }
  },

  MASK_APPLIED(
      Tag.AppliedMaskSubtractionFlag,
      "Applied Mask Subtraction Flag (0018,11C0) is YES",
      "PS3.6, the attribute's name") {
    @Override
    boolean marks(DataSet header) {
      return header.getString(Tag.AppliedMaskSubtractionFlag, "").equals("YES");
    }
  },

  SUBTRACTED_DERIVATION(
      Tag.DerivationDescription,
      "Derivation Description names a subtraction",
      "PS3.3 C.7.6.1.1.3") {
    @Override
    boolean marks(DataSet header) {
      return saysSubtracted(List.of(header.getString(Tag.DerivationDescription, "")));
    }
  },

  SUBTRACTED_DERIVATION_CODE(
      Tag.DerivationCodeSequence,
      "the meaning of a Derivation Code names a subtraction",
      "PS3.3 C.7.6.1.1.3, PS3.16 CID 7203") {
    @Override
    boolean marks(DataSet header) {
      return header.getSequence(Tag.DerivationCodeSequence).stream()
          .anyMatch(code -> saysSubtracted(List.of(code.getString(Tag.CodeMeaning, ""))));
    }
  },

  DERIVED_WITH_MASK(
      Tag.MaskSubtractionSequence,
      "Image Type begins with DERIVED, and there is a Mask Operation other than NONE",
      "PS3.3 C.7.6.10 and C.7.6.1.1.2") {
    @Override
    boolean marks(DataSet header) {
      return header.getString(Tag.ImageType, "").equals("DERIVED") && hasMask(header);
    }
  };

  private static final Pattern SUBTRACTION =
      Pattern.compile("\\b(SUBTRACT\\w*|DSA|3D-?DSA|MASK ?SUB\\w*)\\b");

  private final int tag;
  private final String condition;
  private final String source;

  ProcessedMark(int tag, String condition, String source) {
    this.tag = tag;
    this.condition = condition;
    this.source = source;
  }

  /** Returns the first mark that a header bears; empty if its pixels are not subtracted. */
  static Optional<ProcessedMark> of(DataSet header) {
    return Arrays.stream(values()).filter(mark -> mark.marks(header)).findFirst();
  }

  /** Returns true if the header names a mask to subtract, applied or not. */
  static boolean hasMask(DataSet header) {
    return header.getSequence(Tag.MaskSubtractionSequence).stream()
        .map(item -> item.getString(Tag.MaskOperation, "NONE"))
        .anyMatch(operation -> !operation.equals("NONE"));
  }

  abstract boolean marks(DataSet header);

  /** Returns the attribute that says so. */
  int tag() {
    return tag;
  }

  @Override
  public String condition() {
    return condition;
  }

  @Override
  public String meaning() {
    return "a mask was subtracted: these are no raw projections";
  }

  @Override
  public String source() {
    return source;
  }

  private static boolean saysSubtracted(List<String> texts) {
    return texts.stream()
        .anyMatch(text -> SUBTRACTION.matcher(text.toUpperCase(Locale.ROOT)).find());
  }

  /** Makes an obstacle of a subtraction, and a note of a mask that is only recommended. */
  static void tell(DataSet header, Finding finding) {
    Optional<ProcessedMark> mark = of(header);
    if (mark.isPresent()) {
      finding.obstacle(
          ObstacleCode.SUBTRACTED,
          mark.get().tag(),
          mark.get().meaning() + " (" + mark.get().condition() + ")");
    } else if (hasMask(header)) {
      finding.note("a mask is recommended for display; the pixels are not subtracted");
    }
  }
}
