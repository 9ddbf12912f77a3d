package org.rotavox.app.command;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words as somebody types them into a shell. */
final class ShellWords {

  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_./:@%+=,~-]+");

  private ShellWords() {}

  /** Returns the words with blanks between them, in quotes where they need them. */
  static String join(List<String> words) {
    return words.stream().map(ShellWords::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
