package org.rotavox.rules.condition;

import java.util.regex.Pattern;

/**
 * The spelling of header fields in rules: a PS3.6 keyword, or {@code "gggg,xxee:PRIVATE CREATOR"}
 * for a private field, where xx stands for the block that the creator reserved (PS3.5 7.8.1).
 */
final class HeaderField {

  private static final Pattern KEYWORD = Pattern.compile("[A-Z][A-Za-z0-9]{1,63}");
  private static final Pattern PRIVATE =
      Pattern.compile("[0-9A-Fa-f]{3}[13579BDFbdf],[xX]{2}[0-9A-Fa-f]{2}:.{1,64}");

  /** Length of {@code gggg,xxee}. */
  private static final int TAG_LENGTH = 9;

  private HeaderField() {}

  static boolean isKeyword(String name) {
    return KEYWORD.matcher(name).matches();
  }

  static boolean isPrivate(String name) {
    return PRIVATE.matcher(name).matches();
  }

  /** Returns true if both name one private field; hexadecimal digits match in either case. */
  static boolean same(String a, String b) {
    return a.length() == b.length()
        && a.regionMatches(true, 0, b, 0, TAG_LENGTH)
        && a.substring(TAG_LENGTH).equals(b.substring(TAG_LENGTH));
  }
}
