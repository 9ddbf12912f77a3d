package org.rotavox.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rotavox.model.Fact;
import org.rotavox.model.Obstacle;
import org.rotavox.model.SeriesFacts;
import org.rotavox.model.Verdict;
import org.rotavox.rules.Explanation.Standing;
import org.rotavox.rules.condition.Truth;

class RuleBookTest {

  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final SeriesFacts NOTHING = SeriesFacts.builder().build();
  private static final SeriesFacts ROTATIONAL =
      SeriesFacts.builder()
          .set(Fact.ROTATIONAL, true)
          .set(Fact.FRAMES, 133L)
          .set(Fact.SWEEP_DEG, 200.0)
          .set(Fact.STATION_NAME, "ANGIO1")
          .set(Fact.SERIES_DESCRIPTION, "Doe^Jane 20s 3D")
          .set(Fact.IMAGE_TYPE, List.of("ORIGINAL", "PRIMARY"))
          .headerField("BodyPartExamined", List.of("HEAD"))
          .headerField("KVP", List.of("80.5"))
          .headerField("0021,xx1a:ACME", List.of("DYNA"))
          .build();

  private static RuleBook book(String... conditions) throws RuleFaults {
    StringBuilder text = new StringBuilder("rules:\n");
    for (int i = 0; i < conditions.length; i++) {
      text.append("  - name: r").append(i + 1).append("\n    when: '").append(conditions[i]);
      text.append("'\n    ignore: reason ").append(i + 1).append('\n');
    }
    return parse(text.toString());
  }

  private static RuleBook parse(String text) throws RuleFaults {
    return RuleBook.parse(text, "rules.yaml", BrokenRuleFilesTest.NAMES);
  }

  private static boolean holds(String condition, SeriesFacts facts) throws RuleFaults {
    return book(condition).decide(facts, NOW).ruleName().equals("r1");
  }

  @Test
  void aReleasedSeriesPassesTheRulesThatHold() throws RuleFaults {
    RuleBook book =
        parse(
            """
            rules:
              - {name: look first, when: rotational, hold: look at it}
              - {name: look again, when: true, hold: look at it}
              - {name: all, when: rotational, reconstruct: {protocol: head-3dra, destinations: PACS}}
            """);
    assertThat(book.decide(ROTATIONAL, NOW)).isInstanceOf(Verdict.Hold.class);
    assertThat(book.decideReleased(ROTATIONAL, NOW).ruleName()).isEqualTo("all");
    Verdict nothing =
        parse("rules: [{name: look, when: true, hold: look at it}]")
            .decideReleased(ROTATIONAL, NOW);
    assertThat(nothing).isInstanceOf(Verdict.Ignore.class);
    assertThat(nothing.explanation()).isEqualTo("ignored: there is no rule for it");
  }

  @Test
  void theFirstRuleThatHoldsDecides() throws RuleFaults {
    RuleBook book = book("frames > 1000", "rotational", "frames > 100");
    assertThat(book.decide(ROTATIONAL, NOW).ruleName()).isEqualTo("r2");
  }

  @Test
  void whatNoRuleWantsIsIgnoredUnderTheNameDefault() throws RuleFaults {
    SeriesFacts facts =
        SeriesFacts.builder()
            .obstacle(new Obstacle("NOT_ROTATING", "", "the run does not turn", "nothing helps"))
            .build();
    Verdict verdict = book("rotational", "frames > 3").decide(facts, NOW);
    assertThat(verdict)
        .isEqualTo(
            new Verdict.Ignore(
                "default", "ignored: none of 2 rules holds; the run does not turn; nothing helps"));
  }

  @Test
  void aRuleThatReconstructsGivesEveryValueOfItsOutcome() throws RuleFaults {
    RuleBook book =
        parse(
            """
            rules:
              - name: heads
                when: rotational && sweepDeg >= 170.0
                reconstruct:
                  protocol: head-3dra
                  priority: urgent
                  window: night
                  destinations: [PACS, ARCHIVE]
                  seriesDescription: "3D {protocol}"
                  seriesNumberOffset: 7
            """);
    assertThat(book.decide(ROTATIONAL, NOW))
        .isEqualTo(
            new Verdict.Reconstruct(
                "heads",
                "reconstructed by rule \"heads\" with protocol head-3dra (rotational is true,"
                    + " sweepDeg = 200.0: sweepDeg >= 170.0 is true)",
                "head-3dra",
                Verdict.Priority.URGENT,
                "night",
                List.of("PACS", "ARCHIVE"),
                "3D {protocol}",
                7,
                false));
  }

