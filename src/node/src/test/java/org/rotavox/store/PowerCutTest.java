package org.rotavox.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.model.JobState;

/** Ends a process with SIGKILL while it receives, closes runs, runs jobs and fills the outbox. */
class PowerCutTest {

  private static final int ROUNDS = 3;

  @Test
  void whatWasAcknowledgedBeforeTheKillIsThereAfterIt(@TempDir Path folder) throws Exception {
    Random random = new Random(7);
    List<String> acknowledged = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      acknowledged.addAll(killAfter(folder, round, 40 + random.nextInt(60), random.nextInt(30)));
      try (StoreFixture node = new StoreFixture(folder)) {
        check(node, acknowledged);
      }
    }
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ROUNDS * 40);
  }

  private static void check(StoreFixture node, List<String> acknowledged) throws IOException {
    assertThat(node.store().reconciliation().missing()).isZero();
    Balance balance = node.ledger().balance();
    assertThat(balance.balances()).as("after the kill: %s", balance).isTrue();
    Set<String> known =
        node.ledger().runs(Set.of(RunState.values()), 10_000).stream()
            .flatMap(run -> node.ledger().instancesOf(run.id()).stream())
            .map(instance -> instance.sopInstance().value())
            .collect(Collectors.toSet());
    for (String line : acknowledged) {
      String[] words = line.split(" ");
      switch (words[0]) {
        case "stored" -> assertThat(known).contains(words[1]);
        case "job" -> assertThat(node.ledger().job(Long.parseLong(words[1]))).isPresent();
        case "done" -> {
          long job = Long.parseLong(words[1]);
          assertThat(node.ledger().job(job).orElseThrow().job().state()).isEqualTo(JobState.DONE);
          for (DeliveryRecord record : node.ledger().deliveriesOf(job)) {
            assertThat(node.store().spool().resolve(record.delivery().file())).exists();
          }
          assertThat(node.ledger().deliveriesOf(job)).hasSize(2);
        }
        default -> throw new IllegalStateException(line);
      }
    }
  }

  private static List<String> killAfter(Path folder, int round, int lines, int extraMillis)
      throws Exception {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Path errors = Files.createTempFile("victim", ".log");
    Process victim =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                PowerCutVictim.class.getName(),
                folder.toString(),
                Integer.toString(round))
            .redirectError(errors.toFile())
            .start();
    List<String> acknowledged = new ArrayList<>();
    try (BufferedReader out = victim.inputReader()) {
      String line = out.readLine();
      while (line != null) {
        if (line.startsWith("! ") && line.endsWith(".")) { // others are of the log, or cut off
          acknowledged.add(line.substring(2, line.length() - 1));
        }
        if (acknowledged.size() == lines) {
          Thread.sleep(extraMillis); // anywhere in the middle of something
          victim.toHandle().destroyForcibly(); // SIGKILL; the pipe keeps what was said before
        }
        line = out.readLine();
      }
    }
    assertThat(victim.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(acknowledged).as(Files.readString(errors)).hasSizeGreaterThanOrEqualTo(lines);
    Files.delete(errors);
    return acknowledged;
  }
}
