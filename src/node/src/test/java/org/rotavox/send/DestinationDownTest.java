package org.rotavox.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.dicom.AeTitle;
import org.rotavox.liveness.Vitals;
import org.rotavox.model.DeliveryState;
import org.rotavox.store.LedgerEvent;

/** An archive that is down for an hour of a clock that the test moves, over real sockets. */
class DestinationDownTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration STEP = Duration.ofSeconds(5);
  private static final Duration FIRST = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  @TempDir private Path folder;
  private final WatchedClock clock = new WatchedClock();
  private SendFixture node;
  private ScriptedPacs pacs;
  private ScriptedPacs other;

  @BeforeEach
  void start() throws IOException {
    node = new SendFixture(folder);
    pacs = new ScriptedPacs();
    other = new ScriptedPacs();
  }

  @AfterEach
  void stop() throws IOException {
    node.close();
    pacs.close();
    other.close();
  }

  @Test
  void anHourCostsADozenConnectionsNoAttemptAndNobodyElseAndThenEverythingArrivesOnce()
      throws Exception {
    pacs.down();
    long first = node.slices(20, "PACS", "OTHER");
    long second = node.slices(20, "PACS");
    DeadListener dead = new DeadListener(pacs.port()); // before the first try
    Outbox outbox = outbox();
    try {
      try (dead) {
        Awaitility.await("the other archive")
            .atMost(PATIENCE)
            .until(() -> node.states(first).getOrDefault(DeliveryState.DELIVERED, 0) == 20);
        for (Duration gone = Duration.ZERO;
            gone.compareTo(Duration.ofHours(1)) < 0;
            gone = gone.plus(STEP)) {
          clock.move(STEP);
          everyDestinationLooks();
        }
        // 30 s, 1, 2, 4, 8 min, then 10 min each, a fifth of it by chance; three workers, one tries
        assertThat(dead.connections.get()).isBetween(9, 14);
      }
      assertThat(node.states(second)).containsOnlyKeys(DeliveryState.PENDING);
      assertThat(node.deliveries(second)).allMatch(d -> d.delivery().attempts() == 0);
      pacs.up();
      clock.move(LONGEST);
      Awaitility.await("what was kept for the archive")
          .atMost(PATIENCE)
          .until(
              () ->
                  node.states(first).getOrDefault(DeliveryState.DELIVERED, 0) == 40
                      && node.states(second).getOrDefault(DeliveryState.DELIVERED, 0) == 20);
    } finally {
      outbox.close();
    }
    assertThat(pacs.stored).hasSize(40);
    assertThat(new HashSet<>(pacs.stored)).hasSize(40);
    assertThat(pacs.arrivals).hasValue(40);
    assertThat(other.arrivals).hasValue(20);
    assertThat(node.deliveries(second)).allMatch(d -> d.delivery().attempts() == 1);
    assertThat(node.store().ledger().history().events(0, 10_000))
        .extracting(LedgerEvent::kind)
        .doesNotContain(LedgerEvent.Kind.DELIVERY_FAILED, LedgerEvent.Kind.DELIVERY_RETRY);
  }

  /**
   * Both destinations have seen the new time and have done what they then do: a worker looks twice
   * for a try, and again when the try is over. While a destination is down only one of its workers
   * looks.
   */
  private void everyDestinationLooks() {
    Map<Thread, Long> seen = Map.copyOf(clock.looks);
    Awaitility.await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(
            () ->
                clock.looks.entrySet().stream()
                        .filter(e -> e.getValue() >= seen.getOrDefault(e.getKey(), 0L) + 3)
                        .count()
                    >= 2);
  }

  private Outbox outbox() throws IOException {
    return Outbox.start(
        List.of(destination("PACS", pacs.port(), 3), destination("OTHER", other.port(), 1)),
        node.store(),
        name -> true,
        clock,
        clock,
        Duration.ofMillis(2),
        Vitals.unwatched());
  }

  private static DestinationSettings destination(String name, int port, int associations) {
    SendingOptions sending =
        new SendingOptions(SendingOptions.DEFAULT.transferSyntaxes(), associations, 1, "", true);
    return new DestinationSettings(
        name,
        new AeTitle("PACS"),
        "127.0.0.1",
        port,
        new AeTitle("ROTAVOX"),
        65_536,
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        5,
        FIRST,
        LONGEST,
        sending,
        ConfirmationSettings.NONE,
        java.util.Optional.empty());
  }

  /** Takes connections and drops them at once, as a host does whose archive does not run. */
  private static final class DeadListener implements AutoCloseable {

    private final AtomicInteger connections = new AtomicInteger();
    private final ServerSocket socket;
    private final Thread thread;

    DeadListener(int port) throws IOException {
      socket = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
      thread = new Thread(this::drop, "dead archive");
      thread.setDaemon(true);
      thread.start();
    }

    private void drop() {
      while (true) {
        try (Socket caller = socket.accept()) {
          caller.setSoLinger(true, 0);
          connections.incrementAndGet();
        } catch (IOException e) {
          return; // closed
        }
      }
    }

    /** The system frees the port when the thread that accepts has noticed it. */
    @Override
    public void close() throws IOException {
      socket.close();
      Awaitility.await().atMost(PATIENCE).until(() -> !thread.isAlive());
    }
  }

  /** Stands still until it is moved, and counts how often each thread looked at it. */
  private static final class WatchedClock extends Clock {

    private final Map<Thread, Long> looks = new ConcurrentHashMap<>();
    private volatile Instant now = Instant.now();

    void move(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      looks.merge(Thread.currentThread(), 1L, Long::sum);
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
