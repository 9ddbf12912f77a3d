package org.rotavox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.model.DeliveryState;
import org.rotavox.model.JobState;
import org.rotavox.model.Verdict;

class TransitionsTest {

  private static final Path SOURCES = Path.of("src/node/src/main/java/org/rotavox/store");

  /** Of tables whose states are no states of a run, a job or a delivery. */
  private static final Pattern OTHER_TABLES = Pattern.compile("UPDATE (commitments|switches) SET");

  private static final Pattern CHANGE = Pattern.compile("SET state\\s*=|, state\\s*=\\s*[':]");

  @Test
  void noStatementChangesAStateButThatOfTheTable() throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> sources = Files.list(SOURCES)) {
      for (Path source : sources.filter(file -> !file.endsWith("Transitions.java")).toList()) {
        for (String line : Files.readAllLines(source)) {
          if (CHANGE.matcher(line).find() && !OTHER_TABLES.matcher(line).find()) {
            found.add(source.getFileName() + ": " + line.strip());
          }
        }
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void aChangeThatTheTableDoesNotAllowIsRefusedBeforeAnyStatement() {
    try (Handle handle = Jdbi.open("jdbc:h2:mem:transitions")) { // in which there is no table
      assertThatThrownBy(
              () -> Transitions.JOB.change(handle, JobState.DONE, JobState.WAITING, "", "id = 1"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContainingAll("jobs", "DONE", "WAITING");
      assertThatThrownBy(
              () ->
                  Transitions.JOB.change(
                      handle,
                      EnumSet.of(JobState.WAITING, JobState.CANCELLED),
                      JobState.RUNNING,
                      "",
                      "id = 1"))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(
              () ->
                  Transitions.DELIVERY.change(
                      handle,
                      EnumSet.noneOf(DeliveryState.class),
                      DeliveryState.FAILED,
                      "",
                      "id = 1"))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  /** A job that ends because more instances of its run came has ended at that time. */
  @Test
  void aJobThatALateArrivalCancelsHasAnEnd(@TempDir Path folder) throws IOException {
    try (StoreFixture node = new StoreFixture(folder)) {
      node.receiveFrame("1.1", "1.5");
      RunRecord run = node.ledger().openRuns().get(0);
      long job = node.close(run, StoreFixture.order(Verdict.Priority.NORMAL, ""));
      node.receiveFrame("1.2", "1.5");
      JobRecord record = node.ledger().job(job).orElseThrow();
      assertThat(record.job().state()).isEqualTo(JobState.CANCELLED);
      assertThat(record.finishedAt()).contains(node.clock.instant());
    }
  }
}
