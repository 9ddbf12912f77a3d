package org.rotavox.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.dataset.Dictionary;
import org.rotavox.model.Fact;
import org.rotavox.model.ObstacleCode;

/** Executes the examples of the rules guide and keeps its table of facts equal to the code. */
class RulesGuideTest {

  private static final Path GUIDE = Path.of("src/site/markdown/rules.md");
  private static final Pattern BLOCK =
      Pattern.compile("```yaml (rules|cases)\n(.*?)```", Pattern.DOTALL);

  private final Path folder;

  RulesGuideTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @TestFactory
  Stream<DynamicTest> everyExampleDoesWhatItsCasesSay() throws IOException, RuleFaults {
    List<DynamicTest> tests = new ArrayList<>();
    Matcher blocks = BLOCK.matcher(Files.readString(GUIDE));
    String rules = "";
    while (blocks.find()) {
      if (blocks.group(1).equals("rules")) {
        rules = blocks.group(2);
        continue;
      }
      RuleBook book = RuleBook.parse(rules, "rules.md", BrokenRuleFilesTest.NAMES);
      Path file = Files.writeString(folder.resolve(tests.size() + ".yaml"), blocks.group(2));
      for (RuleCase example : RuleCases.load(file, BrokenRuleFilesTest.NAMES.timeZone())) {
        tests.add(
            DynamicTest.dynamicTest(
                book.rules().get(0).name() + ": " + example.name(),
                () -> {
                  assertThat(example.differences(book, Instant.parse("2026-01-01T00:00:00Z")))
                      .isEmpty();
                  assertThat(example.doubts()).isEmpty();
                }));
      }
    }
    assertThat(tests).hasSizeGreaterThan(15);
    return tests.stream();
  }

  @Test
  void theTableOfFactsIsThatOfTheCode() throws IOException {
    StringBuilder table = new StringBuilder("| fact | kind | meaning |\n|---|---|---|\n");
    for (Fact fact : Fact.values()) {
      table
          .append("| `")
          .append(fact.ruleName())
          .append("` | ")
          .append(Words.of(fact.type()))
          .append(" | ")
          .append(fact.meaning())
          .append(" |\n");
    }
    assertIsInGuide("facts", table.toString());
  }

  @Test
  void theTableOfObstaclesIsThatOfTheCode() throws IOException {
    StringBuilder table =
        new StringBuilder("| code | meaning | attribute | what helps |\n|---|---|---|---|\n");
    for (ObstacleCode code : ObstacleCode.values()) {
      table.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(code.name(), code.meaning(), described(code), code.remedy()));
    }
    assertIsInGuide("obstacles", table.toString());
  }

  private static String described(ObstacleCode code) {
    String digits = code.attribute().replaceAll("[(),]", "");
    return digits.isEmpty() ? "" : Dictionary.describe(Integer.parseUnsignedInt(digits, 16));
  }

  private static void assertIsInGuide(String name, String table) throws IOException {
    String first = "<!-- " + name + ": generated from the code and checked by a test -->\n";
    String guide = Files.readString(GUIDE);
    int begin = guide.indexOf(first) + first.length();
    int end = guide.indexOf("<!-- end of " + name + " -->");
    if (System.getProperty("rotavox.snapshots", "").equals("write")) {
      Files.writeString(GUIDE, guide.substring(0, begin) + table + guide.substring(end));
      return;
    }
    assertThat(guide.substring(begin, end)).isEqualTo(table);
  }
}
