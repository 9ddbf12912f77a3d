package org.rotavox.dataset;

import java.util.ArrayList;
import java.util.List;

/** What a reader tolerated: in words, with tag and offset, without values; at most 50 of them. */
final class Warnings {

  private static final int MOST = 50;

  private final List<String> texts = new ArrayList<>();
  private int suppressed;

  void add(int tag, long offset, String text) {
    if (texts.size() < MOST) {
      texts.add(Dictionary.describe(tag) + " at offset " + offset + ": " + text);
    } else {
      suppressed++;
    }
  }

  void add(String text) {
    if (texts.size() < MOST) {
      texts.add(text);
    } else {
      suppressed++;
    }
  }

  List<String> texts() {
    List<String> all = new ArrayList<>(texts);
    if (suppressed > 0) {
      all.add("and " + suppressed + " more of the kind");
    }
    return List.copyOf(all);
  }
}
