package org.rotavox.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.rotavox.spool.Durability;
import org.rotavox.spool.Spool;
import org.rotavox.support.FreePort;

/**
 * A real PostgreSQL server in a temporary folder, on a free port of the loopback address. It never
 * runs as root: where the tests do, it runs as the user that Debian's package makes.
 */
final class Postgres implements AutoCloseable {

  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
  private static final String USER = "postgres";

  private final Process server;
  private final Path folder;
  private final int port;
  private int databases;

  private Postgres(Process server, Path folder, int port) {
    this.server = server;
    this.folder = folder;
    this.port = port;
  }

  static Postgres start() throws IOException, InterruptedException {
    Path folder = Path.of(output(asUser("mktemp", "-d")).strip());
    String programs = programs();
    output(
        asUser(
            programs + "/initdb",
            "-D",
            folder + "/db",
            "-U",
            USER,
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-sync"));
    int port = FreePort.next();
    Process server =
        new ProcessBuilder(
                asUser(
                    programs + "/postgres",
                    "-D",
                    folder + "/db",
                    "-p",
                    Integer.toString(port),
                    "-c",
                    "listen_addresses=127.0.0.1",
                    "-c",
                    "unix_socket_directories="))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Postgres postgres = new Postgres(server, folder, port);
    postgres.awaitReady();
    return postgres;
  }

  private static String programs() throws IOException {
    if (!Files.isDirectory(DEBIAN)) {
      throw new IOException("PostgreSQL is missing; integration-tests/run installs the peers");
    }
    try (Stream<Path> versions = Files.list(DEBIAN)) {
      return versions.max(Comparator.naturalOrder()).orElseThrow() + "/bin";
    }
  }

  private static List<String> asUser(String... command) {
    List<String> words = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      words.addAll(List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups"));
    }
    words.addAll(List.of(command));
    return words;
  }

  private static String output(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(Path.of("/").toFile())
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(command + ": " + text);
    }
    return text;
  }

  private void awaitReady() throws InterruptedException, IOException {
    for (int i = 0; i < 600 && server.isAlive(); i++) {
      try (Connection connection = DriverManager.getConnection(url(USER), USER, "")) {
        if (connection.isValid(1)) {
          return;
        }
      } catch (SQLException e) {
        Thread.sleep(50);
      }
    }
    throw new IOException("PostgreSQL did not start in " + folder);
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** Makes an empty database; what is returned opens a ledger in it, each time the same one. */
  Store.LedgerOpener newLedger() throws SQLException {
    String name = "ledger" + ++databases;
    try (Connection connection = DriverManager.getConnection(url(USER), USER, "");
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    LedgerDatabase.Engine engine = LedgerDatabase.Engine.server(url(name), USER);
    return ledgerFolder -> {
      Durability.createFolders(ledgerFolder); // the witness lies there, whatever the engine
      return LedgerDatabase.open(ledgerFolder, engine);
    };
  }

  @Override
  public void close() throws IOException {
    server.destroy();
    server
        .onExit()
        .orTimeout(10, TimeUnit.SECONDS)
        .exceptionally(e -> server.destroyForcibly())
        .join();
    Spool.deleteTree(folder);
  }
}
