package org.rotavox.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged node, from C-STORE to the archive, in a process whose umask closes nothing. */
class UmaskIT {

  private static final int SLICES = 96;
  private static final Duration ONE_RUN = Duration.ofSeconds(60);
  private static final Path RUN =
      Path.of("integration-tests/phantoms/small-offset.dcm").toAbsolutePath();

  @TempDir private Path folder;

  @Test
  void underAUmaskThatClosesNothingEverythingIsTheOwnersAlone() throws Exception {
    List<String> before = List.of("sh", "-c", "umask 000; exec \"$@\"", "sh");
    try (Orthanc pacs = Orthanc.start(folder.resolve("pacs"));
        NodeProcess node = NodeProcess.startUnder(folder, pacs.dicomPort(), before)) {
      send(node);
      Awaitility.await("the series")
          .atMost(ONE_RUN)
          .pollInterval(Duration.ofMillis(50))
          .until(
              () -> {
                assertFoldersClosed(); // at every moment, not only at the end
                return pacs.instances() == SLICES;
              });
      PeerProcess.Output backup =
          PeerProcess.run(
              folder,
              "sh",
              "-c",
              "umask 000; "
                  + NodeProcess.commandLine()
                  + " backup --config '"
                  + node.config()
                  + "'");
      assertThat(backup.exitCode()).as(backup.text()).isZero();
      assertThat(assertClosed(false))
          .as("files and folders that were looked at")
          .isGreaterThan(SLICES);
    }
  }

  /** What a library is just writing can be reached by nobody else. */
  private void assertFoldersClosed() throws IOException {
    assertClosed(true);
  }

  /** Returns how many files and folders of the node there are; none is open to others. */
  private int assertClosed(boolean foldersOnly) throws IOException {
    int seen = 0;
    List<Path> paths;
    try (Stream<Path> tree = Files.walk(folder.resolve("data"))) {
      paths = tree.toList();
    } catch (java.io.UncheckedIOException e) {
      return 0; // something went away meanwhile
    }
    for (Path path : paths) {
      if (foldersOnly && !Files.isDirectory(path)) {
        continue;
      }
      Set<PosixFilePermission> permissions;
      try {
        permissions = Files.getPosixFilePermissions(path);
      } catch (java.nio.file.NoSuchFileException e) {
        continue;
      }
      assertThat(PosixFilePermissions.toString(permissions)).as(path.toString()).endsWith("------");
      seen++;
    }
    return seen;
  }

  /** Sends a run of a study of its own. */
  private void send(NodeProcess node) throws Exception {
    Path run = folder.resolve("run.dcm");
    Files.deleteIfExists(run);
    Files.copy(RUN, run);
    run("dcmodify", "-nb", "-gst", "-gse", "-gin", run.toString());
    run(
        "storescu",
        "-x=",
        "-aet",
        "ANGIO1",
        "-aec",
        "ROTAVOX",
        "127.0.0.1",
        Integer.toString(node.port()),
        run.toString());
  }

  private void run(String... command) throws Exception {
    PeerProcess.Output output = PeerProcess.run(folder, command);
    assertThat(output.exitCode()).as(output.text()).isZero();
  }
}
