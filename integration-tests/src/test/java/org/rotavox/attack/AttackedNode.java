package org.rotavox.attack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.rotavox.it.Coverage;
import org.rotavox.store.SmallDisk;
import org.rotavox.support.FreePort;

/**
 * The packaged node with 512 MB of heap, an honest suite before it, an honest archive and a lying
 * one behind it. Its spool has a disk of its own where the user may mount one.
 */
final class AttackedNode implements AutoCloseable {

  static final int PER_PEER = 20;

  private static final int MOST_SHOWN = 20;

  private static final int ASSOCIATIONS = 50;
  private static final long DISK_BYTES = 1_000_000_000;
  private static final long DISK_BYTES_IN_LONG_FORM = 4_000_000_000L;
  private static final Path JAR =
      Path.of(System.getProperty("rotavox.jar", "target/rotavox.jar")).toAbsolutePath();
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();
  private static final Duration LONGEST_START = Duration.ofSeconds(60);

  private final int port = FreePort.next();
  private final Path log;
  private final Optional<SmallDisk> disk;
  private final HonestSuite suite;
  private final Liar liar;
  private final Process process;

  AttackedNode(Path folder, boolean longForm) throws IOException, InterruptedException {
    this.log = folder.resolve("node.log");
    this.disk =
        SmallDisk.isPossible()
            ? Optional.of(
                SmallDisk.mount(
                    folder.resolve("data/spool"), longForm ? DISK_BYTES_IN_LONG_FORM : DISK_BYTES))
            : Optional.empty();
    int pacsPort = FreePort.next();
    int liarPort = FreePort.next();
    Path config = writeConfiguration(folder, pacsPort, liarPort);
    this.suite = new HonestSuite(folder, simulatedRun(folder), port, pacsPort);
    this.liar = new Liar(liarPort);
    List<String> command = new ArrayList<>(List.of(JAVA));
    command.addAll(Coverage.agent());
    command.addAll(
        List.of("-Xmx512m", "-jar", JAR.toString(), "serve", "--config", config.toString()));
    this.process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    Awaitility.await().atMost(LONGEST_START).until(() -> Caller.echo(target(false)).isPresent());
  }

  private Path writeConfiguration(Path folder, int pacsPort, int liarPort) throws IOException {
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
          keepIgnored: 10 s
        collect:
          quietTime: 500 ms
        schedule:
          tick: 100 ms
        engine:
          device: cpu
        destinations:
          - {name: PACS, aeTitle: PACS, host: 127.0.0.1, port: %d}
          - {name: LIAR, aeTitle: LIAR, host: 127.0.0.1, port: %d, confirmation: commitment}
        """
            .formatted(port, ASSOCIATIONS, PER_PEER, pacsPort, liarPort));
    Files.writeString(
        config.resolve("rules.yaml"),
        """
        rules:
          - name: rotational
            when: rotational
            reconstruct: {protocol: small, destinations: [PACS, LIAR]}
        """);
    Files.writeString(
        config.resolve("protocols.yaml"),
        "protocols:\n  small:\n    matrix: %d\n    voxel: 4 mm\n".formatted(HonestSuite.SLICES));
    Files.copy(Path.of("config/logback.xml"), config.resolve("logback.xml"));
    return config;
  }

  private static Path simulatedRun(Path folder) throws IOException, InterruptedException {
    Path run = folder.resolve("rotational.dcm");
    Path said = folder.resolve("simulate.log");
    Process simulate =
        new ProcessBuilder(
                JAVA,
                "-jar",
                JAR.toString(),
                "simulate",
                run.toString(),
                "--frames",
                "40",
                "--arc",
                "200",
                "--columns",
                "64",
                "--rows",
                "64")
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    if (simulate.waitFor() != 0) {
      throw new IOException(Files.readString(said));
    }
    return run;
  }

  Target target(boolean longForm) {
    return new Target("127.0.0.1", port, "ROTAVOX", longForm);
  }

  HonestSuite suite() {
    return suite;
  }

  Liar liar() {
    return liar;
  }

  /** Returns the disk of its spool; empty where the user may not mount one. */
  Optional<SmallDisk> disk() {
    return disk;
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
  public void close() throws IOException {
    suite.close();
    liar.close();
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    if (disk.isPresent()) {
      disk.get().close();
    }
  }
}
