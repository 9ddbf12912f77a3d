package org.rotavox.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.rotavox.rules.RuleCase;
import org.rotavox.rules.RuleCases;

/** The default and every folder of {@code conf-examples} load and do what their cases say. */
class ExampleConfigurationsTest {

  private static final Path EXAMPLES = Path.of("conf-examples");
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @TestFactory
  Stream<DynamicTest> everyCaseOfEveryExampleHolds() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path folder : Stream.concat(Stream.of(Path.of("config")), folders().stream()).toList()) {
      NodeSettings settings = Configuration.load(folder);
      List<RuleCase> cases =
          RuleCases.load(folder.resolve("cases.yaml"), settings.schedule().timeZone());
      assertThat(cases).as(folder.toString()).hasSizeGreaterThan(1);
      for (RuleCase one : cases) {
        tests.add(
            DynamicTest.dynamicTest(
                folder.getFileName() + ": " + one.name(),
                () -> assertThat(one.differences(settings.rules(), NOW)).isEmpty()));
      }
    }
    return tests.stream();
  }

  @Test
  void everyExampleIsInTheTable() throws IOException {
    String table = Files.readString(EXAMPLES.resolve("README.md"));
    for (Path folder : folders()) {
      assertThat(table).contains("](" + folder.getFileName() + ")");
    }
  }

  private static List<Path> folders() throws IOException {
    try (Stream<Path> folders = Files.list(EXAMPLES)) {
      return folders.filter(Files::isDirectory).sorted().toList();
    }
  }
}
