package org.rotavox.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.dicom.Uid;
import org.rotavox.model.Verdict;

/**
 * Whether the ledger is as fast when it is full: every statement that was run is asked how the
 * database finds its rows. A scan of a table that grows for years is a fault whatever it takes on
 * the small ledger of a test.
 */
class LedgerPlansTest {

  private StoreFixture node;
  private final List<Jdbi> databases = new ArrayList<>();
  private final Set<String> statements = Collections.synchronizedSet(new LinkedHashSet<>());

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    node =
        new StoreFixture(
            folder,
            ledger -> {
              LedgerDatabase database = LedgerDatabase.open(ledger);
              databases.add(database.jdbi());
              return database;
            });
    for (int n = 0; n < 40; n++) {
      long job = node.job("1.1." + n);
      node.ledger().claimNextJob("me", node.clock.instant());
      node.finish(job, 3, "PACS");
      node.receiveRun("1.2." + n);
      node.ledger()
          .closeRunIgnored(
              node.runOf("1.2." + n), Optional.empty(), new Verdict.Ignore("", "rest"), "");
    }
    databases.get(0).useHandle(handle -> handle.execute("ANALYZE"));
    databases.get(0).setSqlLogger(new Recorder());
  }

  @AfterEach
  void close() throws IOException {
    node.close();
  }

  @Test
  void receivingScansNoTable() throws Exception {
    node.receiveRun("1.3.1");
    node.receiveRun("1.3.1");
    node.receiveFrame("1.4.1", "1.5");
    node.receiveFrame("1.4.2", "1.5");
    node.receive("1.3.1", "1.9.1.3.1", "other content", "1.3.1", "ANGIO", "patient");
    assertThat(scans()).isEmpty();
  }

  @Test
  void lookingForWorkScansNoTable() throws Exception {
    node.ledger().openRuns();
    node.ledger().claimNextJob("me", node.clock.instant());
    node.ledger().sending().pending("PACS", 10, node.clock.instant(), 0, 1);
    assertThat(scans()).isEmpty();
  }

  @Test
  void decidingWorkingAndDeliveringScanNoTable() throws Exception {
    long job = node.job("1.6.1");
    node.ledger().hasTwoPatients(new Uid("1.8.1.9.1.6.1"));
    node.ledger().claimNextJob("me", node.clock.instant());
    node.ledger().jobProgress(node.claimOf(job), "reading", 10);
    for (ResultInstance result : node.finish(job, 2, "PACS")) {
      node.ledger().isOwnResult(result.sopInstance(), result.series());
    }
    node.ledger()
        .deliveriesOf(job)
        .forEach(
            d ->
                node.ledger()
                    .sending()
                    .succeeded(List.of(new Sending.Arrival(d.delivery().id(), 0, "", false))));
    node.ledger().history().eventsOfJob(job, 1, 100);
    assertThat(scans()).isEmpty();
  }

  @Test
  void theBalanceIsReadFromIndicesAlone() throws Exception {
    node.ledger().balance();
    assertThat(scans()).isEmpty();
    assertThat(plans())
        .anySatisfy(plan -> assertThat(plan).contains("PUBLIC.RUNS_BY_BALANCE"))
        .anySatisfy(plan -> assertThat(plan).contains("RUN_ID > CAST(0 AS BIGINT) */"));
  }

  @Test
  void retentionDoesNotLookAtWhatItTookLongAgo() throws Exception {
    node.clock.move(Duration.ofDays(1));
    node.store().purge(node.clock.instant());
    assertThat(scans()).isEmpty();
    assertThat(plans()).anySatisfy(plan -> assertThat(plan).contains("PUBLIC.RUNS_TO_PURGE"));
  }

  private List<String> scans() throws SQLException {
    List<String> plans = plans();
    assertThat(plans).as("something was asked").isNotEmpty();
    return plans.stream()
        .map(plan -> plan.replace("PUBLIC.SOURCES.tableScan", "a handful of senders"))
        .filter(plan -> plan.contains(".tableScan"))
        .toList();
  }

  private List<String> plans() throws SQLException {
    List<String> plans = new ArrayList<>();
    try (Handle handle = databases.get(0).open()) {
      for (String statement : List.copyOf(statements)) {
        try (PreparedStatement explain =
            handle.getConnection().prepareStatement("EXPLAIN " + statement)) {
          for (int n = 1; n <= explain.getParameterMetaData().getParameterCount(); n++) {
            explain.setString(n, "1");
          }
          try (ResultSet rows = explain.executeQuery()) {
            rows.next();
            plans.add(rows.getString(1));
          }
        }
      }
    }
    return plans;
  }

  /** Keeps the text of every query and change that is not an insertion. */
  private final class Recorder implements SqlLogger {

    @Override
    public void logBeforeExecution(StatementContext context) {
      String text = context.getParsedSql().getSql();
      if (text.matches("(?s)(SELECT|UPDATE|DELETE).*")) {
        statements.add(text);
      }
    }
  }
}
