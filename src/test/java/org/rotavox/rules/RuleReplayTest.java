package org.rotavox.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rotavox.model.Fact;
import org.rotavox.model.SeriesFacts;

class RuleReplayTest {

  private static RuleBook book(String condition) throws RuleFaults {
    return RuleBook.parse(
        "rules:\n  - {name: a, when: '"
            + condition
            + "', reconstruct: {protocol: head-3dra, destinations: PACS}}\n",
        "rules.yaml",
        BrokenRuleFilesTest.NAMES);
  }

  @Test
  void listsTheSeriesWhoseOutcomeWouldChange() throws RuleFaults {
    Map<String, SeriesFacts> series =
        Map.of(
            "few", SeriesFacts.builder().set(Fact.FRAMES, 30L).build(),
            "some", SeriesFacts.builder().set(Fact.FRAMES, 80L).build(),
            "many", SeriesFacts.builder().set(Fact.FRAMES, 200L).build());
    assertThat(RuleReplay.compare(book("frames > 60"), book("frames > 100"), series, Instant.EPOCH))
        .extracting(RuleReplay.Change::series)
        .containsExactly("some");
  }
}
