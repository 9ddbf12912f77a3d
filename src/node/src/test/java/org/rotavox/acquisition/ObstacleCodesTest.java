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

/**
 * Every code of the table is that of an obstacle which some run has; the compiler checks the rest.
 */
class ObstacleCodesTest {

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
}