  @Test
  void whatTurnsAndCannotBeReconstructedIsHeldWhateverARuleSays() throws RuleFaults {
    RuleBook book =
        parse(
            """
            rules:
              - name: all
                when: true
                reconstruct: {protocol: head-3dra, destinations: PACS}
            """);
    SeriesFacts facts =
        ROTATIONAL.toBuilder()
            .obstacle(new Obstacle("NO_SID", "", "the distance is missing", "add a station entry"))
            .build();
    for (Verdict verdict : List.of(book.decide(facts, NOW), book.decideReleased(facts, NOW))) {
      assertThat(verdict).isInstanceOf(Verdict.Hold.class);
      assertThat(verdict.ruleName()).isEqualTo("all");
      assertThat(verdict.explanation())
          .isEqualTo(
              "held: rule \"all\" asks for a reconstruction, which is not possible; the distance is"
                  + " missing; add a station entry");
    }
    SeriesFacts still = facts.toBuilder().set(Fact.ROTATIONAL, false).build();
    assertThat(book.decide(still, NOW)).isInstanceOf(Verdict.Ignore.class);
    assertThat(book.decide(still, NOW).explanation())
        .contains("not possible; the distance is missing; add a station entry");
  }

  @Test
  void aRuleThatIgnoresOrHoldsByAnObstacleIsObeyed() throws RuleFaults {
    RuleBook book =
        parse(
            """
            rules:
              - {name: dsa, when: '"SUBTRACTED" in obstacles', ignore: subtracted}
              - {name: all, when: rotational, reconstruct: {protocol: head-3dra, destinations: PACS}}
            """);
    SeriesFacts subtracted =
        ROTATIONAL.toBuilder().obstacle(new Obstacle("SUBTRACTED", "", "a mask", "")).build();
    assertThat(book.decide(subtracted, NOW))
        .isInstanceOf(Verdict.Ignore.class)
        .extracting(Verdict::ruleName)
        .isEqualTo("dsa");
  }

  @Test
  void aRunThatIsNotWholeIsHeldWhateverTheRulesSay() throws RuleFaults {
    SeriesFacts part =
        SeriesFacts.builder()
            .set(Fact.FRAMES, 30L)
            .obstacle(new Obstacle("PARTS_MISSING", "", "part 2 of 2 has not arrived", "send it"))
            .build();
    for (RuleBook book :
        List.of(RuleBook.empty(), book("!rotational"), book("true"), book("frames > 100"))) {
      assertThat(book.decide(part, NOW))
          .isEqualTo(
              new Verdict.Hold(
                  "default",
                  "held, since the run is not whole; part 2 of 2 has not arrived; send it"));
      assertThat(book.decideReleased(part, NOW)).isEqualTo(book.decide(part, NOW));
      assertThat(book.explain(part, NOW).rules())
          .noneMatch(account -> account.standing() == Standing.DECIDED);
    }
  }

  @Test
  void aRuleIsOnlyAskedWhileItIsEnabledAndValid() throws RuleFaults {
    RuleBook book =
        parse(
            """
            rules:
              - {name: off, when: true, ignore: x, enabled: false}
              - {name: later, when: true, ignore: x, validFrom: "2026-06-01T12:00:01"}
              - {name: over, when: true, ignore: x, validUntil: "2026-06-01T12:00:00"}
              - {name: now, when: true, hold: x, validFrom: 2026-06-01, validUntil: 2026-06-02}
            """);
    assertThat(book.decide(NOTHING, NOW).ruleName()).isEqualTo("now");
    assertThat(book.decide(NOTHING, NOW.plusSeconds(1)).ruleName()).isEqualTo("later");
    assertThat(book.decide(NOTHING, NOW.minusSeconds(1)).ruleName()).isEqualTo("over");
    assertThat(book.explain(NOTHING, NOW).rules().stream().map(r -> r.standing()))
        .containsExactly(
            Standing.DISABLED,
            Standing.OUTSIDE_VALIDITY,
            Standing.OUTSIDE_VALIDITY,
            Standing.DECIDED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "frames >= 133; true",
        "frames > 133; false",
        "frames > 132.5; true",
        "60 <= frames; true",
        "sweepDeg == 200.0; true",
        "sweepDeg != 200.0; false",
        "!(sweepDeg > 100) || frames == 133; true",
        "stationName.startsWith(\"ANGIO\") && !subtracted; true",
        "stationName in [\"A\", \"ANGIO1\"]; true",
        "\"ORIGINAL\" in imageType; true",
        "imageType.exists(v, v.matches(\"^PRIM\")); true",
        "imageType[1] == \"PRIMARY\"; true",
        "imageType[2] == \"PRIMARY\"; false",
        "!(imageType[2] == \"PRIMARY\"); false",
        "imageType[2] == \"PRIMARY\" || rotational; true",
        "frames / 0 == 1; false",
        "size(imageType) == 2 && string(frames) == \"133\"; true",
        "rotational == true && subtracted == false; true",
        "has(frames) && !has(rows); true",
        "dicom(\"BodyPartExamined\") == \"HEAD\"; true",
        "dicomNumber(\"KVP\") > 80; true",
        "dicomNumber(\"BodyPartExamined\") == 0.0; true",
        "has(dicomNumber(\"KVP\")) && !has(dicomNumber(\"BodyPartExamined\")); true",
        "hasDicom(\"KVP\") && has(dicom(\"KVP\")) && !hasDicom(\"StationName\"); true",
        "dicomValues(\"KVP\") == [\"80.5\"]; true",
        "dicom(\"0021,xx1A:ACME\") == \"DYNA\"; true",
        "dicom(\"0021,xx1a:OTHER\") == \"\"; true",
        "dicom(\"StationName\") + \"X\" == \"X\"; true"
      })
  void conditionsSayWhatTheGuideSays(String condition, boolean expected) throws RuleFaults {
    assertThat(holds(condition, ROTATIONAL)).as(condition).isEqualTo(expected);
  }

