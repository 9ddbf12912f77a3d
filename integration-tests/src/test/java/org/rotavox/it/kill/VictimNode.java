package org.rotavox.it.kill;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.rotavox.control.ControlClient;
import org.rotavox.peer.Asked;

/** The packaged node that is killed again and again. */
final class VictimNode implements AutoCloseable {

  private static final Path JAR =
      Path.of(System.getProperty("rotavox.jar", "target/rotavox.jar")).toAbsolutePath();
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();
  private static final Duration LONGEST_START = Duration.ofSeconds(60);

  private final Path folder;
  private final Path agent;
  private Process process;

  VictimNode(Path folder, int port, int steadyPort, int flakyPort) throws IOException {
    this.folder = folder;
    this.agent = KillAgent.jar(folder);
    Path config = Files.createDirectories(folder.resolve("config"));
    Files.writeString(
        config.resolve("rotavox.yaml"),
        """
        node:
          bindAddress: 127.0.0.1
          port: %d
        store:
          dataFolder: ../data
          minimumFree: 100 MB
          keepIgnored: 2 s
        collect:
          quietTime: 500 ms
        schedule:
          tick: 100 ms
          maxAttempts: 1000
          firstRetryDelay: 100 ms
          maxRetryDelay: 1 s
        engine:
          device: cpu
        destinations:
          - {name: STEADY, aeTitle: STEADY, host: 127.0.0.1, port: %d, firstRetryDelay: 100 ms, maxRetryDelay: 1 s}
          - {name: FLAKY, aeTitle: FLAKY, host: 127.0.0.1, port: %d, firstRetryDelay: 100 ms, maxRetryDelay: 1 s, maxAttempts: 10000}
        """
            .formatted(port, steadyPort, flakyPort));
    Files.writeString(
        config.resolve("rules.yaml"),
        """
        rules:
          - name: rotational
            when: rotational
            reconstruct: {protocol: small, destinations: [STEADY, FLAKY]}
        """);
    Files.writeString(
        config.resolve("protocols.yaml"),
        "protocols:\n  small:\n    matrix: 32\n    voxel: 4 mm\n");
    Files.copy(Path.of("config/logback.xml"), config.resolve("logback.xml"));
  }

  /** Returns the command line of one of the packaged tools. */
  static List<String> program(String... arguments) {
    List<String> command = new ArrayList<>(List.of(JAVA, "-jar", JAR.toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  Path dataFolder() {
    return folder.resolve("data");
  }

  /** Starts it; with an order for the agent it kills itself at a point. */
  void start(Optional<String> killOrder) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(JAVA, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m"));
    killOrder.ifPresent(order -> command.add("-javaagent:" + agent + "=" + order));
    command.addAll(
        List.of("-jar", JAR.toString(), "serve", "--config", folder.resolve("config").toString()));
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
            .start();
  }

  private Path log() {
    return folder.resolve("node.log");
  }

  /** Waits for its end; false if it still lives after this long. */
  boolean endsWithin(long millis) throws InterruptedException {
    return process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Returns its exit code after SIGTERM. */
  int terminate() throws InterruptedException {
    process.destroy();
    process.waitFor();
    return process.exitValue();
  }

  /** Waits until it can be asked, and asks; empty if it ends before. */
  Optional<JsonNode> status() throws IOException, InterruptedException {
    long end = System.nanoTime() + LONGEST_START.toNanos();
    while (process.isAlive()) {
      Optional<ControlClient> client = ControlClient.find(dataFolder());
      if (client.isPresent()) {
        try {
          return Optional.of(Asked.of(client.get(), "status", Map.of()));
        } catch (IOException e) {
          if (process.waitFor(1, TimeUnit.SECONDS)) {
            return Optional.empty(); // killed in the middle of its answer
          }
          throw e;
        }
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("the node did not start: " + Files.readString(log()));
      }
      Thread.sleep(20);
    }
    return Optional.empty();
  }

  /** Does what a person does with jobs that are held since the process died in them thrice. */
  void resumeHeldJobs(JsonNode status) throws IOException, InterruptedException {
    Optional<ControlClient> client = ControlClient.find(dataFolder());
    try {
      for (JsonNode job : status.path("attention").path("failedJobs")) {
        if (client.isPresent() && job.path("state").asText().equals("HELD")) {
          Asked.of(client.get(), "job.resume", Map.of("job", job.path("job").asLong()));
        }
      }
    } catch (IOException e) {
      if (!process.waitFor(1, TimeUnit.SECONDS)) {
        throw e;
      }
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly();
    }
  }
}
