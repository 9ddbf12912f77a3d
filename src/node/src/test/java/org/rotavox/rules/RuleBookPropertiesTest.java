package org.rotavox.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.rotavox.model.SeriesFacts;
import org.rotavox.model.Verdict;
import org.rotavox.rules.Explanation.Standing;
import org.rotavox.rules.condition.RandomConditions;

/** What must be true of every rule set and every series. */
class RuleBookPropertiesTest {

  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  private static final List<SeriesFacts> SERIES = manySeries();

  private static List<SeriesFacts> manySeries() {
    var generator = RandomConditions.facts().generator(1000);
    Random random = new Random(7);
    return Stream.generate(() -> generator.next(random).value()).limit(300).toList();
  }

  @Provide
  Arbitrary<List<String>> ruleSets() {
    return RandomConditions.conditions().list().ofMinSize(0).ofMaxSize(6);
  }

  @Provide
  Arbitrary<List<SeriesFacts>> series() {
    return RandomConditions.facts().list().ofSize(20);
  }

  @Property
  void exactlyOneOutcomeAlwaysTheSameAndTheExplanationNamesTheRule(
      @ForAll("ruleSets") List<String> conditions, @ForAll("series") List<SeriesFacts> series)
      throws RuleFaults {
    RuleBook book = book(conditions);
    for (SeriesFacts facts : series) {
      Verdict verdict = book.decide(facts, NOW);
      assertThat(book.decide(facts, NOW)).isEqualTo(verdict);
      assertThat(book(conditions).decide(facts, NOW)).isEqualTo(verdict);
      Explanation explanation = book.explain(facts, NOW);
      assertThat(explanation.verdict()).isEqualTo(verdict);
      List<String> deciding =
          explanation.rules().stream()
              .filter(rule -> rule.standing() == Standing.DECIDED)
              .map(Explanation.RuleAccount::ruleName)
              .toList();
      if (verdict.ruleName().equals(RuleBook.DEFAULT_RULE)) {
        assertThat(deciding).isEmpty();
      } else {
        assertThat(deciding).containsExactly(verdict.ruleName());
        assertThat(verdict.explanation()).contains('"' + verdict.ruleName() + '"');
      }
    }
  }

  @Provide
  Arbitrary<List<String>> smallRuleSets() {
    return RandomConditions.conditions().list().ofMinSize(2).ofMaxSize(4);
  }

  /** Rule sets of two to four rules, each on the same 300 random series; all proofs try 10,000. */
  @Property(edgeCases = EdgeCasesMode.NONE)
  void aRuleThatTheLinterCallsUnreachableNeverDecides(
      @ForAll("smallRuleSets") List<String> conditions) throws RuleFaults {
    RuleBook book = book(conditions);
    List<String> unreachable =
        RuleLinter.unreachable(book, BrokenRuleFilesTest.NAMES).stream()
            .map(RuleWarning::ruleName)
            .toList();
    for (SeriesFacts facts : unreachable.isEmpty() ? List.<SeriesFacts>of() : SERIES) {
      assertThat(unreachable).doesNotContain(book.decide(facts, NOW).ruleName());
    }
  }

  private static RuleBook book(List<String> conditions) throws RuleFaults {
    StringBuilder text = new StringBuilder("rules:\n");
    if (conditions.isEmpty()) {
      text.append("  []\n");
    }
    for (int i = 0; i < conditions.size(); i++) {
      text.append("  - name: r").append(i).append("\n    when: '").append(conditions.get(i));
      text.append("'\n    ignore: reason ").append(i).append('\n');
    }
    return RuleBook.parse(text.toString(), "rules.yaml", BrokenRuleFilesTest.NAMES);
  }
}
