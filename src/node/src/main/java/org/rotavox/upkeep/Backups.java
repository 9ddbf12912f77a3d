package org.rotavox.upkeep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import org.rotavox.spool.OwnerOnly;
import org.rotavox.store.Store;

/**
 * The folder with the backups of a ledger: {@code ledger-20261122T023000123Z.zip}, the newest ones.
 */
record Backups(Path folder, int keep) {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

  /** Closes those of the past to the other users of this machine. */
  void protect() throws IOException {
    if (Files.isDirectory(folder)) {
      OwnerOnly.repair(folder, all());
    }
  }

  /** Makes one more and removes those that are too many. */
  Path make(Store store, Instant now) throws IOException {
    Path file = folder.resolve("ledger-" + STAMP.format(now) + ".zip");
    store.backup(file);
    List<Path> all = all();
    for (Path old : all.subList(0, Math.max(0, all.size() - keep))) {
      Files.delete(old);
    }
    return file;
  }

  /** Returns the backups, oldest first. */
  List<Path> all() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("ledger-\\d{8}T\\d{9}Z\\.zip"))
          .sorted()
          .toList();
    }
  }
}
