package org.rotavox.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RuleLinterTest {

  private static final RuleNames NAMES =
      new RuleNames(Set.of("p"), Set.of(), Set.of("PACS"), Set.of(), ZoneOffset.UTC);

  private static List<String> lint(String... conditions) throws RuleFaults {
    StringBuilder text = new StringBuilder("rules:\n");
    for (int i = 0; i < conditions.length; i++) {
      String[] parts = conditions[i].split(" -> ");
      text.append("  - name: r").append(i + 1).append("\n    when: '").append(parts[0]);
      text.append("'\n    ").append(parts.length > 1 ? parts[1] : "ignore: x").append('\n');
    }
    text.append("  - {name: last, when: true, reconstruct: {protocol: p, destinations: PACS}}\n");
    return lintFile(text.toString());
  }

  private static List<String> lintFile(String text) throws RuleFaults {
    return RuleLinter.lint(RuleBook.parse(text, "rules.yaml", NAMES), NAMES).stream()
        .map(warning -> warning.kind() + " " + warning.ruleName())
        .toList();
  }

  @Test
  void findsNothingInASoundRuleSet() throws RuleFaults {
    assertThat(lint("rotational && subtracted", "rotational && stationName == \"A\"")).isEmpty();
  }

  @Test
  void findsRulesThatAnEarlierOneCovers() throws RuleFaults {
    assertThat(lint("frames >= 60", "frames >= 100 && rotational")).contains("UNREACHABLE r2");
    assertThat(lint("stationName.startsWith(\"ANGIO\")", "stationName == \"ANGIO2\""))
        .contains("UNREACHABLE r2");
    assertThat(lint("modality in [\"XA\", \"RF\"]", "modality == \"RF\""))
        .contains("UNREACHABLE r2");
  }

  @Test
  void findsRulesThatSeveralEarlierOnesCoverTogether() throws RuleFaults {
    assertThat(lint("frames >= 60", "frames < 60", "rotational"))
        .contains("UNREACHABLE r3", "UNREACHABLE last");
  }

  @Test
  void findsConditionsThatNeverOrAlwaysHold() throws RuleFaults {
    assertThat(lint("frames > 10 && frames < 11")).contains("ALWAYS_FALSE r1");
    assertThat(lint("modality == \"XA\" && modality == \"RF\"")).contains("ALWAYS_FALSE r1");
    assertThat(lint("frames < 5 || frames >= 5")).contains("ALWAYS_TRUE r1");
    assertThat(lint("sweepDeg > 10.0 && sweepDeg < 11.0")).isEmpty();
  }

  @Test
  void findsConditionsThatNoRunCanFulfil() throws RuleFaults {
    for (String condition :
        List.of(
            "rotational && objectKind == \"DOSE_REPORT\"",
            "rotational && has(frames) && frames > 0 && frames < 30 && !has(obstacles)"
                + " && angleReading == \"OFFSET\"",
            "rotational && \"NOT_ROTATING\" in obstacles",
            "rotational && subtracted && !(\"SUBTRACTED\" in obstacles)",
            "!rotational && direction == \"RISING\"",
            "!rotational && rotationAxis != \"\"",
            "direction == \"UP\"",
            "objectKind.startsWith(\"CT\")",
            "angleReading in [\"OFFSETS\"]",
            "\"SUBTRACTD\" in obstacles",
            "\"angle\" in unconfirmed",
            "sweepDeg < 0.0",
            "stationName == \"A\" && rotational && \"ARC_TOO_SMALL\" in obstacles")) {
      assertThat(lint(condition)).as(condition).contains("IMPOSSIBLE r1");
    }
    assertThat(lint("rotational || \"SUBTRACTD\" in obstacles")).contains("IMPOSSIBLE r1");
  }

  @Test
  void whatRunsCanHaveIsNotCalledImpossible() throws RuleFaults {
    for (String condition :
        List.of(
            "rotational && subtracted",
            "rotational && \"DISTANCES_MISSING\" in obstacles",
            "!rotational && has(sweepDeg) && sweepDeg < 150.0",
            "rotational && has(sweepDeg) && sweepDeg < 150.0 && \"PARTS_MISSING\" in obstacles",
            "rotational && has(sweepDeg) && sweepDeg < 150.0 && angleReading == \"SIDE_CAR\"",
            "rotational && direction == \"FALLING\" && rotationAxis == \"SECONDARY\"",
            "!rotational && !(modality in [\"XA\"]) && objectKind == \"OTHER\"")) {
      assertThat(lint(condition)).as(condition).noneMatch(w -> w.startsWith("IMPOSSIBLE"));
    }
  }

  @Test
  void whatMayBeUndecidableIsNeitherAlwaysTrueNorItsOwnOpposite() throws RuleFaults {
    assertThat(lint("imageType[3] == \"X\" || !(imageType[3] == \"X\")")).isEmpty();
  }

  @Test
  void findsComparisonsThatMissingDataPasses() throws RuleFaults {
    assertThat(lint("frames < 60")).containsExactly("HOLDS_WITHOUT_DATA r1");
    assertThat(lint("has(frames) && frames < 60")).isEmpty();
    assertThat(lint("frames > 60")).isEmpty();
  }

  @Test
  void findsOverlapsWithAnotherOutcomeButNotExceptions() throws RuleFaults {
    assertThat(lint("rotational && frames > 60", "rotational && rows > 100 -> hold: x"))
        .containsExactly("OVERLAP r2");
    assertThat(lint("rotational && frames > 60", "rotational -> hold: x")).isEmpty();
    assertThat(lint("rotational && frames > 60", "rotational && rows > 100")).isEmpty();
  }

  @Test
  void aRuleThatIsNotAlwaysAskedCoversNothing() throws RuleFaults {
    assertThat(
            lintFile(
                """
                rules:
                  - {name: a, when: rotational, ignore: x, validUntil: 2026-12-01}
                  - {name: b, when: rotational, ignore: x, enabled: false}
                  - name: c
                    when: rotational
                    reconstruct: {protocol: p, destinations: PACS}
                """))
        .doesNotContain("UNREACHABLE c", "UNREACHABLE b");
  }

  @Test
  void findsDestinationsThatNobodyUses() throws RuleFaults {
    assertThat(lintFile("rules:\n  - {name: a, when: rotational, ignore: x}\n"))
        .containsExactly("UNUSED_DESTINATION ");
  }
}
