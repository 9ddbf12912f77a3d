package org.rotavox.attack;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.rotavox.control.ControlClient;
import org.rotavox.peer.Archive;
import org.rotavox.peer.Asked;
import org.rotavox.peer.Template;

/**
 * An angio suite and the archive behind the node, both DCMTK's: a small rotational run goes in, its
 * reconstruction must arrive.
 */
final class HonestSuite implements AutoCloseable {

  static final int SLICES = 32;

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int POLL_MILLIS = 50;

  private final Path folder;
  private final Template run;
  private final int nodePort;
  private final Archive archive;
  private Set<String> pixels = Set.of();
  private String study = "";
  private long runs;

  /**
   * Starts the archive, whose AE title is PACS.
   *
   * @param folder that of the node; the archive keeps its files in it
   * @param run of which copies are sent
   */
  HonestSuite(Path folder, Path run, int nodePort, int archivePort) throws IOException {
    this.folder = folder;
    this.run = new Template(run);
    this.nodePort = nodePort;
    this.archive = Archive.start("PACS", folder.resolve("pacs"), archivePort);
  }

  /**
   * Sends another run and waits for its series.
   *
   * @return from the begin of sending to the last slice's success, ms; empty if the node refused
   *     it, or nothing came, or something else than of the runs before
   */
  Optional<Long> roundTrip() throws IOException, InterruptedException {
    final long start = System.nanoTime();
    runs++;
    Path file = folder.resolve("honest.dcm");
    study = run.copy(runs, runs, file).get(0);
    boolean accepted = storescu(file);
    Files.delete(file);
    if (!accepted || !isDelivered(start + PATIENCE.toNanos())) {
      return Optional.empty();
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    return isWhole() ? Optional.of(millis) : Optional.empty();
  }

  private boolean isDelivered(long end) throws IOException, InterruptedException {
    while (System.nanoTime() < end) {
      if (countOf("PACS", "DELIVERED") == SLICES) {
        return true;
      }
      Thread.sleep(POLL_MILLIS);
    }
    return false;
  }

  /** Returns the Study Instance UID of the last run. */
  String study() {
    return study;
  }

  /** Returns how many slices of the last run the node says to be in this state. */
  int countOf(String destination, String state) throws IOException {
    ControlClient client = ControlClient.find(folder.resolve("data")).orElseThrow();
    for (JsonNode job : Asked.of(client, "jobs.list", Map.of("limit", 10))) {
      if (job.path("study").asText().equals(study)) {
        JsonNode all = Asked.of(client, "jobs.show", Map.of("job", job.path("job").asLong()));
        return all.path("deliveries").path(destination).path(state).asInt();
      }
    }
    return 0;
  }

  /** One series with the same pixels as that of the first run: the runs differ in UIDs alone. */
  private boolean isWhole() throws IOException {
    Map<String, Set<String>> series = archive.content().get(study);
    if (series == null || series.size() != 1) {
      return false;
    }
    Set<String> came = series.values().iterator().next();
    if (pixels.isEmpty()) {
      pixels = came;
    }
    return came.size() == SLICES && came.equals(pixels);
  }

  private boolean storescu(Path file) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                "storescu",
                "-v",
                "-xe",
                "-aet",
                "ANGIO",
                "-aec",
                "ROTAVOX",
                "127.0.0.1",
                Integer.toString(nodePort),
                file.toString())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    process.waitFor();
    return said.contains("Received Store Response (Success)");
  }

  @Override
  public void close() {
    archive.close();
  }
}
