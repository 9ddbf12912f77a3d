package org.rotavox.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
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
   * @param force makes durable what was committed; empty where every commit is
   * @param shutDown ends the database; empty where it is a server that lives on
   * @param backup copies the database into the file that is its parameter; empty where the server
   *     has tools of its own
   */
  record Engine(String url, String user, String force, String shutDown, String backup) {}

  private LedgerDatabase(Engine engine, HikariDataSource dataSource, Connection anchor) {
    this.engine = engine;
    this.dataSource = dataSource;
    this.jdbi = Jdbi.create(dataSource);
    this.anchor = anchor;
  }

  static LedgerDatabase open(Path folder) throws IOException {
    String path = folder.toAbsolutePath().normalize().resolve("ledger").toString();
    if (path.contains(";")) {
      throw new StoreException(
          StoreException.Kind.UNUSABLE, "a data folder must not have a semicolon in its path");
    }
    Durability.createFolders(folder);
    String url =
        "jdbc:h2:async:"
            + path
            // no compaction when it closes: it costs time then, and H2 2.3 lost chunks in it
            + ";DB_CLOSE_ON_EXIT=FALSE;MAX_COMPACT_TIME=0;TRACE_LEVEL_FILE=0;LOCK_TIMEOUT="
            + LOCK_TIMEOUT_MILLIS;
    return open(folder, new Engine(url, USER, "CHECKPOINT SYNC", "SHUTDOWN", "BACKUP TO ?"));
  }

  static LedgerDatabase open(Path folder, Engine engine) throws IOException {
    Connection anchor = null;
    try {
      anchor = DriverManager.getConnection(engine.url, engine.user, "");
      HikariDataSource dataSource = pool(engine);
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
      shutDown(engine, anchor);
      throw unreadable(folder, e);
    }
  }

  private static HikariDataSource pool(Engine engine) {
    HikariConfig pool = new HikariConfig();
    pool.setJdbcUrl(engine.url);
    pool.setUsername(engine.user);
    pool.setPassword("");
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

  Jdbi jdbi() {
    return jdbi;
  }

  /** Writes what is committed and forces it to the disk; called by one thread at a time. */
  void force() {
    if (engine.force.isEmpty()) {
      return;
    }
    try (Statement statement = anchor.createStatement()) {
      statement.execute(engine.force);
    } catch (SQLException e) {
      throw new IllegalStateException("SQL state " + e.getSQLState(), e);
    }
  }

  /** Writes a consistent copy of the database file into a ZIP file while the node works. */
  void backup(Path zip) throws IOException {
    if (engine.backup.isEmpty()) {
      throw new IOException("this ledger is on a database server: back it up with its own tools");
    }
    try {
      jdbi.useHandle(handle -> handle.execute(engine.backup, zip.toString()));
    } catch (JdbiException e) {
      throw new IOException("the backup " + zip + " cannot be written: check disk and folder", e);
    }
  }

  @Override
  public void close() {
    dataSource.close();
    shutDown(engine, anchor);
  }

  private static void shutDown(Engine engine, @Nullable Connection anchor) {
    if (anchor == null) {
      return;
    }
    try (anchor;
        Statement statement = anchor.createStatement()) {
      if (!engine.shutDown.isEmpty()) {
        statement.execute(engine.shutDown);
      }
    } catch (SQLException e) {
      LOG.warn("the ledger did not close cleanly (SQL state {})", e.getSQLState(), e);
    }
  }
}
