package org.rotavox.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.collect.ActiveRules.Reload;
import org.rotavox.desk.RuleOperations;
import org.rotavox.model.SeriesFacts;
import org.rotavox.rules.RuleBook;
import org.rotavox.rules.RuleFaults;
import org.rotavox.rules.RuleNames;
import org.rotavox.rules.RuleRevision;
import org.rotavox.store.RuleActivation;
import org.rotavox.store.RuleHistory;
import org.rotavox.store.StoreFixture;

class ActiveRulesTest {

  private static final String FIRST = rule("first", "ignore: one");
  private static final String SECOND = rule("second", "ignore: two");
  private static final RuleNames NAMES = names("head-3dra");

  @TempDir Path folder;
  private StoreFixture data;
  private Path path;
  private RulesFile file;
  private ActiveRules rules;

  @BeforeEach
  void start() throws IOException, RuleFaults {
    data = new StoreFixture(folder.resolve("data"));
    path = Files.writeString(folder.resolve("rules.yaml"), FIRST);
    file = new RulesFile(path);
    rules = started(NAMES);
  }

  @AfterEach
  void stop() throws IOException {
    data.close();
  }

  private ActiveRules started(RuleNames names) throws RuleFaults {
    return new ActiveRules(file, RuleBook.load(path, names), names, history(), data.clock);
  }

  private RuleHistory history() {
    return data.ledger().rules();
  }

  private RuleOperations node() {
    return RuleOperations.ofNode(file, NAMES, history(), rules);
  }

  private static RuleNames names(String protocol) {
    return new RuleNames(
        Set.of(protocol), Set.of("night"), Set.of("PACS"), Set.of("KVP"), ZoneOffset.UTC);
  }

  private static String rule(String name, String outcome) {
    return "rules:\n  - name: " + name + "\n    when: true\n    " + outcome + "\n";
  }

  private static String digest(String text) {
    return RuleRevision.of(text, "").shortDigest();
  }

  private String deciding() {
    return rules.decide(SeriesFacts.builder().build(), data.clock.instant()).verdict().ruleName();
  }

  private List<String> revisions() {
    return history().activations(10).stream().map(RuleActivation::revision).toList();
  }

  @Test
  void aChangedFileDecidesTheNextRunAndIsInTheLedgerWithItsText() throws IOException {
    Files.writeString(path, SECOND);
    data.clock.move(Duration.ofMinutes(5));
    assertThat(rules.reload("the file changed")).isEqualTo(Reload.ACTIVATED);
    assertThat(deciding()).isEqualTo("second");
    assertThat(rules.decide(SeriesFacts.builder().build(), data.clock.instant()).ruleRevision())
        .isEqualTo(digest(SECOND));
    assertThat(history().activations(1))
        .containsExactly(
            new RuleActivation(
                digest(SECOND), "rules.yaml", data.clock.instant(), "the file changed"));
    assertThat(history().text(digest(SECOND))).contains(SECOND);
    assertThat(rules.state())
        .isEqualTo(new RulesState(digest(SECOND), path, data.clock.instant(), 1, Optional.empty()));
  }

  @Test
  void aFaultyFileNeverReplacesAGoodOneAndTheStateSaysWhere() throws IOException {
    Files.writeString(path, rule("second", "ignored: two"));
    assertThat(rules.reload("the file changed")).isEqualTo(Reload.REFUSED);
    assertThat(deciding()).isEqualTo("first");
    assertThat(revisions()).containsExactly(digest(FIRST));
    assertThat(rules.state().revision()).isEqualTo(digest(FIRST));
    assertThat(rules.state().refused().orElseThrow().faults())
        .extracting(Object::toString)
        .contains("rules.yaml:4:5: unknown key `ignored`; did you mean `ignore`?");
  }

  @Test
  void namesThatTheNodeDoesNotKnowAreFaultsToo() throws IOException {
    Files.writeString(
        path, rule("second", "reconstruct: {protocol: haed-3dra, destinations: [PACZ]}"));
    assertThat(rules.reload("SIGHUP")).isEqualTo(Reload.REFUSED);
    assertThat(rules.state().refused().orElseThrow().faults().toString())
        .contains("unknown reconstruction protocol `haed-3dra`")
        .contains("unknown destination `PACZ`");
  }

  @Test
  void aMissingOrUnreadableFileIsAFaultAndWhatWasThereBeforeIsNoNewRevision() throws IOException {
    Files.delete(path);
    assertThat(rules.reload("the file changed")).isEqualTo(Reload.REFUSED);
    assertThat(rules.state().refused().orElseThrow().faults().get(0).message())
        .contains("does not exist");
    Files.write(path, new byte[] {(byte) 0xC3, 0x28});
    assertThat(rules.reload("the file changed")).isEqualTo(Reload.REFUSED);
    Files.writeString(path, FIRST);
    assertThat(rules.reload("the file changed")).isEqualTo(Reload.UNCHANGED);
    assertThat(rules.state().refused()).isEmpty();
    assertThat(revisions()).containsExactly(digest(FIRST));
  }

