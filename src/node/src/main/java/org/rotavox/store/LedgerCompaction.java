package org.rotavox.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rotavox.spool.Durability;
import org.rotavox.spool.OwnerOnly;
import org.rotavox.spool.Spool;

/**
 * Makes the file of a closed H2 ledger as small as what is in it. Every forced commit writes the
 * pages that it changed once more, about 15 kB for one object; what was there before is free after
 * 45 s and written over by later commits, but the file never ends earlier by itself.
 *
 * <p>A copy is compacted, compared with the original and put into its place; whatever goes wrong,
 * the original is as it was.
 */
final class LedgerCompaction {

  private static final String FILE = "ledger.mv.db";
  private static final String WORK = "compact";

  private LedgerCompaction() {}

  /**
   * Compacts the ledger in a folder; nobody has it open.
   *
   * @throws IOException if that fails, or the copy is not the same; the original is untouched
   */
  static void run(Path folder) throws IOException {
    Path original = folder.resolve(FILE);
    Path work = folder.resolve(WORK);
    Spool.deleteTree(work);
    OwnerOnly.newFolder(work);
    try {
      Path copy = work.resolve(FILE);
      Files.copy(original, copy);
      OwnerOnly.protect(copy);
      Map<String, Long> before = rows(copy);
      execute(copy, "SHUTDOWN COMPACT");
      Map<String, Long> after = rows(copy);
      if (!before.equals(after)) {
        throw new IOException("the compacted ledger has " + after + ", the original " + before);
      }
      Durability.forceFile(copy);
      Files.move(copy, original, StandardCopyOption.ATOMIC_MOVE);
      Durability.forceFolder(folder);
    } catch (SQLException e) {
      throw new IOException("SQL state " + e.getSQLState(), e);
    } finally {
      Spool.deleteTree(work);
    }
  }

  /** Removes what a compaction left that was cut off. */
  static void clear(Path folder) throws IOException {
    Spool.deleteTree(folder.resolve(WORK));
  }

  private static Connection open(Path file) throws SQLException {
    String path = file.toAbsolutePath().toString();
    String name = path.substring(0, path.length() - ".mv.db".length());
    return DriverManager.getConnection(
        "jdbc:h2:async:" + name + ";IFEXISTS=TRUE;MAX_COMPACT_TIME=0;TRACE_LEVEL_FILE=0", "sa", "");
  }

  private static void execute(Path file, String command) throws SQLException {
    try (Connection connection = open(file);
        Statement statement = connection.createStatement()) {
      statement.execute(command);
    }
  }

  /** Returns how many rows each table has, and where its numbers end. */
  private static Map<String, Long> rows(Path file) throws SQLException {
    Map<String, Long> rows = new TreeMap<>();
    try (Connection connection = open(file);
        Statement statement = connection.createStatement()) {
      for (String table : tables(statement)) {
        rows.put(table, number(statement, "SELECT COUNT(*) FROM \"" + table + "\""));
      }
      rows.put("last event", number(statement, "SELECT COALESCE(MAX(id), 0) FROM events"));
      statement.execute("SHUTDOWN");
    }
    return rows;
  }

  private static List<String> tables(Statement statement) throws SQLException {
    List<String> names = new ArrayList<>();
    try (ResultSet row =
        statement.executeQuery(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'PUBLIC'")) {
      while (row.next()) {
        names.add(row.getString(1));
      }
    }
    return names;
  }

  private static long number(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }
}
