package org.rotavox.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an administrator reads after a slip in {@code rotavox.yaml} (files 01 to 19) or {@code
 * protocols.yaml} (20 and later), word by word, in {@code broken/messages.txt}; {@code
 * -Drotavox.snapshots=write} writes it.
 */
class BrokenConfigurationTest {

  private static final Path FOLDER =
      Path.of("src/node/src/test/resources/org/rotavox/config/broken");
  private static final Path SNAPSHOT = FOLDER.resolve("messages.txt");

  private final Path folder;

  BrokenConfigurationTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void everySlipIsAnsweredWithPlaceReasonAndRemedy() throws IOException {
    StringBuilder messages = new StringBuilder();
    for (Path file : files()) {
      messages.append("## ").append(file.getFileName()).append('\n');
      Files.readString(file).lines().forEach(l -> messages.append("   | ").append(l).append('\n'));
      messages.append(messagesFor(file)).append("\n\n");
    }
    if (System.getProperty("rotavox.snapshots", "").equals("write")) {
      Files.writeString(SNAPSHOT, messages);
    }
    assertThat(messages.toString())
        .doesNotContain("NO FAULT FOUND")
        .isEqualTo(Files.readString(SNAPSHOT));
  }

  private String messagesFor(Path broken) throws IOException {
    for (String name : List.of("rotavox.yaml", "rules.yaml", "protocols.yaml")) {
      Files.copy(
          Path.of("config", name), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
    boolean protocols = broken.getFileName().toString().startsWith("2");
    Files.copy(
        broken,
        folder.resolve(protocols ? "protocols.yaml" : "rotavox.yaml"),
        StandardCopyOption.REPLACE_EXISTING);
    try {
      Configuration.load(folder, Map.of("ROTAVOX_TEXT", "secret"));
      return "NO FAULT FOUND";
    } catch (ConfigurationFaults e) {
      String messages = e.faults().stream().map(String::valueOf).collect(Collectors.joining("\n"));
      return messages.replace(folder.toAbsolutePath().toString(), "FOLDER");
    }
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }
}
