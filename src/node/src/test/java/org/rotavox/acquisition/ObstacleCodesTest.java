package org.rotavox.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rotavox.model.ObstacleCode;

/** The table of obstacles is that of the code: rules are checked against it. */
class ObstacleCodesTest {

  private static final Path SOURCES = Path.of("src/node/src/main/java/org/rotavox/acquisition");
  private static final Pattern LITERAL = Pattern.compile("\"([A-Z]+(?:_[A-Z]+)+)\"");

  /** Values of facts and of attributes that look like codes. */
  private static final Set<String> NO_CODES =
      Set.of("CONSTANT_STEP", "PER_FRAME", "SIDE_CAR", "TO_LINEAR");

  /** Codes of one word, and the names of flaws, which no literal has. */
  private static final Set<String> OTHERS =
      Set.of("SUBTRACTED", "UNCONFIRMED", "UNREADABLE", "GAP", "ARC_TOO_SMALL", "TOO_FEW_FRAMES");

  @Test
  void everyCodeOfTheSourcesIsInTheTableAndTheOtherWayRound() throws IOException {
    Set<String> used = new TreeSet<>(OTHERS);
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        Matcher literals = LITERAL.matcher(Files.readString(file));
        while (literals.find()) {
          used.add(literals.group(1));
        }
      }
    }
    used.removeAll(NO_CODES);
    Set<String> table = new TreeSet<>();
    Arrays.stream(ObstacleCode.values()).map(Enum::name).forEach(table::add);
    assertThat(table).containsExactlyElementsOf(used);
  }
}
