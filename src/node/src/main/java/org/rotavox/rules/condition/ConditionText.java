package org.rotavox.rules.condition;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Finds the slips of the pen that people make in conditions, before CEL's grammar answers them with
 * a list of tokens: one {@code =}, one {@code &}, typographic quotes, open quotes and parentheses,
 * words for operators.
 */
final class ConditionText {

  private static final Map<Character, String> TYPOGRAPHIC =
      Map.of(
          '\u201C', "\"", '\u201D', "\"", '\u201E', "\"", '\u00AB', "\"", '\u00BB', "\"", '\u2018',
          "'", '\u2019', "'", '\u2013', "-", '\u2265', ">=", '\u2264', "<=");

  private final String text;
  private final List<ConditionFault> faults = new ArrayList<>();
  private final Deque<Integer> open = new ArrayDeque<>();

  private ConditionText(String text) {
    this.text = text;
  }

  static List<ConditionFault> faults(String text) {
    ConditionText scan = new ConditionText(text);
    if (text.isBlank()) {
      scan.fault(0, 0, "the condition is empty", "write `true` if it shall always hold");
    } else {
      scan.scan();
    }
    return scan.faults;
  }

  private void scan() {
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"' || c == '\'') {
        at = skipLiteral(at);
      } else if (Character.isLetter(c) || c == '_') {
        at = word(at);
      } else {
        at = symbol(at, c);
      }
    }
    for (int opened : open) {
      fault(opened, 1, "`" + text.charAt(opened) + "` is never closed", "add the closing one");
    }
  }

  private int skipLiteral(int start) {
    char quote = text.charAt(start);
    for (int i = start + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == quote) {
        return i + 1;
      } else if (c == '\n') {
        break;
      }
    }
    fault(start, 1, "a quote is opened here and never closed", "add the closing " + quote);
    open.clear();
    return text.length();
  }

  private int word(int start) {
    int end = start;
    while (end < text.length() && isWordPart(text.charAt(end))) {
      end++;
    }
    String word = text.substring(start, end);
    boolean raw = word.length() <= 2 && end < text.length() && "\"'".indexOf(text.charAt(end)) >= 0;
    boolean member = start > 0 && text.charAt(start - 1) == '.';
    if (!raw && !member) {
      UnknownNames.foreignWord(word)
          .ifPresent(
              advice -> fault(start, word.length(), "`" + word + "` has no meaning here", advice));
    }
    return end;
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  private int symbol(int at, char c) {
    if (TYPOGRAPHIC.containsKey(c)) {
      fault(
          at,
          1,
          "the typographic character `" + c + "` is no part of a condition",
          "write " + TYPOGRAPHIC.get(c));
      return at + 1;
    }
    if (c == '(' || c == '[' || c == '{') {
      open.push(at);
    } else if (c == ')' || c == ']' || c == '}') {
      close(at, c);
    } else if (c == '&' || c == '|') {
      return doubled(at, c);
    } else if (c == '=') {
      return equalSign(at);
    } else if (c == '<' && next(at) == '>') {
      fault(at, 2, "`<>` is not an operator", "write != for \"not equal\"");
      return at + 2;
    } else if ((c == '!' || c == '<' || c == '>') && next(at) == '=') {
      return at + 2;
    }
    return at + 1;
  }

  private void close(int at, char c) {
    char wanted = c == ')' ? '(' : c == ']' ? '[' : '{';
    if (open.isEmpty() || text.charAt(open.peek()) != wanted) {
      fault(
          at,
          1,
          "`" + c + "` has no opening partner",
          "remove it or add the opening `" + wanted + "`");
    } else {
      open.pop();
    }
  }

  private int doubled(int at, char c) {
    if (next(at) == c) {
      return at + 2;
    }
    fault(at, 1, "`" + c + "` is not an operator", "write " + c + c);
    return at + 1;
  }

  private int equalSign(int at) {
    if (next(at) == '=') {
      if (next(at + 1) == '=') {
        fault(at, 3, "`===` is not an operator", "write ==");
        return at + 3;
      }
      return at + 2;
    }
    if (next(at) == '<' || next(at) == '>') {
      char sign = next(at);
      fault(at, 2, "`=" + sign + "` is not an operator", "write " + sign + "=");
      return at + 2;
    }
    fault(at, 1, "`=` is not an operator", "write == for \"equal\"");
    return at + 1;
  }

  private char next(int at) {
    return at + 1 < text.length() ? text.charAt(at + 1) : '\0';
  }

  private void fault(int at, int length, String message, String suggestion) {
    faults.add(new ConditionFault(at, text.substring(at, at + length), message, suggestion));
  }
}
