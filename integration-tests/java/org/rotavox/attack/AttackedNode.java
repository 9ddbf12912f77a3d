package org.rotavox.attack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.rotavox.FreePort;

/** The packaged node with 512 MB of heap that only receives. */
final class AttackedNode implements AutoCloseable {

  static final int PER_PEER = 20;

  private static final int MOST_SHOWN = 20;

  private static final int ASSOCIATIONS = 50;
  private static final Path JAR =
      Path.of(System.getProperty("rotavox.jar", "target/rotavox.jar")).toAbsolutePath();
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();
  private static final Duration LONGEST_START = Duration.ofSeconds(60);

  private final int port;
  private final Path log;
  private final Process process;

  AttackedNode(Path folder) throws IOException {
    this.port = FreePort.next();
    Path config = Files.createDirectories(folder.resolve("config"));
    Files.writeString(
        config.resolve("rotavox.yaml"),
        """
        node:
          aeTitle: ROTAVOX
          bindAddress: 127.0.0.1
          port: %d
          maxAssociations: %d
          maxAssociationsPerPeer: %d
        store:
          dataFolder: ../data
          minimumFree: 100 MB
        destinations:
          - {name: PACS, aeTitle: PACS, host: 127.0.0.1, port: 1}
        """
            .formatted(port, ASSOCIATIONS, PER_PEER));
    Files.writeString(config.resolve("rules.yaml"), "rules: []\n");
    Files.writeString(
        config.resolve("protocols.yaml"), Files.readString(Path.of("config/protocols.yaml")));
    Files.copy(Path.of("config/logback.xml"), config.resolve("logback.xml"));
    this.log = folder.resolve("node.log");
    this.process =
        new ProcessBuilder(
                JAVA, "-Xmx512m", "-jar", JAR.toString(), "serve", "--config", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Awaitility.await().atMost(LONGEST_START).until(() -> Caller.echo(target(false)).isPresent());
  }

  Target target(boolean longForm) {
    return new Target("127.0.0.1", port, "ROTAVOX", longForm);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Returns what it has logged. */
  String log() throws IOException {
    return Files.readString(log);
  }

  /** Returns the last warnings and errors that it has logged. */
  String warnings() throws IOException {
    List<String> lines =
        log().lines().filter(line -> line.contains(" WARN ") || line.contains(" ERROR ")).toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - MOST_SHOWN), lines.size()));
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
