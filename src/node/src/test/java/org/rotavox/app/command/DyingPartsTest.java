package org.rotavox.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotavox.app.node.Node;
import org.rotavox.config.Configuration;
import org.rotavox.dicom.AeTitle;
import org.rotavox.liveness.Vitals;
import org.rotavox.receive.StoreScp;
import org.rotavox.receive.StoreScpSettings;
import org.rotavox.store.StoreFixture;
import org.rotavox.support.FreePort;

/**
 * A whole node in which an Error comes out of each vital thread in the middle of its round: it goes
 * on, and a run that comes then goes the whole way. The clock of the rounds, which every part asks
 * on its own thread, is where the Error comes from.
 */
class DyingPartsTest {

  private static final String RUN = "integration-tests/phantoms/small-offset.dcm";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private final AtomicInteger errorsToCome = new AtomicInteger();
  private final AtomicLong ahead = new AtomicLong();
  private final AtomicInteger told = new AtomicInteger();
  private final List<String> lastDeaths = new CopyOnWriteArrayList<>();
  private volatile String thread = "nobody";
  private Path config;
  private int port;
  private Node node;
  private HttpServer web;
  private StoreFixture archive;
  private StoreScp pacs;

  private long nanoTime() {
    if (Thread.currentThread().getName().startsWith(thread)
        && errorsToCome.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      throw new OutOfMemoryError("of the test");
    }
    return System.nanoTime() + ahead.get();
  }

  @BeforeEach
  void start() throws Exception {
    web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    web.createContext(
        "/",
        exchange -> {
          told.incrementAndGet();
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    web.start();
    archive = new StoreFixture(Files.createDirectories(folder.resolve("archive")));
    pacs =
        StoreScp.start(
            new StoreScpSettings(
                new AeTitle("PACS"),
                "127.0.0.1",
                0,
                List.of(),
                4,
                4,
                65_536,
                Duration.ofSeconds(30),
                Optional.empty()),
            archive.store(),
            Clock.systemUTC(),
            Vitals.unwatched(),
            sender -> {});
    config = Files.createDirectories(folder.resolve("config"));
    port = FreePort.next();
    Files.writeString(
        config.resolve("rotavox.yaml"),
        """
        node: {bindAddress: 127.0.0.1, port: %d}
        store: {dataFolder: ../data, minimumFree: 100 MB}
        schedule: {tick: 50 ms, timeZone: UTC}
        engine: {device: cpu}
        maintenance: {destinationCheck: off, backupFolder: ../backup}
        notifications:
          webhooks:
            - {name: hook, url: 'http://127.0.0.1:%d/', events: [done]}
        destinations:
          - {name: PACS, aeTitle: PACS, host: 127.0.0.1, port: %d, associations: 1}
        """
            .formatted(port, web.getAddress().getPort(), pacs.port()));
    Files.writeString(
        config.resolve("protocols.yaml"),
        "protocols: {head: {matrix: 16, voxel: 9.6 mm, calibration: {water: 0.0206 /mm}}}\n");
    rules("first");
    node =
        Node.start(
            Configuration.load(config),
            Clock.systemUTC(),
            new Vitals(lastDeaths::add, this::nanoTime));
  }

  private void rules(String name) throws IOException {
    Files.writeString(
        config.resolve("rules.yaml"),
        "rules:\n  - {name: "
            + name
            + ", when: modality == \"XA\","
            + " reconstruct: {protocol: head, destinations: PACS}}\n");
  }

  @AfterEach
  void stop() throws IOException {
    node.close();
    pacs.close();
    archive.close();
    web.stop(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dicom-accept", "tick", "outbox", "notify-", "rules-watch", "control"})
  void aPartThatDiesGoesOnAndARunGoesTheWholeWay(String name) throws Exception {
    dieOnce(name);
    assertThat(lastDeaths).isEmpty();
    String revision = node.rules().state().revision();
    rules("second");
    await("the new rules", () -> !node.rules().state().revision().equals(revision));
    send();
    await("the series in the archive", () -> archive.ledger().balance().received() == 16);
    await("the webhook", () -> told.get() == 1);
    assertThat(run("status")).isEqualTo(ExitCode.OK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"outbox", "control"})
  void theThirdDeathWithinAnHourEndsTheProcess(String name) {
    assertThirdDeathEndsTheProcess(name);
  }

  @Tag("proof")
  @ParameterizedTest
  @ValueSource(strings = {"dicom-accept", "outbox", "notify-", "rules-watch", "control"})
  void theThirdDeathOfAnyPartWithinAnHourEndsTheProcess(String name) {
    assertThirdDeathEndsTheProcess(name);
  }

  private void assertThirdDeathEndsTheProcess(String name) {
    for (int death = 1; death <= Vitals.LAST_DEATH; death++) {
      assertThat(lastDeaths).isEmpty();
      dieOnce(name);
    }
    await("the last death", () -> lastDeaths.size() == 1);
    assertThat(lastDeaths.get(0)).contains("ended 3 times within an hour", "OutOfMemoryError");
  }

  @Test
  void aPartThatIsLateIsSeenInTheStatus() {
    assertThat(run("status")).isEqualTo(ExitCode.OK);
    thread = "nobody";
    ahead.set(Duration.ofHours(1).toNanos());
    StringWriter text = new StringWriter();
    int exitCode = run("status", text);
    if (exitCode != ExitCode.OK) { // else every part has done a round since
      assertThat(text.toString()).contains("DOES NOT WORK", "no round for");
    }
    await("all on time again", () -> run("status") == ExitCode.OK);
  }

  /** Lets one Error come out of the next round of a thread, and waits for the round after it. */
  private void dieOnce(String name) {
    thread = name;
    errorsToCome.set(1);
    await(
        name + " dies",
        () -> {
          if (name.equals("dicom-accept")) {
            run("echo");
          } else if (name.equals("control")) {
            run("status");
          }
          return errorsToCome.get() == 0;
        });
    thread = "nobody";
    await("a C-ECHO is answered", () -> run("echo") == ExitCode.OK);
    await("a command is answered", () -> run("status") == ExitCode.OK);
  }

  private void send() {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text, true);
    assertThat(RootCommand.commandLine(out, out).execute("send", "ROTAVOX@127.0.0.1:" + port, RUN))
        .as(text.toString())
        .isEqualTo(ExitCode.OK);
  }

  private int run(String command) {
    return run(command, new StringWriter());
  }

  private int run(String command, StringWriter text) {
    PrintWriter out = new PrintWriter(text, true);
    return command.equals("echo")
        ? RootCommand.commandLine(out, out)
            .execute("echo", "ROTAVOX@127.0.0.1:" + port, "--timeout", "5 s")
        : RootCommand.commandLine(out, out).execute(command, "--config", config.toString());
  }

  private static void await(String what, java.util.concurrent.Callable<Boolean> condition) {
    Awaitility.await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(condition);
  }
}
