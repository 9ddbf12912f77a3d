package org.rotavox.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Every test of the ledger once more, on a real PostgreSQL: the SQL is the same text. */
class PostgresLedgerIT extends LedgerTest {

  private static Postgres server;

  @BeforeAll
  static void startServer() throws IOException, InterruptedException {
    server = Postgres.start();
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
  }

  @Override
  StoreFixture fixture(Path dataFolder) throws IOException {
    try {
      return new StoreFixture(dataFolder, server.newLedger());
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }
}