  @Test
  void aSeriesOfWhichNothingIsKnownMakesNoConditionFail() throws RuleFaults {
    for (Fact fact : Fact.values()) {
      String condition =
          switch (fact.type()) {
            case TEXT -> fact.ruleName() + " == \"\"";
            case INTEGER, NUMBER -> fact.ruleName() + " <= 0";
            case BOOLEAN -> "!" + fact.ruleName();
            case TEXT_LIST -> "size(" + fact.ruleName() + ") == 0";
          };
      assertThat(holds(condition + " && !has(" + fact.ruleName() + ")", NOTHING))
          .as(condition)
          .isTrue();
    }
  }

  @Test
  void theExplanationShowsEverySubConditionOfEveryRule() throws RuleFaults {
    Explanation explanation =
        book("frames > 200 || subtracted", "stationName == \"ANGIO1\"", "rows > 5 && rotational")
            .explain(ROTATIONAL, NOW);
    assertThat(explanation.verdict().ruleName()).isEqualTo("r2");
    assertThat(explanation.rules())
        .extracting(Explanation.RuleAccount::standing)
        .containsExactly(Standing.DID_NOT_HOLD, Standing.DECIDED, Standing.NOT_REACHED);
    assertThat(explanation.rules().get(0).conditions())
        .containsExactly(
            new Explanation.SubCondition("frames > 200", Truth.FALSE, List.of("frames = 133")),
            new Explanation.SubCondition(
                "subtracted", Truth.FALSE, List.of("subtracted is not known")));
    assertThat(explanation.rules().get(1).conditions())
        .containsExactly(
            new Explanation.SubCondition(
                "stationName == \"ANGIO1\"", Truth.TRUE, List.of("stationName = \"ANGIO1\"")));
  }

  @Test
  void theSentenceForTheLogShowsNoFreeTextOfTheSeries() throws RuleFaults {
    Verdict verdict =
        book("seriesDescription.contains(\"3D\") && dicom(\"SeriesDescription\") != \"x\"")
            .decide(ROTATIONAL, NOW);
    assertThat(verdict.ruleName()).isEqualTo("r1");
    assertThat(verdict.explanation()).doesNotContain("Jane").contains("contains(\"3D\") is true");
  }

  @Test
  void theRevisionIsTheDigestOfTheText(@TempDir Path folder) throws Exception {
    String text = "rules: []\n";
    Path file = Files.writeString(folder.resolve("mine.yaml"), text);
    RuleRevision revision = RuleBook.load(file, BrokenRuleFilesTest.NAMES).revision();
    assertThat(revision.file()).isEqualTo("mine.yaml");
    // printf 'rules: []\n' | sha256sum
    assertThat(revision.digest())
        .isEqualTo("e0dfa70eb69d47fe9cb2be8a4fcd53e74cf7fe26fcbb1f06912b57a9c028e4e0");
    assertThat(parse("rules:\n").revision().digest()).isNotEqualTo(revision.digest());
  }

  @Test
  void aFileThatDoesNotExistIsAFault(@TempDir Path folder) {
    RuleFaults faults =
        catchThrowableOfType(
            RuleFaults.class,
            () -> RuleBook.load(folder.resolve("none.yaml"), BrokenRuleFilesTest.NAMES));
    assertThat(faults.faults().get(0).message()).contains("does not exist");
  }

  @Test
  void loopsAreBounded() throws RuleFaults {
    SeriesFacts facts =
        SeriesFacts.builder()
            .set(Fact.IMAGE_TYPE, java.util.Collections.nCopies(1000, "x"))
            .build();
    String cubes = "imageType.all(a, imageType.all(b, imageType.all(c, a == b && b == c)))";
    for (String condition : List.of(cubes, "!" + cubes)) {
      Verdict verdict = book(condition).decide(facts, NOW);
      assertThat(verdict).isInstanceOf(Verdict.Hold.class);
      assertThat(verdict.explanation()).contains("rule \"r1\" cannot be evaluated");
    }
  }
}