  @Test
  void aRollbackWritesTheTextBeforeIntoTheFileAndKeepsTheOther() throws IOException {
    Files.writeString(path, SECOND);
    rules.reload("the file changed");
    RuleOperations.RolledBack done = node().rollBack(Optional.empty());
    assertThat(done.revision()).isEqualTo(digest(FIRST));
    assertThat(done.active()).isTrue();
    assertThat(deciding()).isEqualTo("first");
    assertThat(path).hasContent(FIRST);
    assertThat(done.backup().orElseThrow()).hasContent(SECOND).hasFileName("rules.yaml.bak");
    assertThat(revisions()).containsExactly(digest(FIRST), digest(SECOND), digest(FIRST));
    node().rollBack(Optional.empty());
    assertThat(deciding()).isEqualTo("second");
  }

  @Test
  void aRollbackOfAFaultyFilePutsBackWhatDecides() throws IOException {
    Files.writeString(path, SECOND);
    rules.reload("the file changed");
    Files.writeString(path, "half a fi");
    rules.reload("the file changed");
    assertThat(node().rollBack(Optional.empty()).revision()).isEqualTo(digest(SECOND));
    assertThat(path).hasContent(SECOND);
    assertThat(rules.state().refused()).isEmpty();
    Files.delete(path);
    assertThat(node().rollBack(Optional.empty()).backup()).isEmpty();
    assertThat(path).hasContent(SECOND);
  }

  @Test
  void aRevisionIsNamedByTheBeginningOfItsDigest() throws IOException {
    Files.writeString(path, SECOND);
    rules.reload("the file changed");
    assertThat(node().rollBack(Optional.of(digest(FIRST).substring(0, 5))).revision())
        .isEqualTo(digest(FIRST));
    assertThatThrownBy(() -> node().text(digest(FIRST).substring(0, 3)))
        .hasMessageContaining("at least 4 digits");
    assertThatThrownBy(() -> node().text("zzzz"))
        .hasMessageContaining("no revision begins with zzzz");
    history().activated("abcd1", "rules.yaml", "1", "start");
    history().activated("abcd2", "rules.yaml", "2", "start");
    assertThatThrownBy(() -> node().text("abcd"))
        .hasMessageContaining("several revisions begin with abcd: abcd1, abcd2");
  }

  @Test
  void aTextThatNoLongerFitsIsNotBroughtBack() throws IOException, RuleFaults {
    String old = rule("old", "reconstruct: {protocol: head-3dra, destinations: [PACS]}");
    Files.writeString(path, old);
    rules.reload("the file changed");
    Files.writeString(path, SECOND);
    rules.reload("the file changed");
    RuleNames others = names("spine");
    RuleOperations node = RuleOperations.ofNode(file, others, history(), started(others));
    assertThatThrownBy(() -> node.rollBack(Optional.empty()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("unknown reconstruction protocol `head-3dra`");
    assertThat(path).hasContent(SECOND);
    assertThat(folder.resolve("rules.yaml.bak")).doesNotExist();
  }

  @Test
  void aRollbackWhileNoNodeRunsChangesTheFileOnly() throws IOException, RuleFaults {
    Files.writeString(path, "rules: [}");
    RuleOperations stopped = RuleOperations.ofDataFolder(file, NAMES, history());
    RuleOperations.RolledBack done = stopped.rollBack(Optional.empty());
    assertThat(done.active()).isFalse();
    assertThat(path).hasContent(FIRST);
    assertThat(revisions()).containsExactly(digest(FIRST));
    assertThatThrownBy(() -> stopped.rollBack(Optional.empty()))
        .hasMessageContaining("there is no earlier revision");
    assertThatThrownBy(stopped::reload).hasMessageContaining("no node runs");
  }

  @Test
  void aLinkStaysALinkAndPermissionsStay() throws IOException, RuleFaults {
    Path real = folder.resolve("managed.yaml");
    Files.move(path, real);
    Files.createSymbolicLink(path, real);
    Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
    file.replace(SECOND);
    assertThat(path).isSymbolicLink().hasContent(SECOND);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
        .isEqualTo("rw-r-----");
    try (var left = Files.list(folder)) {
      assertThat(left.map(p -> p.getFileName().toString()))
          .containsExactlyInAnyOrder("data", "managed.yaml", "rules.yaml", "rules.yaml.bak");
    }
  }

  @Test
  void theSameRulesAtTheNextStartAreNoNewActivation() throws IOException, RuleFaults {
    data.restart();
    rules = started(NAMES);
    assertThat(revisions()).containsExactly(digest(FIRST));
  }
}
