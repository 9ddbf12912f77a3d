package org.rotavox.dicom;

/**
 * A DICOM application entity title (PS3.5 VR AE): 1 to 16 printable ASCII characters without
 * backslash, leading and trailing spaces not significant.
 *
 * @param value the title without padding
 */
public record AeTitle(String value) {

  private static final int MAX_LENGTH = 16;

  public AeTitle {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "not an AE title: expected 1 to "
              + MAX_LENGTH
              + " printable ASCII characters without backslash, got \""
              + value.replaceAll("[^ -~]", "?")
              + "\"");
    }
  }

  /** Returns true if the text, without padding, is an AE title. */
  public static boolean isValid(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_LENGTH
        && text.equals(text.strip())
        && text.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '\\');
  }

  @Override
  public String toString() {
    return value;
  }
}
