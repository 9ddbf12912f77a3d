package org.rotavox.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.dicom.Uid;
import org.rotavox.model.Fact;
import org.rotavox.model.SeriesFacts;
import org.rotavox.model.Verdict;

class RuleHistoryTest {

  @TempDir Path folder;
  private StoreFixture node;

  @BeforeEach
  void open() throws IOException {
    node = new StoreFixture(folder);
  }

  @AfterEach
  void close() throws IOException {
    node.close();
  }

  private RuleHistory rules() {
    return node.ledger().rules();
  }

  @Test
  void keepsEveryActivationWithItsTextOverARestart() throws IOException {
    rules().activated("aaaa1111", "rules.yaml", "rules: []\n", "start");
    node.clock.move(Duration.ofHours(1));
    Instant second = node.clock.instant();
    rules().activated("bbbb2222", "rules.yaml", "rules: [] # ü𝄞\n", "the file changed");
    node.restart();
    rules().activated("bbbb2222", "rules.yaml", "rules: [] # ü𝄞\n", "start");
    rules().activated("aaaa1111", "rules.yaml", "rules: []\n", "rollback");
    assertThat(rules().activations(10))
        .extracting(RuleActivation::revision)
        .containsExactly("aaaa1111", "bbbb2222", "aaaa1111");
    assertThat(rules().activations(2).get(1))
        .isEqualTo(new RuleActivation("bbbb2222", "rules.yaml", second, "the file changed"));
    assertThat(rules().text("bbbb2222")).contains("rules: [] # ü𝄞\n");
    assertThat(rules().text("cccc")).isEmpty();
    assertThat(node.ledger().history().events(0, 10))
        .extracting(LedgerEvent::kind)
        .containsExactly(
            LedgerEvent.Kind.RULES_CHANGED,
            LedgerEvent.Kind.RULES_CHANGED,
            LedgerEvent.Kind.RULES_CHANGED);
  }

  @Test
  void findsRevisionsByTheBeginningOfTheirDigest() {
    rules().activated("aaaa1111", "rules.yaml", "", "start");
    rules().activated("aaab2222", "rules.yaml", "#", "start");
    assertThat(rules().revisions("aaa")).containsExactly("aaaa1111", "aaab2222");
    assertThat(rules().revisions("aaab")).containsExactly("aaab2222");
    assertThat(rules().revisions("%")).isEmpty();
    assertThat(rules().text("aaaa1111")).contains("");
  }

  @Test
  void keepsATextOfMoreThanOneRowWhole() {
    String text = "# 𝄞 a clef is two characters\n".repeat(60_000);
    rules().activated("cccc", "rules.yaml", "#" + text, "start");
    assertThat(rules().text("cccc")).contains("#" + text);
  }

  @Test
  void handsOverDecidedRunsOldestFirstAcrossPages() throws IOException {
    Instant start = node.clock.instant();
    List<String> expected = new ArrayList<>();
    for (int i = 1; i <= 230; i++) {
      ignore("1.2." + i, i);
      if (i > 10) {
        expected.add("1.9.1.2." + i);
      }
      if (i % 5 == 0) {
        node.clock.move(Duration.ofMinutes(1));
      }
    }
    node.receiveRun("1.7");
    List<String> found = new ArrayList<>();
    rules().eachDecidedSince(start.plus(Duration.ofMinutes(2)), r -> found.add(r.series().value()));
    assertThat(found).containsExactlyElementsOf(expected);
  }

  @Test
  void findsTheRunsOfASeriesWithTheirFacts() throws IOException {
    ignore("1.2.3", 77);
    DecidedRun run = rules().decidedRunsOf(new Uid("1.9.1.2.3")).get(0);
    assertThat(run.facts().integer(Fact.FRAMES)).isEqualTo(77);
    assertThat(run.ruleName()).isEqualTo("a rule");
    assertThat(run.ruleRevision()).isEqualTo("rev");
    assertThat(run.state()).isEqualTo(RunState.IGNORED);
    assertThat(rules().decidedRunsOf(new Uid("1.9.1"))).isEmpty();
    assertThat(node.ledger().history().events(0, 10))
        .filteredOn(event -> event.kind() == LedgerEvent.Kind.RUN_IGNORED)
        .extracting(LedgerEvent::message)
        .containsExactly("because (rules rev)");
  }

  private void ignore(String uid, long frames) throws IOException {
    node.receiveRun(uid);
    SeriesFacts facts = SeriesFacts.builder().set(Fact.FRAMES, frames).build();
    node.ledger()
        .closeRunIgnored(
            node.runOf(uid), Optional.of(facts), new Verdict.Ignore("a rule", "because"), "rev");
  }
}
