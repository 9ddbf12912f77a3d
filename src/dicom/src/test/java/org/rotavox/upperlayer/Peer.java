package org.rotavox.upperlayer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.rotavox.support.FreePort;

/** A program of another maker, run as a process of its own. */
final class Peer implements AutoCloseable {

  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final Process process;
  private final Path log;

  private Peer(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts a server; it is ended by {@link #close}. */
  static Peer start(Path folder, String... command) throws IOException {
    Path log = Files.createTempFile(folder, "peer-", ".log");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return new Peer(process, log);
  }

  /** Runs a client to its end. */
  static Outcome run(Path folder, String... command) throws IOException {
    try (Peer peer = start(folder, command)) {
      if (!peer.process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException(command[0] + " did not end; it said: " + peer.output());
      }
      return new Outcome(peer.process.exitValue(), peer.output());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  static Outcome run(Path folder, List<String> start, List<Path> files) throws IOException {
    List<String> command = new ArrayList<>(start);
    files.forEach(file -> command.add(file.toAbsolutePath().toString()));
    return run(folder, command.toArray(String[]::new));
  }

  String output() throws IOException {
    return Files.readString(log, java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  /** Waits until a DICOM server answers C-ECHO. */
  void awaitEcho(DicomClient client, RemoteNode node) {
    Awaitility.await()
        .atMost(LONGEST)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptions()
        .until(
            () -> {
              try (ClientAssociation association =
                  client.connect(
                      node,
                      List.of(
                          new PresentationProposal(
                              new org.rotavox.dicom.Uid("1.2.840.10008.1.1"),
                              List.of(RecordingHandler.IMPLICIT))))) {
                return association.echo().isSuccess();
              }
            });
  }

  /** Waits until something listens. */
  void awaitListening(RemoteNode node) {
    Awaitility.await()
        .atMost(LONGEST)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptions()
        .until(
            () -> {
              try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
                return socket.isConnected();
              }
            });
  }

  static int freePort() throws IOException {
    return FreePort.next();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /**
   * How a client ended.
   *
   * @param exitCode 0 as a rule
   * @param output both streams
   */
  record Outcome(int exitCode, String output) {}
}
