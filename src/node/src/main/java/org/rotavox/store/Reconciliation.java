package org.rotavox.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.rotavox.spool.Spool;

/**
 * What a start found and put right between spool and ledger.
 *
 * <p>A {@code .part} file was never acknowledged and goes. A complete file without a row is left
 * for {@link UnrecordedFiles}: it was received whole, and may have been acknowledged if the ledger
 * is a backup. What lies in quarantine is tried again, too. A row without its file is a loss and is
 * reported; the instance heals when it is sent again. Results of jobs that are not done go, the
 * next attempt writes them anew.
 *
 * @param partsRemoved files that were being received when the node stopped
 * @param unrecorded complete files that no row names: they are taken in, or put aside if they
 *     cannot be read
 * @param leftoversRemoved files and result folders that the ledger knows to be superfluous
 * @param missing rows whose file is not there
 */
public record Reconciliation(int partsRemoved, int unrecorded, int leftoversRemoved, int missing) {

  /** Returns true if spool and ledger agreed. */
  public boolean isClean() {
    return partsRemoved + unrecorded + leftoversRemoved + missing == 0;
  }

  /** Returns what was put right, in words for the log. */
  @Override
  public String toString() {
    return isClean()
        ? "spool and ledger agree"
        : partsRemoved
            + " unfinished files removed, "
            + unrecorded
            + " files without a row, "
            + leftoversRemoved
            + " leftovers removed, "
            + missing
            + " files missing";
  }

  static Reconciliation run(
      Transactions transactions, FileRows rows, Spool spool, UnrecordedFiles unrecorded)
      throws IOException {
    int parts = removeParts(spool);
    Map<String, FileRows.FileRow> known = transactions.read(rows::received);
    int leftovers = 0;
    for (Path file : filesBelow(spool.instances())) {
      String name = spool.relative(file).toString();
      FileRows.FileRow row = known.remove(name);
      if (row == null) {
        unrecorded.add(Path.of(name));
      } else if (row.state().equals("PURGED")) {
        Files.delete(file);
        leftovers++;
      } else if (row.state().equals("MISSING")) {
        found(transactions, rows, row);
      }
    }
    int withoutRow = unrecorded.count();
    filesBelow(spool.quarantine()).forEach(file -> unrecorded.add(spool.relative(file)));
    int missing = reportMissing(transactions, rows, known);
    leftovers += removeResults(transactions.read(rows::jobsWithResults), spool);
    return new Reconciliation(parts, withoutRow, leftovers, missing);
  }

  private static int removeParts(Spool spool) throws IOException {
    List<Path> parts = new ArrayList<>(filesBelow(spool.incoming()));
    parts.addAll(filesBelow(spool.temporary()));
    for (Path part : parts) {
      Files.delete(part);
    }
    return parts.size();
  }

  private static void found(Transactions transactions, FileRows rows, FileRows.FileRow row) {
    transactions.durable(
        handle -> {
          rows.setState(handle, row, "PRESENT", row.sopInstance() + ": its file is there again");
          return true;
        });
  }

  private static int reportMissing(
      Transactions transactions, FileRows rows, Map<String, FileRows.FileRow> withoutFile) {
    List<FileRows.FileRow> lost =
        withoutFile.values().stream().filter(row -> row.state().equals("PRESENT")).toList();
    if (!lost.isEmpty()) {
      transactions.durable(
          handle -> {
            for (FileRows.FileRow row : lost) {
              rows.setState(
                  handle, row, "MISSING", row.sopInstance() + ": its file is not in the spool");
            }
            return true;
          });
    }
    return lost.size();
  }

  private static int removeResults(Set<Long> jobs, Spool spool) throws IOException {
    int removed = 0;
    try (Stream<Path> folders = Files.list(spool.results())) {
      for (Path folder : folders.toList()) {
        String name = Spool.nameOf(folder);
        if (!name.matches("[0-9]{1,18}") || !jobs.contains(Long.valueOf(name))) {
          Spool.deleteTree(folder);
          removed++;
        }
      }
    }
    return removed;
  }

  private static List<Path> filesBelow(Path folder) throws IOException {
    try (Stream<Path> tree =
        Files.find(folder, Integer.MAX_VALUE, (path, attributes) -> !attributes.isDirectory())) {
      return tree.toList();
    }
  }
}
