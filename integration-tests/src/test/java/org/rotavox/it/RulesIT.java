package org.rotavox.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.app.command.RootCommand;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.Tag;
import org.rotavox.rules.RuleRevision;

/** An administrator edits the rules of the packaged node while it runs. */
class RulesIT {

  private static final Path PHANTOM =
      Path.of("integration-tests/phantoms/small-offset.dcm").toAbsolutePath();
  private static final Duration A_WHILE = Duration.ofSeconds(60);
  private static final int RULE_NAME = 0x00990001;
  private static final int RULE_REVISION = 0x00990002;

  private static final String IGNORING =
      """
      rules:
        - name: nothing yet
          when: true
          ignore: the suite is being set up
      """;
  private static final String TRIAL =
      """
      rules:
        - name: trial of the head protocol
          when: rotational
          shadow: true
          reconstruct:
            protocol: head-3dra
      """;
  private static final String FAULTY = TRIAL.replace("head-3dra", "haed-3dra");
  private static final String HOLDING =
      """
      rules:
        - name: look first
          when: rotational
          hold: somebody looks at it
      """;

  @TempDir private Path folder;
  private NodeProcess node;
  private Path rules;

  @BeforeEach
  void startNode() throws IOException {
    node = NodeProcess.start(folder, Ports.free(), IGNORING);
    rules = node.config().resolve("rules.yaml");
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void rulesAreExchangedWithoutARestartAndNeverForFaultyOnes() throws Exception {
    send("first");
    awaitLog("ignored by rule \"nothing yet\"");

    // in place and in two pieces: the first alone would be a fault
    Files.writeString(rules, TRIAL.substring(0, 60));
    Awaitility.await()
        .during(Duration.ofMillis(300))
        .until(() -> !node.log().contains("is refused"));
    Files.writeString(rules, TRIAL.substring(60), StandardOpenOption.APPEND);
    awaitLog("decide from now on: revision " + revision(TRIAL));
    assertThat(node.log()).doesNotContain("is refused");
    String second = send("second");
    awaitLog("reconstructed by rule \"trial of the head protocol\"");
    assertResultNamesItsRule();

    Files.writeString(folder.resolve("draft.yaml"), FAULTY);
    Files.move(folder.resolve("draft.yaml"), rules, StandardCopyOption.ATOMIC_MOVE);
    String fault = "rules.yaml:6:17: unknown reconstruction protocol `haed-3dra`; did you mean";
    awaitLog(fault);
    PeerProcess.Output reload = rotavox("reload");
    assertThat(reload.exitCode()).isEqualTo(1);
    assertThat(reload.text()).contains(fault, "revision " + revision(TRIAL) + " decides");
    PeerProcess.Output status = here("status", "--config", node.config().toString());
    assertThat(status.exitCode()).isEqualTo(1);
    assertThat(status.text()).contains("IS REFUSED", fault);
    send("third");
    awaitLog("run 3 (1 instances from STORESCU): job 2");

    Files.writeString(rules, HOLDING);
    node.hangUp();
    awaitLog("SIGHUP: the rules are read again");
    awaitLog("decide from now on: revision " + revision(HOLDING));
    send("fourth");
    awaitLog("held for release by rule \"look first\"");

    PeerProcess.Output rollback = rotavox("rollback");
    assertThat(rollback.text()).contains("holds revision " + revision(TRIAL), "rules.yaml.bak");
    assertThat(rules).hasContent(TRIAL);
    assertThat(node.config().resolve("rules.yaml.bak")).hasContent(HOLDING);
    send("fifth");
    awaitLog("run 5 (1 instances from STORESCU): job 3");

    assertTheRunIsExplained(second);
    assertTheDraftIsReplayed();

    assertThat(node.terminate()).isZero();
    assertHistoryAndRollbackWorkWithoutANode();
  }

  private void assertResultNamesItsRule() throws IOException {
    Awaitility.await().atMost(A_WHILE).until(() -> node.log().contains("job 1: done, "));
    try (Stream<Path> files = Files.walk(node.results())) {
      Path slice = files.filter(f -> f.toString().endsWith(".dcm")).findFirst().orElseThrow();
      DataSet header = DicomFile.read(slice).dataSet();
      assertThat(header.getString("ROTAVOX", RULE_NAME)).contains("trial of the head protocol");
      assertThat(header.getString("ROTAVOX", RULE_REVISION)).contains(revision(TRIAL));
    }
  }

  private void assertTheRunIsExplained(String series) throws IOException {
    PeerProcess.Output output = ask("explain", "--json", series);
    JsonNode run = new ObjectMapper().readTree(output.text()).get(0);
    assertThat(run.at("/recorded/rule").asText()).isEqualTo("trial of the head protocol");
    assertThat(run.at("/recorded/revision").asText()).isEqualTo(revision(TRIAL));
    assertThat(run.at("/outcome").asText()).isEqualTo("reconstruct");
    assertThat(run.at("/rules/0/conditions/0/value").asText()).isEqualTo("TRUE");
    assertThat(run.at("/order/seriesDescription").asText()).contains("head-3dra");
  }

  private void assertTheDraftIsReplayed() throws IOException {
    Path draft = Files.writeString(folder.resolve("draft.yaml"), HOLDING);
    PeerProcess.Output replay = ask("replay", "--since", "1d", "--file", draft.toString());
    assertThat(replay.text())
        .contains("5 runs since", "5 would be treated otherwise")
        .contains("5  reconstruct with head-3dra, shadow → hold");
  }

  private void assertHistoryAndRollbackWorkWithoutANode() {
    List<String> history = ask("history").text().lines().toList();
    assertThat(history).hasSize(4);
    assertThat(history.get(0)).contains(revision(TRIAL), "rollback");
    assertThat(history.get(1)).contains(revision(HOLDING));
    assertThat(history.get(3)).contains(revision(IGNORING), "start");
    ask("rollback", revision(IGNORING).substring(0, 6));
    assertThat(rules).hasContent(IGNORING);
    assertThat(ask("diff").text())
        .contains("-  - name: trial of the head protocol", "+  - name: nothing yet");
  }

  /** Runs a command about rules as a process of its own. */
  private PeerProcess.Output rotavox(String... arguments) throws Exception {
    return NodeProcess.run(folder, rules(arguments));
  }

  /** Runs a command about rules in this process, which is quicker; the node is another one. */
  private PeerProcess.Output ask(String... arguments) {
    return here(rules(arguments));
  }

  private String[] rules(String... arguments) {
    return Stream.concat(
            Stream.of("rules", arguments[0], "--config", node.config().toString()),
            Stream.of(arguments).skip(1))
        .toArray(String[]::new);
  }

  private static PeerProcess.Output here(String... arguments) {
    StringWriter text = new StringWriter();
    PrintWriter writer = new PrintWriter(text, true);
    int exitCode = RootCommand.commandLine(writer, writer).execute(arguments);
    return new PeerProcess.Output(exitCode, text.toString());
  }

  /** Sends the phantom as a run of its own; returns its Series Instance UID. */
  private String send(String name) throws Exception {
    Path copy = Files.copy(PHANTOM, folder.resolve(name + ".dcm"));
    ok("dcmodify", "-nb", "-gin", "-gse", copy.toString());
    ok("storescu", "-x=", "-aec", "ROTAVOX", "127.0.0.1", "" + node.port(), copy.toString());
    return DicomFile.read(copy).dataSet().getString(Tag.SeriesInstanceUID, "");
  }

  private void ok(String... command) throws IOException, InterruptedException {
    PeerProcess.Output output = PeerProcess.run(folder, command);
    assertThat(output.exitCode()).as(output.text()).isZero();
  }

  private void awaitLog(String text) {
    Awaitility.await()
        .atMost(A_WHILE)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> assertThat(node.log()).contains(text));
  }

  private static String revision(String text) {
    return RuleRevision.of(text, "").shortDigest();
  }
}
