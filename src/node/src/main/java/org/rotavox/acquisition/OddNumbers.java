package org.rotavox.acquisition;

import java.util.ArrayList;
import java.util.List;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.Dictionary;

/** Attributes that hold text where a number is due: a comma, a unit, a word. */
final class OddNumbers {

  private static final int LONGEST_QUOTE = 24;

  private OddNumbers() {}

  /** Returns a sentence about those of these attributes that are no numbers; empty if none is. */
  static String said(DataSet header, int... tags) {
    List<String> odd = new ArrayList<>();
    for (int tag : tags) {
      List<String> values = header.getStrings(tag);
      if (!values.isEmpty() && header.getDoubles(tag).length == 0) {
        odd.add(Dictionary.describe(tag) + " is \"" + quoted(String.join("\\", values)) + "\"");
      }
    }
    return odd.isEmpty()
        ? ""
        : "; "
            + String.join(", ", odd)
            + ": expected numbers with a decimal point, in mm, without a unit";
  }

  private static String quoted(String text) {
    String printable = text.replaceAll("[^ -~]", "?");
    return printable.length() <= LONGEST_QUOTE
        ? printable
        : printable.substring(0, LONGEST_QUOTE) + "…";
  }
}
