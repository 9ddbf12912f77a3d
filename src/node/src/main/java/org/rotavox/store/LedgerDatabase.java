package org.rotavox.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.rotavox.spool.Durability;
import org.rotavox.spool.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database of the ledger: an H2 file, opened by this process alone, or, where an {@link Engine}
 * says so, another engine that runs the same SQL.
 *
 * <p>How a commit becomes durable: H2's MVStore writes committed changes to its file in the
 * background, so that a commit alone survives neither the end of the process nor of the power. The
 * statement {@code CHECKPOINT SYNC} writes what is committed and forces the file ({@code
 * FileChannel.force(true)}); {@link GroupCommit} runs it once for all who wait. The {@code async:}
 * file system of H2 is the one that survives the interruption of a thread.
 */
final class LedgerDatabase implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LedgerDatabase.class);
  private static final String USER = "sa";

  /** H2's DATABASE_ALREADY_OPEN_1: its file is locked. */
  private static final int ALREADY_OPEN = 90020;

  /**
   * Each commit writes the pages anew that it changed: small ones make small commits. Smaller ones
   * than these make a large ledger slow to read (bench/ledger).
   */
  private static final int PAGE_BYTES = 4096;

  private static final int CONNECTIONS = 12;
  private static final int LOCK_TIMEOUT_MILLIS = 20_000;

  private final Engine engine;
  private final HikariDataSource dataSource;
  private final Jdbi jdbi;

  /** Keeps the database open; forces and shuts down, so that neither waits for the pool. */
  private final Connection anchor;

  /**
   * What differs between database engines.
   *
   * @param url where the database is
   * @param user who opens it
   * @param ownFile it is a file of H2 that this process has for itself, and no server that lives on
   *     and forces every commit
   */
  record Engine(String url, String user, boolean ownFile) {

    /** The file of H2 in a folder. */
    static Engine file(Path folder) {
      return new Engine(
          "jdbc:h2:async:"
              + folder.toAbsolutePath().normalize().resolve("ledger")
              // no compaction when it closes: it costs time then, and H2 2.3 lost chunks in it
              + ";DB_CLOSE_ON_EXIT=FALSE;MAX_COMPACT_TIME=0;TRACE_LEVEL_FILE=0;PAGE_SIZE="
              + PAGE_BYTES
              + ";LOCK_TIMEOUT="
              + LOCK_TIMEOUT_MILLIS,
          USER,
          true);
    }

    /** A database server. */
    static Engine server(String url, String user) {
      return new Engine(url, user, false);
    }
  }

  /**
   * How the file of a ledger is used.
   *
   * @param bytes how long it is
   * @param livePercent how much of it is in use, roughly
   */
  record FileUse(long bytes, int livePercent) {

    /** Returns about how much of it is in use. */
    long liveBytes() {
      return bytes / 100 * livePercent;
    }
  }

  private LedgerDatabase(Engine engine, HikariDataSource dataSource, Connection anchor) {
    this.engine = engine;
    this.dataSource = dataSource;
    this.jdbi = Jdbi.create(dataSource);
    Columns.register(jdbi);
    this.anchor = anchor;
  }

  static LedgerDatabase open(Path folder) throws IOException {
    if (folder.toAbsolutePath().normalize().toString().contains(";")) {
      throw new StoreException(
          StoreException.Kind.UNUSABLE, "a data folder must not have a semicolon in its path");
    }
    Durability.createFolders(folder);
    return open(folder, Engine.file(folder));
  }

  static LedgerDatabase open(Path folder, Engine engine) throws IOException {
    Connection anchor = null;
    try {
      anchor = DriverManager.getConnection(engine.url, engine.user, "");
      requireWritable(folder, engine, anchor);
      HikariDataSource dataSource = pool(engine, anchor);
      LedgerDatabase database = new LedgerDatabase(engine, dataSource, anchor);
      try {
        migrate(dataSource);
      } catch (FlywayException e) {
        dataSource.close();
        throw e;
      }
      Durability.forceFolder(folder);
      return database;
    } catch (SQLException | HikariPool.PoolInitializationException | FlywayException e) {
      shutDown(engine, "SHUTDOWN", anchor);
      throw unreadable(folder, e);
    }
  }

  private static HikariDataSource pool(Engine engine, Connection anchor) {
    HikariConfig pool = new HikariConfig();
    if (engine.ownFile) {
      pool.setDataSource(new OneOpening(engine.url, engine.user, () -> isOpen(anchor)));
    } else {
      pool.setJdbcUrl(engine.url);
      pool.setUsername(engine.user);
      pool.setPassword("");
    }
    pool.setPoolName("ledger");
    pool.setMaximumPoolSize(CONNECTIONS);
    return new HikariDataSource(pool);
  }

  private static void migrate(HikariDataSource dataSource) {
    Flyway.configure()
        .dataSource(dataSource)
        .locations("classpath:org/rotavox/store/migration")
        .loggers("slf4j")
        // a ledger of a newer release must not be opened by an older one
        .ignoreMigrationPatterns(new String[0])
        .load()
        .migrate();
  }

  private static StoreException unreadable(Path folder, Exception cause) {
    SQLException sql = LedgerAccess.sqlCause(cause);
    if (sql != null && sql.getErrorCode() == ALREADY_OPEN) {
      return new StoreException(
          StoreException.Kind.IN_USE,
          "another process has the ledger in "
              + folder
              + " open, though it does not hold node.lock, which must have been removed: stop"
              + " that process, then start this one",
          cause);
    }
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new StoreException(
        StoreException.Kind.LEDGER_UNREADABLE,
        "the ledger in "
            + folder
            + " cannot be opened ("
            + root.getMessage()
            + "): restore its last backup, or use the release that wrote it",
        cause);
  }

  /** The database opens a file that it cannot write for reading only, without a word. */
  private static void requireWritable(Path folder, Engine engine, Connection anchor)
      throws SQLException, StoreException {
    if (!engine.ownFile) {
      return;
    }
    boolean readOnly;
    try (Statement statement = anchor.createStatement();
        ResultSet row = statement.executeQuery("VALUES READONLY()")) {
      readOnly = row.next() && row.getBoolean(1);
    }
    if (readOnly) {
      shutDown(engine, "SHUTDOWN IMMEDIATELY", anchor);
      throw new StoreException(
          StoreException.Kind.UNUSABLE,
          "the ledger in " + folder + " cannot be written: check mount and owner of the folder");
    }
  }

  Jdbi jdbi() {
    return jdbi;
  }

  /** Writes what is committed and forces it to the disk; called by one thread at a time. */
  void force() {
    if (!engine.ownFile) {
      return;
    }
    try (Statement statement = anchor.createStatement()) {
      statement.execute("CHECKPOINT SYNC");
    } catch (SQLException e) {
      throw new IllegalStateException("SQL state " + e.getSQLState(), e);
    }
  }

  /** Returns false if the database is closed, or its server has gone. */
  boolean answers() {
    try (Statement statement = anchor.createStatement();
        ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM chores")) {
      return row.next();
    } catch (SQLException e) {
      return false;
    }
  }

  /** Returns true while a connection belongs to an open database, migrated or not. */
  private static boolean isOpen(Connection connection) {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("VALUES 1")) {
      return row.next();
    } catch (SQLException e) {
      return false;
    }
  }

  /** Returns how the file is used; empty where there is none. */
  Optional<FileUse> fileUse() {
    if (!engine.ownFile) {
      return Optional.empty();
    }
    Map<String, Long> figures = new HashMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT setting_name, setting_value FROM information_schema.settings"
                        + " WHERE setting_name IN ('info.FILE_SIZE', 'info.CHUNKS_FILL_RATE')")
                .map((row, context) -> figures.put(row.getString(1), row.getLong(2)))
                .list());
    Long bytes = figures.get("info.FILE_SIZE");
    Long percent = figures.get("info.CHUNKS_FILL_RATE");
    return bytes == null || percent == null
        ? Optional.empty()
        : Optional.of(new FileUse(bytes, percent.intValue()));
  }

  /** Writes a consistent copy of the database file into a ZIP file while the node works. */
  void backup(Path zip) throws IOException {
    if (!engine.ownFile) {
      throw new IOException("this ledger is on a database server: back it up with its own tools");
    }
    try {
      jdbi.useHandle(handle -> handle.execute("BACKUP TO ?", zip.toString()));
    } catch (JdbiException e) {
      throw new IOException("the backup " + zip + " cannot be written: check disk and folder", e);
    }
  }

  @Override
  public void close() {
    dataSource.close();
    shutDown(engine, "SHUTDOWN", anchor);
  }

  /** Closes what can no longer be written; nothing more is tried. */
  void abandon() {
    dataSource.close();
    shutDown(engine, "SHUTDOWN IMMEDIATELY", anchor);
  }

  private static void shutDown(Engine engine, String command, @Nullable Connection anchor) {
    if (anchor == null) {
      return;
    }
    try (anchor;
        Statement statement = anchor.createStatement()) {
      if (engine.ownFile) {
        statement.execute(command);
      }
    } catch (SQLException e) {
      LOG.debug("the ledger did not close cleanly (SQL state {})", e.getSQLState(), e);
    }
  }
}
