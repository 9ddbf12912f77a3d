package org.rotavox.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rules check}, {@code explain} and {@code test} as somebody meets them. */
class RulesCommandTest {

  private static final String RUN = "integration-tests/phantoms/small-offset.dcm";

  @TempDir Path config;
  private final StringWriter printed = new StringWriter();

  @BeforeEach
  void configuration() throws IOException {
    Files.writeString(
        config.resolve("rotavox.yaml"),
        """
        schedule:
          timeZone: Europe/Berlin
          windows:
            far: ["* * * 1 1 ? 2099"]
            always: ["* * * * * ?"]
        destinations:
          - {name: PACS, aeTitle: PACS, host: 127.0.0.1, port: 104}
          - {name: SECOND, aeTitle: SECOND, host: 127.0.0.1, port: 105}
        store:
          dataFolder: data
        """);
    Files.copy(Path.of("config/protocols.yaml"), config.resolve("protocols.yaml"));
    rules("rules.yaml", "");
  }

  private Path rules(String name, String more) throws IOException {
    return Files.writeString(
        config.resolve(name),
        """
        rules:
          - name: few frames
            when: rotational && frames < 10 && has(frames)
            hold: look first
          - name: head
            when: rotational && modality == "XA"
            reconstruct:
              protocol: head-3dra
              priority: urgent
              window: far
              destinations: [PACS, SECOND]
              seriesDescription: "3D {protocol} by {rule}, {sweep} degrees"
              seriesNumberOffset: 500
          - name: rest
            when: true
            ignore: nothing else
        """
            + more);
  }

  private int run(String... arguments) {
    PrintWriter writer = new PrintWriter(printed, true);
    return RootCommand.commandLine(writer, writer).execute(arguments);
  }

  private String printed() {
    return printed.toString();
  }

  @Test
  void checkTakesAFileAndFindsTheConfigurationBesideIt() throws IOException {
    Path draft = rules("draft.yaml", "  - {name: never, when: rotational, hold: too late}\n");
    assertThat(run("rules", "check", draft.toString())).isEqualTo(ExitCode.OK);
    assertThat(printed())
        .contains("warning: line 17: rule \"never\" is never reached: rule \"rest\" (line 14)")
        .contains("4 rules without fault, 2 warnings, revision ");
  }

  @Test
  void checkAndTestSayWhatNoRunCanBeLike() throws IOException {
    Files.writeString(
        config.resolve("cases.yaml"),
        """
        cases:
          - name: subtracted without an obstacle
            facts: {rotational: true, modality: XA, subtracted: true}
            expect: {outcome: reconstruct}
          - name: subtracted
            facts: {rotational: true, modality: XA, subtracted: true, obstacles: [SUBTRACTED]}
            expect: {outcome: hold}
        """);
    rules(
        "rules.yaml",
        "  - {name: never, when: '!rotational && direction == \"RISING\"', ignore: x}\n");
    assertThat(run("rules", "check", config.toString())).isEqualTo(ExitCode.OK);
    assertThat(printed())
        .contains("rule \"never\" holds for no run: direction is known of rotational runs alone")
        .contains(
            "cases.yaml, line 2: no run can match the case \"subtracted without " + "an obstacle\"")
        .contains("a subtracted run has the obstacle SUBTRACTED")
        .doesNotContain("line 5: no run");
    run("rules", "test", config.toString(), "--config", config.toString());
    assertThat(printed()).contains("no run can match it: a subtracted run has the obstacle");
  }

  @Test
  void aCaseWithAnUnknownObstacleIsRefusedWithTheNearestName() throws IOException {
    Files.writeString(
        config.resolve("cases.yaml"),
        """
        cases:
          - name: a slip
            facts: {rotational: true, obstacles: [SUBTRACTD]}
            expect: {outcome: hold}
        """);
    run("rules", "test", config.toString(), "--config", config.toString());
    assertThat(printed()).contains("unknown obstacle `SUBTRACTD`").contains("SUBTRACTED");
  }

