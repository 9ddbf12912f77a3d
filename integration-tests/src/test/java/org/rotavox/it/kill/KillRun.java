package org.rotavox.it.kill;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.rotavox.peer.Archive;
import org.rotavox.peer.Template;
import org.rotavox.store.Ledger;
import org.rotavox.store.RunState;
import org.rotavox.store.Store;
import org.rotavox.store.StoreSettings;
import org.rotavox.support.FreePort;

/** The whole kill test: so many kills, then everything is counted. */
final class KillRun {

  private static final int SENDERS = 3;
  private static final int SLICES = 32;
  private static final int MOST_UNFINISHED = 3;
  private static final long LONGEST_WAY_TO_A_POINT_MILLIS = 8_000;
  private static final long DRAIN_MILLIS = 240_000;

  private final int kills;
  private final Path folder;
  private final Random random;
  private final List<KillPoint> points = new ArrayList<>(List.of(KillPoint.values()));
  private final KillTable table = new KillTable();
  private final Sender.Acknowledged acknowledged =
      new Sender.Acknowledged(
          new ConcurrentLinkedQueue<>(), new ConcurrentLinkedQueue<>(), new AtomicInteger());
  private final AtomicInteger rotationalBegun = new AtomicInteger();

  KillRun(int kills, Path folder, long seed) {
    this.kills = kills;
    this.folder = folder;
    this.random = new Random(seed);
    Collections.shuffle(points, random);
  }

  KillTable run() throws Exception {
    long begin = System.nanoTime();
    Sender.Templates templates = templates();
    int port = FreePort.next();
    try (Archive steady = Archive.start("STEADY", folder.resolve("steady"), FreePort.next());
        Archive flaky = Archive.start("FLAKY", folder.resolve("flaky"), FreePort.next());
        VictimNode node = new VictimNode(folder, port, steady.port(), flaky.port())) {
      List<Sender> senders = new ArrayList<>();
      List<Thread> threads = new ArrayList<>();
      for (int i = 1; i <= SENDERS; i++) {
        Sender sender =
            new Sender(i, port, folder, templates, acknowledged, () -> mayStart(steady));
        senders.add(sender);
        threads.add(start(sender, "sender " + i));
      }
      while (table.kills() < kills) {
        round(node, flaky);
      }
      node.start(Optional.empty());
      senders.forEach(Sender::stop);
      for (Thread thread : threads) {
        thread.join();
      }
      drain(node, steady, flaky);
      checkLedger(node);
      checkArchive("steady", steady);
      checkArchive("flaky", flaky);
      table.totals(
          "%d objects acknowledged from %d senders (%d attempts without an answer), among them %d rotational runs; %d slices at each of two destinations; %d s%n"
              .formatted(
                  acknowledged.instances().size(),
                  SENDERS,
                  acknowledged.repeats().get(),
                  acknowledged.rotational().size(),
                  steady.count(),
                  Duration.ofNanos(System.nanoTime() - begin).toSeconds()));
    }
    return table;
  }

  private Thread start(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((which, e) -> table.fault(which.getName() + " ended: " + e));
    thread.start();
    return thread;
  }

