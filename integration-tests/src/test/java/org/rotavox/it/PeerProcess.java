package org.rotavox.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program outside this JVM, with its output in a file; ended by its own process id. */
final class PeerProcess implements AutoCloseable {

  private static final Duration TIME_TO_STOP = Duration.ofSeconds(20);

  private final Process process;
  private final Path log;

  private PeerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts a server; its output goes to the log. */
  static PeerProcess start(Path folder, Path log, String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(folder.toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return new PeerProcess(startOrExplain(builder), log);
  }

  /** Runs a program to its end and returns its output. */
  static Output run(Path folder, String... command) throws IOException, InterruptedException {
    Path log = Files.createTempFile(folder, "run", ".log");
    try (PeerProcess peer = start(folder, log, command)) {
      if (!peer.process.waitFor(180, TimeUnit.SECONDS)) {
        throw new AssertionError(command[0] + " did not end: " + peer.output());
      }
      return new Output(peer.process.exitValue(), peer.output());
    }
  }

  private static Process startOrExplain(ProcessBuilder builder) throws IOException {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new IOException(
          builder.command().get(0) + " cannot be started; integration-tests/run installs the peers",
          e);
    }
  }

  /** Returns what it has printed so far. */
  String output() {
    try {
      return Files.readString(log, java.nio.charset.StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns its process id. */
  long pid() {
    return process.pid();
  }

  /** Returns true while it runs. */
  boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it with SIGTERM and returns its exit code. */
  int terminate() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(TIME_TO_STOP.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("does not stop on SIGTERM: " + output());
    }
    return process.exitValue();
  }

  /** Waits until it has ended by itself and returns its exit code. */
  int awaitEnd(Duration longest) throws InterruptedException {
    if (!process.waitFor(longest.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("has not ended after " + longest + ": " + output());
    }
    return process.exitValue();
  }

  /** Ends it with SIGKILL, as a power cut would. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Ends it with SIGKILL, as a power cut would, and waits for its end unless interrupted. */
  void killNow() {
    try {
      kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    try {
      process.destroy();
      if (!process.waitFor(TIME_TO_STOP.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /**
   * How a program ended.
   *
   * @param exitCode its exit code
   * @param text standard output and error together
   */
  record Output(int exitCode, String text) {

    /** Returns the lines that contain this text. */
    List<String> linesWith(String part) {
      return text.lines().filter(line -> line.contains(part)).toList();
    }
  }
}
