package org.rotavox.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rotavox.yaml.FileFault;

/**
 * What an administrator reads after a slip: every broken file of the folder {@code broken} and the
 * messages for it, word by word, in {@code broken/messages.txt}. After a wanted change of a message
 * run with {@code -Drotavox.snapshots=write} and read the difference.
 */
class BrokenRuleFilesTest {

  private static final Path FOLDER =
      Path.of("src/node/src/test/resources/org/rotavox/rules/broken");
  private static final Path SNAPSHOT = FOLDER.resolve("messages.txt");

  static final RuleNames NAMES =
      new RuleNames(
          Set.of("head-3dra", "spine-fine"),
          Set.of("night", "weekend"),
          Set.of("PACS", "ARCHIVE"),
          Set.of("BodyPartExamined", "KVP", "StationName", "SeriesDescription"),
          ZoneOffset.UTC);

  @Test
  void everySlipIsAnsweredWithPlaceReasonAndRemedy() throws IOException {
    StringBuilder messages = new StringBuilder();
    for (Path file : files()) {
      messages.append("## ").append(file.getFileName()).append('\n');
      Files.readString(file).lines().forEach(l -> messages.append("   | ").append(l).append('\n'));
      for (FileFault fault : faults(file)) {
        messages.append(fault).append('\n');
      }
      messages.append('\n');
    }
    if (System.getProperty("rotavox.snapshots", "").equals("write")) {
      Files.writeString(SNAPSHOT, messages);
    }
    assertThat(messages.toString()).isEqualTo(Files.readString(SNAPSHOT));
  }

  @Test
  void everyFaultHasAPlaceInItsFile() throws IOException {
    assertThat(files()).hasSizeGreaterThanOrEqualTo(30);
    for (Path file : files()) {
      List<String> lines = Files.readString(file).lines().toList();
      for (FileFault fault : faults(file)) {
        assertThat(fault.file()).isEqualTo(file.getFileName().toString());
        assertThat(fault.line()).as(fault.toString()).isBetween(1, lines.size() + 1);
        assertThat(fault.column()).as(fault.toString()).isPositive();
        assertThat(fault.message()).isNotBlank();
      }
    }
  }

  private static List<FileFault> faults(Path file) {
    RuleFaults faults = catchThrowableOfType(RuleFaults.class, () -> RuleBook.load(file, NAMES));
    assertThat(faults).as(file.toString()).isNotNull();
    return faults.faults();
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }
}
