package org.rotavox.acquisition;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.Tag;

/**
 * Recognises images that are no longer raw projections: a mask was subtracted, or a volume was
 * rendered. A mask that is only recommended for display (PS3.3 C.7.6.10) leaves the pixels as they
 * were.
 */
final class Processing {

  private static final Pattern SUBTRACTION =
      Pattern.compile("\\b(SUBTRACT\\w*|DSA|3D-?DSA|MASK ?SUB\\w*)\\b");

  private Processing() {}

  /** Returns true if a mask was subtracted from the pixels. */
  static boolean isSubtracted(DataSet header) {
    boolean derived = isDerived(header);
    if (matches(header.getStrings(Tag.ImageType))
        || header.getString(Tag.AppliedMaskSubtractionFlag, "").equals("YES")) {
      return true;
    }
    if (matches(List.of(header.getString(Tag.DerivationDescription, "")))) {
      return true;
    }
    if (header.getSequence(Tag.DerivationCodeSequence).stream()
        .anyMatch(code -> matches(List.of(code.getString(Tag.CodeMeaning, ""))))) {
      return true;
    }
    return derived && hasMask(header);
  }

  /** Returns true if the header names a mask to subtract, applied or not. */
  static boolean hasMask(DataSet header) {
    return header.getSequence(Tag.MaskSubtractionSequence).stream()
        .map(item -> item.getString(Tag.MaskOperation, "NONE"))
        .anyMatch(operation -> !operation.equals("NONE"));
  }

  private static boolean isDerived(DataSet header) {
    List<String> imageType = header.getStrings(Tag.ImageType);
    return !imageType.isEmpty() && imageType.get(0).equals("DERIVED");
  }

  private static boolean matches(List<String> texts) {
    return texts.stream()
        .anyMatch(text -> SUBTRACTION.matcher(text.toUpperCase(Locale.ROOT)).find());
  }
}
