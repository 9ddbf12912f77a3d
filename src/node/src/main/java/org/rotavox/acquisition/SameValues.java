package org.rotavox.acquisition;

import java.util.Arrays;
import java.util.List;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.Tag;
import org.rotavox.dataset.VR;

/** Whether attributes of two objects say the same. */
final class SameValues {

  private static final double SAME = 1e-6;

  private SameValues() {}

  /** Returns true if an attribute has the same value in both, or is in none of them. */
  static boolean of(int tag, DataSet a, DataSet b) {
    if (!a.containsValue(tag) || !b.containsValue(tag)) {
      return a.containsValue(tag) == b.containsValue(tag);
    }
    if (a.vrOf(tag).filter(VR.SQ::equals).isPresent()) {
      return items(a.getSequence(tag), b.getSequence(tag));
    }
    double[] x = a.getDoubles(tag);
    double[] y = b.getDoubles(tag);
    if (x.length > 0 && x.length == y.length) {
      for (int i = 0; i < x.length; i++) {
        if (!(Math.abs(x[i] - y[i]) <= SAME * Math.max(1, Math.abs(x[i])))) {
          return false;
        }
      }
      return true;
    }
    boolean text = isText(tag, a) && isText(tag, b);
    return a.getStrings(tag).equals(b.getStrings(tag))
        && (text || Arrays.equals(a.getBytes(tag), b.getBytes(tag)));
  }

  /** Texts are compared by their characters: padding and character set are no part of them. */
  private static boolean isText(int tag, DataSet header) {
    return header.vrOf(tag).filter(VR::isText).isPresent();
  }

  private static boolean items(List<DataSet> a, List<DataSet> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      DataSet x = a.get(i);
      DataSet y = b.get(i);
      if (!Arrays.equals(meant(x), meant(y))
          || !Arrays.stream(meant(x)).allMatch(tag -> of(tag, x, y))) {
        return false;
      }
    }
    return true;
  }

  /** The attributes without those that only serve to write them: group lengths and padding. */
  private static int[] meant(DataSet item) {
    return Arrays.stream(item.tags())
        .filter(tag -> (tag & 0xFFFF) != 0 && tag != Tag.DataSetTrailingPadding)
        .toArray();
  }
}
