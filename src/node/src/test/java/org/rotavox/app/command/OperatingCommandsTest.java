package org.rotavox.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.app.node.Node;
import org.rotavox.config.Configuration;
import org.rotavox.store.Store;
import org.rotavox.support.FreePort;

/** What those who keep a node running read on their terminal, from a node that runs. */
class OperatingCommandsTest {

  private static final String RUN = "integration-tests/phantoms/small-offset.dcm";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private Path config;
  private int port;
  private Node node;

  @BeforeEach
  void start() throws Exception {
    config = Files.createDirectories(folder.resolve("config"));
    port = FreePort.next();
    Files.writeString(
        config.resolve("rotavox.yaml"),
        """
        node: {bindAddress: 127.0.0.1, port: %d}
        store: {dataFolder: ../data, minimumFree: 100 MB, maxIgnored: 20 GB}
        schedule: {tick: 50 ms, timeZone: UTC}
        engine: {device: cpu}
        maintenance: {destinationCheck: off, backupFolder: ../backup}
        destinations:
          - {name: PACS, aeTitle: PACS, host: 127.0.0.1, port: %d}
        """
            .formatted(port, FreePort.next()));
    Files.writeString(
        config.resolve("protocols.yaml"),
        "protocols: {head: {matrix: 32, voxel: 4.8 mm, calibration: {water: 0.0206 /mm}}}\n");
    rules("reconstruct: {protocol: head, destinations: PACS}");
    node = Node.start(Configuration.load(config), Clock.systemUTC());
  }

