package org.rotavox.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What lies in the quarantine of the spool.
 *
 * @param files how many
 * @param bytes of all of them
 * @param oldest when the oldest was last written; empty if there is none
 */
public record Quarantine(int files, long bytes, Optional<Instant> oldest) {

  private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);

  static Quarantine of(Path folder) throws IOException {
    int files = 0;
    long bytes = 0;
    Instant oldest = Instant.MAX;
    for (Path file : list(folder)) {
      try {
        bytes += Files.size(file);
        Instant written = Files.getLastModifiedTime(file).toInstant();
        oldest = written.isBefore(oldest) ? written : oldest;
        files++;
      } catch (NoSuchFileException e) {
        LOG.debug("{} was removed meanwhile", file);
      }
    }
    return new Quarantine(files, bytes, files == 0 ? Optional.empty() : Optional.of(oldest));
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
