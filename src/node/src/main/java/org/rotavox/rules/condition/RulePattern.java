package org.rotavox.rules.condition;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * A regular expression of a rule (RE2 syntax, matched in linear time), with a bound on what it is
 * compiled into: nested counted repetitions multiply, and a short text can stand for billions of
 * instructions. The size is estimated from the text before anything is compiled.
 */
final class RulePattern {

  /** Longest text of a pattern. */
  static final int LONGEST = 2_000;

  /** About so many instructions a pattern may have. */
  static final long MOST_INSTRUCTIONS = 10_000;

  private RulePattern() {}

  /** Returns what is wrong with a pattern, in words; empty if nothing is. */
  static Optional<String> fault(String pattern) {
    if (pattern.length() > LONGEST) {
      return Optional.of("a pattern of " + pattern.length() + " characters, more than " + LONGEST);
    }
    long size = estimatedSize(pattern);
    if (size > MOST_INSTRUCTIONS) {
      return Optional.of(
          "a pattern of about "
              + size
              + " instructions, more than "
              + MOST_INSTRUCTIONS
              + ": its repetitions multiply");
    }
    try {
      Pattern.compile(pattern);
      return Optional.empty();
    } catch (PatternSyntaxException e) {
      return Optional.of("no regular expression: " + e.getMessage());
    } catch (RuntimeException | StackOverflowError e) {
      return Optional.of("no regular expression that can be compiled");
    }
  }

  /**
   * Returns whether a pattern is found in a text.
   *
   * @throws IllegalArgumentException if the pattern has a fault
   */
  static boolean isFound(String text, String pattern) {
    Optional<String> fault = fault(pattern);
    if (fault.isPresent()) {
      throw new IllegalArgumentException(fault.get());
    }
    return Pattern.compile(pattern).matcher(text).find();
  }

  /**
   * Each character, class and group counts, times the counted repetitions behind and around it. Too
   * large for some patterns, never too small by more than a constant factor.
   */
  private static long estimatedSize(String pattern) {
    Deque<Long> outside = new ArrayDeque<>();
    long sum = 0;
    long last = 0; // the size of what a repetition would repeat
    int at = 0;
    while (at < pattern.length() && sum <= MOST_INSTRUCTIONS) {
      char c = pattern.charAt(at);
      if (c == '(') {
        outside.push(sum);
        sum = 0;
        last = 0;
        at++;
      } else if (c == ')') {
        last = sum + 2;
        sum = (outside.isEmpty() ? 0 : outside.pop()) + last;
        at++;
      } else if (c == '{') {
        int end = pattern.indexOf('}', at);
        long times = end < 0 ? 1 : times(pattern.substring(at + 1, end));
        sum += last * Math.max(0, times - 1);
        last *= Math.max(1, times);
        at = end < 0 ? at + 1 : end + 1;
      } else {
        last = c == '*' || c == '+' || c == '?' ? last + 1 : 1;
        sum++;
        at = c == '[' ? endOfClass(pattern, at) : c == '\\' ? endOfEscape(pattern, at) : at + 1;
      }
    }
    while (!outside.isEmpty()) {
      sum += outside.pop();
    }
    return sum;
  }

  /** The most repetitions of {@code n}, {@code n,} or {@code n,m}; 1 where it is something else. */
  private static long times(String counts) {
    long most = 1;
    for (String count : counts.split(",", -1)) {
      if (count.length() > 9 || !count.chars().allMatch(Character::isDigit)) {
        return 1;
      }
      most = Math.max(most, count.isEmpty() ? 1 : Long.parseLong(count));
    }
    return most;
  }

  private static int endOfClass(String pattern, int start) {
    int at = start + 1;
    if (at < pattern.length() && pattern.charAt(at) == '^') {
      at++;
    }
    at++; // a bracket in the first place is itself
    while (at < pattern.length() && pattern.charAt(at) != ']') {
      at += pattern.charAt(at) == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  /** {@code \Q} quotes up to {@code \E}; {@code \p{Greek}} and {@code \x{41}} have braces. */
  private static int endOfEscape(String pattern, int start) {
    if (start + 1 >= pattern.length()) {
      return pattern.length();
    }
    char escaped = pattern.charAt(start + 1);
    if (escaped == 'Q') {
      int end = pattern.indexOf("\\E", start);
      return end < 0 ? pattern.length() : end + 2; // its length is bounded by that of the text
    }
    boolean braces =
        (escaped == 'p' || escaped == 'P' || escaped == 'x')
            && start + 2 < pattern.length()
            && pattern.charAt(start + 2) == '{';
    int end = braces ? pattern.indexOf('}', start) : -1;
    return end < 0 ? start + 2 : end + 1;
  }
}