  /** Rotational runs are made no faster than the node finishes them between two kills. */
  private synchronized boolean mayStart(Archive archive) {
    try {
      boolean may = rotationalBegun.get() - archive.count() / SLICES < MOST_UNFINISHED;
      if (may) {
        rotationalBegun.incrementAndGet();
      }
      return may;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void round(VictimNode node, Archive flaky) throws Exception {
    KillPoint point = points.get(table.kills() / 2 % points.size());
    boolean named = table.kills() % 2 == 0;
    node.start(named ? Optional.of(point.order(random)) : Optional.empty());
    Thread trouble = start(() -> troubleFor(flaky), "trouble");
    if (named && !point.name().startsWith("STARTING")) {
      balance(node);
    }
    if (named) {
      if (node.endsWithin(LONGEST_WAY_TO_A_POINT_MILLIS)) {
        table.killedAt(point);
      } else {
        node.kill();
        table.killedAtRandom();
      }
    } else {
      if (random.nextBoolean()) {
        balance(node);
      }
      Thread.sleep(random.nextInt(2500));
      node.kill();
      table.killedAtRandom();
    }
    trouble.join();
  }

  private void troubleFor(Archive flaky) {
    if (random.nextInt(4) != 0) {
      return;
    }
    try {
      flaky.fail(random.nextInt(1500));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What the node itself says after a start must balance, and nothing may be missing. */
  private void balance(VictimNode node) throws IOException, InterruptedException {
    int promised = acknowledged.instances().size();
    Optional<JsonNode> status = node.status();
    if (status.isEmpty()) {
      return;
    }
    node.resumeHeldJobs(status.get()); // else no more jobs are begun, and no point of one reached
    JsonNode balance = status.get().path("balance");
    if (!balance.path("balances").asBoolean()) {
      table.fault("the balance does not hold: " + balance);
    }
    if (balance.path("received").asLong() < promised) {
      table.fault(promised + " objects were promised, the ledger has " + balance);
    }
    if (status.get().path("store").path("missingFiles").asInt() > 0) {
      table.fault("files are missing: " + status.get().path("store"));
    }
  }

  private void drain(VictimNode node, Archive steady, Archive flaky) throws Exception {
    long end = System.currentTimeMillis() + DRAIN_MILLIS;
    long expected = (long) SLICES * acknowledged.rotational().size();
    while (System.currentTimeMillis() < end) {
      JsonNode status = node.status().orElseThrow();
      if (steady.count() >= expected
          && flaky.count() >= expected
          && status.path("balance").path("waiting").asInt() == 0
          && status.path("balance").path("running").asInt() == 0
          && status.path("balance").path("deliveriesPending").asInt() == 0) {
        break;
      }
      node.resumeHeldJobs(status);
      Thread.sleep(500);
    }
    balance(node);
    int exitCode = node.terminate();
    if (exitCode != 0) {
      table.fault("the last stop had the exit code " + exitCode);
    }
  }

  /** Every acknowledged object has its row, and everything came to the end that it should. */
  private void checkLedger(VictimNode node) throws IOException {
    StoreSettings settings =
        StoreSettings.byAge(
            node.dataFolder(), 0, Duration.ofDays(999), Duration.ofDays(999), Duration.ofDays(999));
    try (Store store = Store.open(settings, Clock.systemUTC())) {
      Ledger ledger = store.ledger();
      Set<String> known = new HashSet<>();
      for (var run : ledger.runs(Set.of(RunState.values()), 1_000_000)) {
        ledger.instancesOf(run.id()).forEach(i -> known.add(i.sopInstance().value()));
      }
      for (String uid : acknowledged.instances()) {
        if (!known.contains(uid)) {
          table.fault("LOST " + uid);
        }
      }
      var balance = ledger.balance();
      if (!balance.balances() || balance.failed() + balance.held() + balance.waiting() > 0) {
        table.fault("not everything came to its end: " + balance);
      }
      if (store.reconciliation().missing() > 0) {
        table.fault("spool and ledger disagree: " + store.reconciliation());
      }
    }
  }

  private void checkArchive(String name, Archive archive) throws IOException {
    Map<String, Map<String, Set<String>>> studies = archive.content();
    Set<String> pixels =
        studies.isEmpty()
            ? Set.of()
            : studies.values().iterator().next().values().iterator().next();
    if (pixels.size() != SLICES) {
      table.fault(name + ": a series has " + pixels.size() + " slices instead of " + SLICES);
    }
    for (String study : acknowledged.rotational()) {
      Map<String, Set<String>> series = studies.remove(study);
      if (series == null) {
        table.fault(name + ": no series for the study " + study);
      } else if (series.size() != 1) {
        table.fault(name + ": " + series.size() + " series for the study " + study);
      } else if (!series.values().iterator().next().equals(pixels)) {
        table.fault(name + ": other pixels in the study " + study);
      }
    }
    if (!studies.isEmpty()) {
      table.fault(name + ": series that nobody asked for: " + studies.keySet());
    }
  }

  /** A small rotational run; the same standing still; a frame of another modality's series. */
  private Sender.Templates templates() throws IOException, InterruptedException {
    Path rotational = folder.resolve("rotational.dcm");
    tool(
        VictimNode.program(
            "simulate",
            rotational.toString(),
            "--frames",
            "40",
            "--arc",
            "200",
            "--columns",
            "64",
            "--rows",
            "64"));
    Path cine = folder.resolve("cine.dcm");
    Files.copy(rotational, cine);
    tool(
        List.of(
            "dcmodify", "-nb", "-ea", "(0018,1520)", "-m", "(0018,1500)=STATIC", cine.toString()));
    Path frame = folder.resolve("frame.dcm");
    tool(
        VictimNode.program(
            "reconstruct",
            rotational.toString(),
            "-o",
            folder.resolve("volume").toString(),
            "--engine",
            "cpu",
            "--matrix",
            "32"));
    try (var slices = Files.list(folder.resolve("volume"))) {
      Files.copy(
          slices.filter(f -> f.toString().endsWith(".dcm")).findFirst().orElseThrow(), frame);
    }
    tool(
        List.of(
            "dcmodify",
            "-nb",
            "-m",
            "Manufacturer=ACME",
            "-m",
            "ManufacturerModelName=SCANNER",
            frame.toString()));
    return new Sender.Templates(new Template(rotational), new Template(cine), new Template(frame));
  }

  private void tool(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("tools.log").toFile())
            .start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(
          command + ": " + Files.readString(folder.resolve("tools.log")));
    }
  }
}
