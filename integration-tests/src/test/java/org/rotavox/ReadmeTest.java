package org.rotavox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of the README are lines of tests that are compiled and run. */
class ReadmeTest {

  private static final Pattern MARKED =
      Pattern.compile("// readme: begin\n(.*?) *// readme: end", Pattern.DOTALL);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "src/dicom/src/test/java/org/rotavox/upperlayer/LibraryUseTest.java",
        "src/recon/src/test/java/org/rotavox/recon/algorithm/LibraryUseTest.java"
      })
  void everyExampleStandsInTheReadme(String source) throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    Matcher marked = MARKED.matcher(Files.readString(Path.of(source)));
    int examples = 0;
    while (marked.find()) {
      String lines = marked.group(1).stripTrailing().stripIndent() + "\n";
      assertThat(readme).contains("```java\n" + lines + "```");
      assertThat(List.of(lines.split("\n"))).hasSizeLessThanOrEqualTo(12);
      examples++;
    }
    assertThat(examples).isPositive();
  }
}