  private void rules(String verdict) throws IOException {
    Files.writeString(
        config.resolve("rules.yaml"),
        "rules:\n  - {name: head, when: modality == \"XA\", " + verdict + "}\n");
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void statusTellsEverythingThatOneAsksAtNight() {
    Output status = run("status");
    assertThat(status.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(status.text().lines())
        .anySatisfy(
            line ->
                assertThat(line).matches("node .* listens as ROTAVOX on 127.*:" + port + ", up .*"))
        .contains(
            "objects      0 received = 0 ignored + 0 waiting + 0 running + 0 done + 0 failed + 0 held",
            "deliveries   0 pending, 0 delivered, 0 given up",
            "queue        0 running, 0 waiting, 0 paused; at most 1 at once",
            "retention    ignored objects 2 days and at most 20.0 GB, delivered ones 14 days,"
                + " acknowledged failures 14 days")
        .anySatisfy(line -> assertThat(line).matches("disk .* GB free in .*; .* below 100 MB"))
        .anySatisfy(line -> assertThat(line).startsWith("destination  PACS: PACS at 127.0.0.1:"));
    assertThat(run("status --json").text()).contains("\"balances\" : true");
  }

  @Test
  void withoutANodeTheLedgerIsReadAndThatIsSaid() {
    node.close();
    Output status = run("status");
    assertThat(status.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(status.text())
        .contains("No node runs on " + folder.resolve("data"), "node         does not run")
        .contains("0 received = 0 ignored");
    assertThat(run("jobs list").text()).contains("no such jobs");
    assertThat(run("jobs watch").text()).contains("nothing runs");
    Output nowhere = run("status --config " + folder.resolve("other"));
    assertThat(nowhere.exitCode()).isNotEqualTo(ExitCode.OK);
  }

  /** Its data folder is taken, and nobody answers on its socket yet. */
  @Test
  void aNodeThatIsStartingIsSaidToBeStarting() throws Exception {
    node.close();
    try (Store starting = Store.open(Configuration.load(config).store(), Clock.systemUTC())) {
      assertThat(starting.ledger().openRuns()).isEmpty();
      for (String command : new String[] {"status", "jobs list", "jobs show 1"}) {
        Output output = run(command);
        assertThat(output.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(output.text()).contains("a node is starting or stopping on", "try again");
      }
    }
    assertThat(run("status").text()).contains("does not run");
  }

  @Test
  void ordersToAJobAreAnsweredInSentencesAndTooLateOnesSayWhatWouldWork() {
    assertThat(run("jobs pause --queue").text()).contains("the queue is paused");
    send();
    await("jobs list", "waiting");
    assertThat(run("status").text()).contains("PAUSED, `jobs resume --queue` opens it");
    assertThat(run("jobs list").text().lines())
        .containsExactly(
            "   job  state     urgency source           protocol",
            "     1  waiting   normal  ROTAVOX          head");
    orders("jobs pause 1", "job 1 paused", "job 1 is paused: only a waiting job can be paused");
    assertThat(run("jobs list --state held").text()).contains("     1  held ");
    orders("jobs resume 1", "job 1 waits again", "job 1 is waiting: only a paused job");
    orders("jobs raise 1", "job 1 is urgent now", "only one that is not urgent yet can be raised");
    Output all = run("jobs cancel --queue");
    assertThat(all.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(all.text()).startsWith("this is for all jobs: confirm with --yes");
    assertThat(run("jobs cancel --queue --yes").text()).contains("1 of 1 jobs changed");
    Output late = run("jobs retry 1 4711");
    assertThat(late.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(late.text())
        .contains("job 1 is cancelled: only a failed job", "there is no job 4711");
    assertThat(run("jobs show 1").text())
        .contains("because     reconstructed by rule \"head\" with protocol head")
        .contains("run_complete      one object with all its frames", "job_cancelled");
    assertThat(run("jobs resume --queue").text()).contains("the queue is open");
    assertThat(run("jobs watch --until-idle").text().strip()).isEqualTo("no job runs or waits");
  }

  @Test
  void aHeldRunIsListedWithItsReasonReleasedAndWatchedToItsEnd() throws IOException {
    rules("hold: somebody should look");
    assertThat(run("rules reload").exitCode()).isEqualTo(ExitCode.OK);
    send();
    await("jobs list --runs", "held");
    assertThat(run("jobs list --runs").text())
        .contains("   run  state     source\n", "     1  held      ROTAVOX", "1 instances")
        .contains("somebody should look");
    assertThat(run("status").text()).contains("release or ignore them", "somebody should look");
    rules("reconstruct: {protocol: head, destinations: PACS}");
    assertThat(run("rules reload").exitCode()).isEqualTo(ExitCode.OK);
    orders("jobs release 1", "run 1 is decided again", "run 1 is ");
    await("jobs list", "1  ");
    assertThat(run("jobs watch --until-idle --interval 20").exitCode()).isEqualTo(ExitCode.OK);
    assertThat(run("jobs show 1").text())
        .contains(
            "     1  done",
            "run_released",
            "job_done",
            "to PACS     0 delivered, 32 pending, 0 failed");
    assertThat(run("jobs list --state done").text()).contains("     1  done      normal  ROTAVOX");
  }

  @Test
  void aFailureSaysWhatToDoAndGoesOnceItIsAcknowledged() throws IOException {
    run("jobs pause --queue");
    send();
    await("jobs list", "waiting");
    try (Stream<Path> received = Files.walk(folder.resolve("data/spool/instances"))) {
      Path file = received.filter(Files::isRegularFile).findFirst().orElseThrow();
      Files.writeString(file, "somebody edited it");
    }
    run("jobs resume --queue");
    await("jobs list", "failed");
    assertThat(run("jobs list").text()).contains("     1  failed", "input: ");
    assertThat(run("status").text()).contains("retry or acknowledge them (`jobs retry`,");
    orders(
        "jobs acknowledge 1",
        "job 1 is acknowledged; retention may remove its files",
        "job 1 is failed");
    assertThat(run("status").text()).doesNotContain("retry or acknowledge");
    assertThat(run("jobs retry 1").text()).contains("job 1 waits again");
  }

  @Test
  void aBackupNeverOverwritesAndComesBackAsTheLedgerThatItWas() throws Exception {
    run("jobs pause --queue");
    send();
    await("jobs list", "waiting");
    Path zip = folder.resolve("ledger.zip");
    assertThat(run("backup " + zip).text()).contains("the ledger is backed up in " + zip);
    Output again = run("backup " + zip);
    assertThat(again.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(again.text()).contains(zip + " exists already: a backup never overwrites a file");
    run("jobs cancel 1");
    node.close();

    Path ledger = folder.resolve("data/ledger");
    Files.move(ledger, folder.resolve("aside"));
    Files.createDirectories(ledger);
    try (ZipFile backup = new ZipFile(zip.toFile())) {
      for (ZipEntry entry : Collections.list(backup.entries())) {
        Files.copy(backup.getInputStream(entry), ledger.resolve(entry.getName()));
      }
    }
    node = Node.start(Configuration.load(config), Clock.systemUTC());
    assertThat(run("jobs list").text()).contains("     1  waiting");
    assertThat(run("status").text())
        .contains("1 received = 0 ignored + 1 waiting", "spool and ledger agree");
  }

  @Test
  void aConfigurationIsCheckedAndPrintedWithItsOrigins() throws IOException {
    assertThat(run("config check " + config).text())
        .contains(config + " is fine: 1 rule, 1 protocol, 1 destination");
    Files.writeString(
        config.resolve("rotavox.yaml"),
        "node: {aeTitle: '${ENV:PATH}', prot: 1}\nstore: {minimumFree: 5}\n");
    Output faulty = run("config check " + config);
    assertThat(faulty.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(faulty.text())
        .contains("The configuration is refused:", "rotavox.yaml:1:", "rotavox.yaml:2:", "`port`");
    Files.writeString(
        config.resolve("rotavox.yaml"),
        """
        results: {imageComments: '${ENV:PATH}'}
        destinations:
          - {name: PACS, aeTitle: PACS, host: 127.0.0.1, port: 104}
        """);
    Output printed = run("config print " + config);
    assertThat(printed.text().lines())
        .anySatisfy(line -> assertThat(line).matches("node.port +11112 +default"))
        .anySatisfy(
            line -> assertThat(line).matches("destinations.PACS.port +104 +rotavox.yaml:3"));
    assertThat(printed.text()).doesNotContain(System.getenv("PATH"));
  }

  private void send() {
    Output sent = run("send ROTAVOX@127.0.0.1:" + port + " " + RUN);
    assertThat(sent.exitCode()).as(sent.text()).isEqualTo(ExitCode.OK);
  }

  /** The order works once; the second time it is refused with the other words. */
  private void orders(String line, String done, String refused) {
    Output first = run(line);
    assertThat(first.text()).contains(done);
    assertThat(first.exitCode()).isEqualTo(ExitCode.OK);
    Output second = run(line);
    assertThat(second.text()).contains(refused);
    assertThat(second.exitCode()).isEqualTo(ExitCode.FAILED);
  }

  private void await(String line, String words) {
    Awaitility.await(words).atMost(PATIENCE).until(() -> run(line).text().contains(words));
  }

  private Output run(String line) {
    StringWriter printed = new StringWriter();
    PrintWriter writer = new PrintWriter(printed, true);
    String full =
        line.matches("(status|jobs|backup|rules)((?!--config).)*")
            ? line + " --config " + config
            : line;
    int exitCode = RootCommand.commandLine(writer, writer).execute(full.split(" "));
    return new Output(exitCode, printed.toString());
  }

  private record Output(int exitCode, String text) {}
}
