package org.rotavox.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rotavox.model.ObstacleCode;

/**
 * Every code of the table is that of an obstacle which some run has, with what helps; the compiler
 * checks the rest.
 */
class ObstacleCodesTest {

  /** Nothing that an administrator can do helps against these. */
  private static final Set<ObstacleCode> WITHOUT_REMEDY =
      EnumSet.of(
          ObstacleCode.NOT_A_PROJECTION,
          ObstacleCode.NO_PIXELS,
          ObstacleCode.SINGLE_FRAME,
          ObstacleCode.MIXED_INSTANCES,
          ObstacleCode.ARC_TOO_SMALL,
          ObstacleCode.TOO_FEW_FRAMES,
          ObstacleCode.GAP,
          ObstacleCode.ANGLES_CONTRADICT,
          ObstacleCode.DETECTOR_TURN_UNCERTAIN,
          ObstacleCode.GEOMETRY_CHANGES,
          ObstacleCode.FIELD_OF_VIEW_UNREADABLE,
          ObstacleCode.FRAME_CONSTANT,
          ObstacleCode.FRAME_SATURATED,
          ObstacleCode.FRAMES_IDENTICAL,
          ObstacleCode.MOSTLY_BLANKED);

  private static final Path SOURCES = Path.of("src/node/src/main/java/org/rotavox/acquisition");
  private static final Pattern USED = Pattern.compile("ObstacleCode\\.([A-Z]+(?:_[A-Z]+)*)");
  private static final Pattern FLAW =
      Pattern.compile("^    ([A-Z]+(?:_[A-Z]+)*)[,;(]?$", Pattern.MULTILINE);

  @Test
  void everyCodeOfTheTableIsUsed() throws IOException {
    Set<String> used = new TreeSet<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        Pattern codes = file.endsWith("Flaw.java") ? FLAW : USED;
        Matcher found = codes.matcher(Files.readString(file));
        while (found.find()) {
          used.add(found.group(1));
        }
      }
    }
    assertThat(Arrays.stream(ObstacleCode.values()).map(Enum::name)).isSubsetOf(used);
  }

  @ParameterizedTest
  @EnumSource
  void everyCodeHasAMeaningAndWhatHelps(ObstacleCode code) {
    assertThat(code.meaning()).isNotBlank();
    assertThat(code.remedy().isEmpty()).isEqualTo(WITHOUT_REMEDY.contains(code));
    assertThat(code.remedy("a value")).doesNotContain("…");
  }

  @ParameterizedTest
  @EnumSource
  void everyAttributeIsOneOfTheStandard(ObstacleCode code) {
    Finding finding = new Finding();
    finding.obstacle(code, "a sentence");
    String tag = finding.obstacles().get(0).tag();
    assertThat(tag).startsWith(code.attribute());
    assertThat(tag.isEmpty() || tag.matches("\\([0-9A-F]{4},[0-9A-F]{4}\\) [A-Z]\\w+")).isTrue();
  }
}
