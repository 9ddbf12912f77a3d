package org.rotavox.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The packaged node as a process of its own, with a configuration and a data folder. */
final class NodeProcess implements AutoCloseable {

  private static final Path JAR =
      Path.of(System.getProperty("rotavox.jar", "target/rotavox.jar")).toAbsolutePath();

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private static final String HEAP = "1g";

  /** Half the processor time of a short life: what is compiled quickly, and one collector. */
  private static final List<String> SHORT_LIFE =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private final Path folder;
  private final int port;
  private final String heap;
  private final List<String> before;
  private PeerProcess process;

  private NodeProcess(Path folder, int port, String heap, List<String> before) throws IOException {
    this.folder = folder;
    this.port = port;
    this.heap = heap;
    this.before = before;
    this.process = launch();
  }

  /**
   * Writes a configuration for the small phantom and starts the node.
   *
   * @param pacsPort where the destination PACS listens
   */
  static NodeProcess start(Path folder, int pacsPort) throws IOException {
    return start(folder, pacsPort, Files.readString(Path.of("config/rules.yaml")));
  }

  /** The same with rules under which nothing is reconstructed: it only receives. */
  static NodeProcess startReceivingOnly(Path folder, int pacsPort) throws IOException {
    return start(folder, pacsPort, "rules: []\n");
  }

  /** The same with more sections of {@code rotavox.yaml}. */
  static NodeProcess startWith(Path folder, int pacsPort, String sections) throws IOException {
    return start(
        folder,
        pacsPort,
        Files.readString(Path.of("config/rules.yaml")),
        "fallback: ct\n" + sections,
        "outputs: [ct]");
  }

  /** The same with these rules. */
  static NodeProcess start(Path folder, int pacsPort, String rules) throws IOException {
    return start(folder, pacsPort, rules, "fallback: ct", "outputs: [ct]");
  }

  /** The same with one more key of the destination and one more of the protocol. */
  static NodeProcess start(
      Path folder, int pacsPort, String rules, String destinationKey, String protocolKey)
      throws IOException {
    return start(folder, pacsPort, rules, destinationKey, protocolKey, HEAP);
  }

  /**
   * The same for the usual rules, started by another program.
   *
   * @param before that program and its arguments; the command of the node follows
   */
  static NodeProcess startUnder(Path folder, int pacsPort, List<String> before) throws IOException {
    String rules = Files.readString(Path.of("config/rules.yaml"));
    return start(folder, pacsPort, rules, "fallback: ct", "outputs: [ct]", HEAP, before);
  }

  /** The same with so much heap, as {@code 200m}. */
  static NodeProcess start(
      Path folder,
      int pacsPort,
      String rules,
      String destinationKey,
      String protocolKey,
      String heap)
      throws IOException {
    return start(folder, pacsPort, rules, destinationKey, protocolKey, heap, List.of());
  }

  private static NodeProcess start(
      Path folder,
      int pacsPort,
      String rules,
      String destinationKey,
      String protocolKey,
      String heap,
      List<String> before)
      throws IOException {
    int port = Ports.free();
    Path config = Files.createDirectories(folder.resolve("config"));
    Files.writeString(
        config.resolve("rotavox.yaml"),
        """
        node:
          aeTitle: ROTAVOX
          bindAddress: 127.0.0.1
          port: %d
        store:
          dataFolder: ../data
          minimumFree: 100 MB
        schedule:
          tick: 200 ms
          firstRetryDelay: 1 s
        destinations:
          - name: PACS
            aeTitle: PACS
            host: 127.0.0.1
            port: %d
            firstRetryDelay: 1 s
            %s
        """
            .formatted(port, pacsPort, destinationKey));
    Files.writeString(config.resolve("rules.yaml"), rules);
    Files.copy(Path.of("config/logback.xml"), config.resolve("logback.xml"));
    Files.writeString(
        config.resolve("protocols.yaml"),
        """
        protocols:
          head-3dra:
            matrix: 96
            voxel: 1.6 mm
            filter: ramp
            calibration:
              water: 0.0206 /mm
            %s
        """
            .formatted(protocolKey));
    NodeProcess node = new NodeProcess(folder, port, heap, before);
    try {
      node.awaitReady();
    } catch (RuntimeException | Error e) {
      node.process.close(); // nobody else would end it
      throw e;
    }
    return node;
  }

  private PeerProcess launch() throws IOException {
    List<String> command = new ArrayList<>(before);
    command.addAll(
        List.of(
            "env",
            "--default-signal=HUP", // also where the tests run under nohup, which ignores it
            JAVA));
    if (before.isEmpty()) { // another program may run it as another user
      command.addAll(Coverage.agent());
    }
    command.addAll(SHORT_LIFE);
    command.addAll(
        List.of(
            "-Xmx" + heap,
            "-jar",
            JAR.toString(),
            "serve",
            "--config",
            folder.resolve("config").toString()));
    return PeerProcess.start(folder, folder.resolve("node.log"), command.toArray(String[]::new));
  }

  private void awaitReady() {
    Ports.awaitListening(port, process);
  }

  /** Starts it again on the same data. */
  void restart() throws IOException {
    process = launch();
    awaitReady();
  }

  /** The same without waiting until it listens. */
  void restartWithoutWaiting() throws IOException {
    process = launch();
  }

  /** Returns the port that it listens on. */
  int port() {
    return port;
  }

  /** Returns its configuration folder. */
  Path config() {
    return folder.resolve("config");
  }

  /** Returns where it keeps what it made. */
  Path results() {
    return folder.resolve("data/spool/results");
  }

  /** Sends it SIGHUP. */
  void hangUp() throws IOException, InterruptedException {
    PeerProcess.run(folder, "kill", "-HUP", Long.toString(process.pid()));
  }

  /** Returns where it keeps what it received. */
  Path received() {
    return folder.resolve("data/spool/instances");
  }

  /** Runs the packaged program with a command other than {@code serve}. */
  static PeerProcess.Output run(Path folder, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(JAVA));
    command.addAll(Coverage.agent());
    command.addAll(SHORT_LIFE);
    command.addAll(List.of("-jar", JAR.toString()));
    command.addAll(List.of(arguments));
    return PeerProcess.run(folder, command.toArray(String[]::new));
  }

  /** Returns the words that start the packaged program in a shell. */
  static String commandLine() {
    return "'" + JAVA + "' -jar '" + JAR + "'";
  }

  /** Returns false if it has ended. */
  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits until it has ended by itself and returns its exit code. */
  int awaitEnd(Duration longest) throws InterruptedException {
    return process.awaitEnd(longest);
  }

  /** Returns its log so far. */
  String log() {
    return process.output();
  }

  /** Ends it as a power cut would. */
  void kill() throws InterruptedException {
    process.kill();
  }

  /** Asks it to stop (SIGTERM) and returns its exit code. */
  int terminate() throws InterruptedException {
    return process.terminate();
  }

  @Override
  public void close() {
    process.close();
  }
}
