package org.rotavox.model;

import java.util.List;

/**
 * How much text facts hold at most, so that they always fit into a row of the ledger: texts of a
 * header come from anybody. Longer texts end with an ellipsis; what is beyond a number is left out.
 *
 * <p>All bounds together are less than {@value #LARGEST_JSON} characters of JSON, also where every
 * character is a control character, which JSON writes as six; header fields not counted.
 */
public final class FactBounds {

  /** Longest value of a fact or header field, in UTF-16 units; LO has 64 (PS3.5 section 6.2). */
  public static final int LONGEST_TEXT = 256;

  /** Longest list of texts. */
  public static final int MOST_VALUES = 32;

  /** Longest sentence of an obstacle, a warning or a note. */
  public static final int LONGEST_SENTENCE = 1000;

  /** Most obstacles, each with three texts and two sentences. */
  public static final int MOST_OBSTACLES = 20;

  /** Most warnings, and most notes. */
  public static final int MOST_SENTENCES = 40;

  /** Most header fields. */
  public static final int MOST_HEADER_FIELDS = 400;

  /** No facts without their header fields are longer than this in JSON. */
  public static final int LARGEST_JSON = 1_000_000;

  private FactBounds() {}

  /** Returns a value of a fact within the bounds. */
  static Object of(Object value) {
    if (value instanceof String text) {
      return text(text);
    }
    return value instanceof List<?> list
        ? list(list.stream().map(String.class::cast).toList())
        : value;
  }

  static Obstacle of(Obstacle obstacle) {
    return new Obstacle(
        text(obstacle.code()),
        text(obstacle.tag()),
        cut(obstacle.sentence(), LONGEST_SENTENCE),
        cut(obstacle.remedy(), LONGEST_SENTENCE));
  }

  static List<String> list(List<String> texts) {
    return texts.stream().limit(MOST_VALUES).map(FactBounds::text).toList();
  }

  static String text(String text) {
    return cut(text, LONGEST_TEXT);
  }

  static void addSentences(List<String> to, List<String> sentences) {
    int room = MOST_SENTENCES - to.size();
    int taken = sentences.size() <= room ? sentences.size() : Math.max(0, room - 1);
    sentences.stream().limit(taken).forEach(one -> to.add(cut(one, LONGEST_SENTENCE)));
    if (taken < sentences.size() && to.size() < MOST_SENTENCES) {
      to.add("and " + (sentences.size() - taken) + " more");
    }
  }

  /** Cuts between characters, never inside a pair of surrogates. */
  private static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = longest - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
  }
}
