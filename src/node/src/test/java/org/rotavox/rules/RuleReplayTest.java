package org.rotavox.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.rotavox.model.Fact;
import org.rotavox.model.SeriesFacts;

class RuleReplayTest {

  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  private static RuleBook book(String condition, String outcome) throws RuleFaults {
    return RuleBook.parse(
        "rules:\n  - {name: a, when: '" + condition + "', " + outcome + "}\n",
        "rules.yaml",
        BrokenRuleFilesTest.NAMES);
  }

  private static RuleBook head(String condition) throws RuleFaults {
    return book(condition, "reconstruct: {protocol: head-3dra, destinations: PACS}");
  }

  private static SeriesFacts frames(long frames) {
    return SeriesFacts.builder().set(Fact.FRAMES, frames).build();
  }

  @Test
  void findsTheSeriesWhoseOutcomeWouldChange() throws RuleFaults {
    RuleReplay replay = new RuleReplay(head("frames > 60"), head("frames > 100"));
    assertThat(
            LongStream.of(30, 80, 200)
                .filter(count -> replay.compare(frames(count), NOW).isPresent()))
        .containsExactly(80L);
  }

  @Test
  void everyKeyOfAnOutcomeCountsAndAReasonDoesNot() throws RuleFaults {
    for (String other :
        new String[] {
          "reconstruct: {protocol: spine-fine, destinations: PACS}",
          "reconstruct: {protocol: head-3dra, destinations: [PACS, ARCHIVE]}",
          "reconstruct: {protocol: head-3dra, destinations: PACS, priority: urgent}",
          "reconstruct: {protocol: head-3dra, destinations: PACS, window: night}",
          "reconstruct: {protocol: head-3dra, destinations: PACS, seriesDescription: x}",
          "reconstruct: {protocol: head-3dra, destinations: PACS, seriesNumberOffset: 7}",
          "shadow: true, reconstruct: {protocol: head-3dra, destinations: PACS}",
          "hold: look",
          "ignore: no"
        }) {
      assertThat(new RuleReplay(head("true"), book("true", other)).compare(frames(1), NOW))
          .as(other)
          .isPresent();
    }
    assertThat(
            new RuleReplay(book("true", "hold: one"), book("frames > 0", "hold: two"))
                .compare(frames(1), NOW))
        .isEmpty();
  }

  @Test
  void asksAtTheMomentOfTheDecision() throws RuleFaults {
    RuleReplay replay =
        new RuleReplay(head("true"), book("true", "validFrom: 2026-06-02, hold: look"));
    assertThat(replay.compare(frames(1), NOW))
        .get()
        .extracting(c -> c.after().ruleName())
        .isEqualTo(RuleBook.DEFAULT_RULE);
    RuleReplay.Change later =
        replay.compare(frames(1), Instant.parse("2026-06-03T00:00:00Z")).orElseThrow();
    assertThat(RuleReplay.outcome(later.before())).isEqualTo("reconstruct with head-3dra for PACS");
    assertThat(RuleReplay.outcome(later.after())).isEqualTo("hold");
  }
}
