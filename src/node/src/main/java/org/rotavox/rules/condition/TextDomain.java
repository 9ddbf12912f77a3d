package org.rotavox.rules.condition;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which texts are left after several tests: a list of candidates, or everything but some. */
final class TextDomain {

  /**
   * One test.
   *
   * @param match how the text is compared
   * @param literal with what
   * @param holds whether the comparison is true
   */
  private record Test(Atom.Match match, String literal, boolean holds) {

    boolean admits(String text) {
      return match.holds(text, literal) == holds;
    }
  }

  private final List<Test> tests = new ArrayList<>();
  private Optional<Set<String>> candidates = Optional.empty();

  void require(Atom.Match match, String literal, boolean holds) {
    if (match == Atom.Match.EQUAL && holds) {
      requireOneOf(List.of(literal));
    } else {
      tests.add(new Test(match, literal, holds));
    }
  }

  void requireOneOf(List<String> literals) {
    Set<String> left = new LinkedHashSet<>(literals);
    candidates.ifPresent(left::retainAll);
    candidates = Optional.of(left);
  }

  void requireNoneOf(List<String> literals) {
    literals.forEach(literal -> tests.add(new Test(Atom.Match.EQUAL, literal, false)));
  }

  /** Returns false only if there is provably no text left. */
  boolean isPossible() {
    if (candidates.isPresent()) {
      return candidates.get().stream().anyMatch(this::isAdmitted);
    }
    return tests.stream().noneMatch(this::contradictsAnother);
  }

  /** Returns a text that passes every test, if one of a few guesses does. */
  Optional<String> example() {
    if (candidates.isPresent()) {
      return candidates.get().stream().filter(this::isAdmitted).findFirst();
    }
    StringBuilder guess = new StringBuilder(longest(Atom.Match.STARTS_WITH));
    for (Test test : tests) {
      if (test.holds() && test.match() == Atom.Match.CONTAINS) {
        guess.append('~').append(test.literal());
      }
    }
    String ending = longest(Atom.Match.ENDS_WITH);
    List<String> guesses =
        List.of("", guess + ending, guess + "~" + ending, guess + "~~" + ending, "~");
    return guesses.stream().filter(this::isAdmitted).findFirst();
  }

  private String longest(Atom.Match match) {
    String longest = "";
    for (Test test : tests) {
      boolean wanted = test.holds() && test.match() == match;
      longest = wanted && test.literal().length() > longest.length() ? test.literal() : longest;
    }
    return longest;
  }

  private boolean isAdmitted(String text) {
    return tests.stream().allMatch(test -> test.admits(text));
  }

  private boolean contradictsAnother(Test test) {
    if (!test.holds() && test.match() != Atom.Match.EQUAL && test.literal().isEmpty()) {
      return true; // every text begins with, ends with and contains the empty text
    }
    return tests.stream().anyMatch(other -> contradict(test, other));
  }

  private static boolean contradict(Test a, Test b) {
    if (!a.holds()) {
      return false;
    }
    if (b.holds()) {
      return a.match() == b.match()
          && switch (a.match()) {
            case STARTS_WITH ->
                !a.literal().startsWith(b.literal()) && !b.literal().startsWith(a.literal());
            case ENDS_WITH ->
                !a.literal().endsWith(b.literal()) && !b.literal().endsWith(a.literal());
            case EQUAL, CONTAINS -> false;
          };
    }
    // a says that the literal is in the text; b says that something is not there
    return switch (b.match()) {
      case STARTS_WITH ->
          a.match() == Atom.Match.STARTS_WITH && a.literal().startsWith(b.literal());
      case ENDS_WITH -> a.match() == Atom.Match.ENDS_WITH && a.literal().endsWith(b.literal());
      case CONTAINS -> a.match() != Atom.Match.EQUAL && a.literal().contains(b.literal());
      case EQUAL -> false;
    };
  }
}