  @Test
  void checkOfADraftNeedsNoSoundRulesInUse() throws IOException {
    Path draft = rules("draft.yaml", "");
    rules("rules.yaml", "  - {name: broken\n");
    assertThat(run("rules", "check", draft.toString())).isEqualTo(ExitCode.OK);
    assertThat(run("rules", "check", "--config", config.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(printed()).contains("rules.yaml:17:");
  }

  @Test
  void checkSaysWhatIsWrongWithFileLineColumnAndTheNearestName() throws IOException {
    Path draft = rules("draft.yaml", "  - {name: x, when: sweepDegree > 1.0, ignore: no}\n");
    assertThat(run("rules", "check", draft.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(printed())
        .contains("draft.yaml:17:21: unknown fact `sweepDegree`; did you mean `sweepDeg`?");
    assertThat(run("rules", "check", config.resolve("absent.yaml").toString()))
        .isEqualTo(ExitCode.FAILED);
    assertThat(printed()).contains("no such file");
  }

  @Test
  void explainShowsEveryRuleAndWhatWouldHappen() {
    assertThat(run("rules", "explain", "--config", config.toString(), RUN)).isEqualTo(ExitCode.OK);
    assertThat(printed())
        .contains("did not hold: few frames")
        .containsPattern("false +frames < 10 +\\[frames = \\d+]")
        .contains("decided: head")
        .containsPattern("true +modality == \"XA\" +\\[modality = ")
        .contains("not asked, would have held: rest")
        .contains("start      at 2099-01-01 00:00 (Europe/Berlin), window far")
        .contains("priority   urgent")
        .contains("goes to    PACS, SECOND")
        .containsPattern(
            "series     \"3D head-3dra by head, \\d+ degrees\", series number \\+ 500");
  }

  @Test
  void explainAsksADraftAndAnswersProgramsInJson() throws IOException {
    Path draft =
        Files.writeString(
            config.resolve("draft.yaml"),
            """
            rules:
              - name: trial
                when: rotational
                shadow: true
                reconstruct: {protocol: head-3dra, window: always}
            """);
    assertThat(run("rules", "explain", "--json", "--file", draft.toString(), RUN))
        .isEqualTo(ExitCode.OK);
    JsonNode explained = new ObjectMapper().readTree(printed()).get(0);
    assertThat(explained.at("/outcome").asText()).isEqualTo("reconstruct");
    assertThat(explained.at("/rule").asText()).isEqualTo("trial");
    assertThat(explained.at("/rules/0/standing").asText()).isEqualTo("DECIDED");
    assertThat(explained.at("/rules/0/conditions/0/operands/0").asText())
        .isEqualTo("rotational = true");
    assertThat(explained.at("/order/canStartNow").asBoolean()).isTrue();
    assertThat(explained.at("/order/nextStart").asText()).isNotEmpty();
    assertThat(explained.at("/order/shadow").asBoolean()).isTrue();
    assertThat(explained.at("/order/destinations").isEmpty()).isTrue();
  }

  @Test
  void whatOnlyTheLedgerKnowsIsRefusedInWordsWhileThereIsNone() {
    String folder = config.toString();
    assertThat(run("rules", "explain", "--config", folder, "1.2.3")).isEqualTo(ExitCode.FAILED);
    assertThat(run("rules", "history", "--config", folder)).isEqualTo(ExitCode.FAILED);
    assertThat(run("rules", "reload", "--config", folder)).isEqualTo(ExitCode.FAILED);
    assertThat(printed())
        .contains("explain: no node runs on", "history: no node runs on", "reload: no node runs");
    assertThat(run("rules", "replay", "--since", "a month", "--file", "x"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(printed()).contains("write 12h, 30d or 4w, not `a month`");
  }

  @Test
  void casesAreRunAgainstTheRulesInUseOrADraft() throws IOException {
    Files.writeString(
        config.resolve("cases.yaml"),
        """
        cases:
          - name: a head
            facts: {rotational: true, modality: XA, frames: 100}
            expect: {outcome: reconstruct, rule: head}
          - name: a cine
            facts: {rotational: false}
            expect: {outcome: hold}
        """);
    assertThat(run("rules", "test", config.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(printed())
        .contains("ok      a head", "FAILED  a cine", "outcome: expected hold, got ignore")
        .contains("2 cases, 1 failed");
    Path draft =
        Files.writeString(
            config.resolve("draft.yaml"),
            """
            rules:
              - {name: head, when: rotational, reconstruct: {protocol: head-3dra, destinations: PACS}}
              - {name: others, when: true, hold: look}
            """);
    assertThat(run("rules", "test", config.toString(), "--file", draft.toString()))
        .isEqualTo(ExitCode.OK);
  }
}
