package org.rotavox.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotavox.model.Fact;
import org.rotavox.model.SeriesFacts;
import org.rotavox.model.Verdict;

/** Regular expressions of rules: wrong ones, and those that stand for more than they show. */
class PatternsTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final long MOST_ALLOCATED = 32L << 20;

  static List<String> wrongPatterns() {
    List<String> patterns =
        new ArrayList<>(
            List.of(
                "(",
                ")",
                "[",
                "[a",
                "[z-a]",
                "a**",
                "*",
                "+a",
                "?",
                "a{2,1}",
                "a{1001}",
                "a{5000}",
                "(?<name>",
                "(?=a)",
                "(?!a)",
                "(?<=a)",
                "\\\\1",
                "(a)\\\\1",
                "\\\\p{Nobody}",
                "\\\\",
                "(?z)",
                "[[:nobody:]]",
                "x{1000}{1000}",
                "a{,",
                "(?P<n>a)(?P<n>b)"));
    Random random = new Random(16);
    for (int i = 0; i < 200; i++) {
      patterns.add("(".repeat(1 + random.nextInt(40)) + "a" + ")".repeat(random.nextInt(1)));
    }
    patterns.removeIf(pattern -> pattern.equals("a{,"));
    return patterns;
  }

  @ParameterizedTest
  @MethodSource("wrongPatterns")
  void aWrongPatternIsFoundWhenTheRulesAreRead(String pattern) {
    assertThatThrownBy(() -> book(literal(pattern))).isInstanceOf(RuleFaults.class);
  }

  /** Nested counted repetitions in many shapes; what reading them allocates is counted. */
  @Test
  void patternsThatExplodeAreRefusedBeforeTheyAreCompiled() {
    Random random = new Random(7);
    int refused = 0;
    for (int i = 0; i < 300; i++) {
      StringBuilder pattern = new StringBuilder(random.nextBoolean() ? "a" : "[a-z]");
      long size = 1;
      int depth = 3 + random.nextInt(4);
      for (int level = 0; level < depth; level++) {
        int times = 40 + random.nextInt(900);
        pattern.insert(0, random.nextBoolean() ? "(" : "(?:").append(')');
        pattern.append('{').append(random.nextBoolean() ? "" : "1,").append(times).append('}');
        size *= times;
      }
      assertThat(size).isGreaterThan(10_000);
      long before = allocated();
      assertThatThrownBy(() -> book(literal(pattern.toString())))
          .isInstanceOf(RuleFaults.class)
          .hasMessageContaining("repetitions multiply");
      assertThat(allocated() - before).isLessThan(MOST_ALLOCATED);
      refused++;
    }
    assertThat(refused).isEqualTo(300);
  }

  @Test
  void patternsThatPeopleWriteAreAccepted() throws RuleFaults {
    for (String pattern :
        List.of(
            "^3D.*",
            "(?i)dyna ?ct|rota",
            "[0-9]{1,3}[sS] ?(DR|DSA)",
            "\\\\bspin\\\\b",
            "(a+)+$",
            "(x+x+)+y",
            "^(([a-z])+.)+[A-Z]([a-z])+$",
            "\\\\d{4}-\\\\d{2}-\\\\d{2}",
            "(?:[A-Z]{2,8}_){0,20}",
            "\\\\p{Greek}+",
            "[^)(]{3}",
            "[]a]",
            "a{,5}",
            "\\\\Q{1000}{1000}\\\\E")) {
      RuleBook book = book(literal(pattern));
      long before = allocated();
      Verdict verdict = book.decide(described("a".repeat(250) + "!"), NOW);
      assertThat(allocated() - before).isLessThan(MOST_ALLOCATED);
      assertThat(verdict).isNotInstanceOf(Verdict.Hold.class);
    }
  }

  /** A pattern out of the header is compiled when it is asked for: by the same bounds. */
  @Test
  void aRuleThatCannotBeEvaluatedHoldsTheRunWithItsName() throws RuleFaults {
    RuleBook book =
        book(
            """
            rules:
              - {name: by another field, when: 'seriesDescription.matches(protocolName)', ignore: x}
              - {name: rest, when: true, ignore: the rest}
            """);
    for (String bad :
        List.of("(", "a{2,1}", "((a{100}){100}){100}", "[z-a]", "(?=x)", "(".repeat(200))) {
      SeriesFacts facts =
          SeriesFacts.builder()
              .set(Fact.SERIES_DESCRIPTION, "Spin")
              .set(Fact.PROTOCOL_NAME, bad)
              .build();
      Verdict verdict = book.decide(facts, NOW);
      assertThat(verdict).isInstanceOf(Verdict.Hold.class);
      assertThat(verdict.ruleName()).isEqualTo("by another field");
      assertThat(verdict.explanation()).contains("cannot be evaluated", "correct the rule");
      assertThat(book.decideReleased(facts, NOW)).isInstanceOf(Verdict.Ignore.class);
    }
    assertThat(book.decide(described("Spin"), NOW)).isInstanceOf(Verdict.Ignore.class);
  }

  /** Missing data is no fault: such a rule does not hold, as ever. */
  @Test
  void aRuleThatReadsWhatIsNotThereDoesNotHold() throws RuleFaults {
    for (String condition :
        List.of(
            "imageType[2] == \"X\"",
            "int(dicom(\"BodyPartExamined\")) > 5",
            "dicomValues(\"BodyPartExamined\")[1] == \"X\"",
            "10 / int(frames) > 2",
            "double(dicom(\"KVP\")) > 1.0")) {
      RuleBook book =
          book(
              "rules:\n  - {name: odd, when: '"
                  + condition
                  + "', hold: odd}\n"
                  + "  - {name: rest, when: true, ignore: the rest}\n");
      assertThat(book.decide(described("Spin"), NOW).ruleName()).as(condition).isEqualTo("rest");
    }
  }

  private static String literal(String pattern) {
    return "rules:\n  - name: p\n    when: >-\n      seriesDescription.matches(\""
        + pattern
        + "\")\n    ignore: x\n";
  }

  private static SeriesFacts described(String text) {
    return SeriesFacts.builder().set(Fact.SERIES_DESCRIPTION, text).build();
  }

  private static RuleBook book(String text) throws RuleFaults {
    return RuleBook.parse(text, "rules.yaml", BrokenRuleFilesTest.NAMES);
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }
}
