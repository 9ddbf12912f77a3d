package org.rotavox.send;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.rotavox.dataset.SopClass;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.dicom.Uid;
import org.rotavox.liveness.Pulse;
import org.rotavox.model.Delivery;
import org.rotavox.result.OutputKind;
import org.rotavox.store.Store;
import org.rotavox.support.RepeatedFaults;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one share of what is pending for one destination over one association at a time, which is
 * used as long as there is something to send, and records each outcome.
 *
 * <p>Three kinds of trouble are kept apart. A destination that cannot be reached costs no attempts
 * of its instances: nobody tries for a while, then one worker does ({@link Circuit}). An instance
 * that the destination refuses, or over which the association breaks, is tried again later, up to
 * the limit of the settings, then given up. A SOP class that the destination refuses is settled at
 * once for all its instances.
 */
final class DestinationWorker {

  private static final Logger LOG = LoggerFactory.getLogger(DestinationWorker.class);

  /** Objects that are read from the ledger at once. */
  private static final int BATCH = 256;

  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);

  /** How long an association stays open without work. */
  private static final Duration LINGER = Duration.ofSeconds(2);

  private final RepeatedFaults faults = new RepeatedFaults();
  private final DestinationSettings destination;
  private final int share;
  private final Store store;
  private final StoreScu scu;
  private final Circuit circuit;
  private final PeerMemory memory;
  private final BooleanSupplier windowOpen;
  private final Clock clock;
  private final Duration poll;
  private final Pulse pulse;
  private final DeliveryOutcomes outcomes;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private @Nullable StoreSession session;
  private long idleSince = System.nanoTime();

  DestinationWorker(
      DestinationSettings destination,
      int share,
      Store store,
      StoreScu scu,
      Circuit circuit,
      PeerMemory memory,
      BooleanSupplier windowOpen,
      Clock clock,
      Duration poll,
      Pulse pulse) {
    this.destination = destination;
    this.share = share;
    this.store = store;
    this.scu = scu;
    this.circuit = circuit;
    this.memory = memory;
    this.windowOpen = windowOpen;
    this.clock = clock;
    this.poll = poll;
    this.pulse = pulse;
    this.outcomes = new DeliveryOutcomes(destination, store.ledger(), circuit, clock);
  }

  /** Ends after the object that is being sent. */
  void stop() {
    stopped.countDown();
  }

  /** Sends what is pending until {@link #stop} is called. */
  void run() throws InterruptedException {
    try {
      Duration wait = Duration.ZERO;
      while (!stopsWithin(wait)) {
        wait = sendPendingOrExplain();
      }
    } finally {
      closeSession();
    }
  }

  /** Waits in pieces, since a wait is no reason to be taken for dead. */
  private boolean stopsWithin(Duration wait) throws InterruptedException {
    long left = wait.toMillis();
    do {
      pulse.beat();
      long piece = Math.min(left, LONGEST_SILENCE.toMillis());
      if (stopped.await(piece, TimeUnit.MILLISECONDS)) {
        return true;
      }
      left -= piece;
    } while (left > 0);
    return false;
  }

  /** Returns how long to wait before looking again. */
  private Duration sendPendingOrExplain() {
    try {
      List<Delivery> pending = pending();
      if (pending.isEmpty()) {
        closeIdleSession();
        return poll;
      }
      sendBatch(pending);
      idleSince = System.nanoTime();
      return Duration.ZERO;
    } catch (IOException e) {
      closeSession();
      Duration wait = circuit.failed();
      LOG.warn(
          "{}: {}; next attempt in {} s",
          destination.name(),
          e.getMessage(),
          Math.max(1, wait.toSeconds()));
      return poll;
    } catch (RuntimeException e) {
      faults.report(
          LOG, "delivery to " + destination.name() + " failed unexpectedly; it goes on", e);
      closeSession();
      return destination.maxRetryDelay();
    }
  }

  private List<Delivery> pending() {
    if (!circuit.mayTry(share) || !windowOpen.getAsBoolean()) {
      return List.of();
    }
    return store
        .ledger()
        .sending()
        .pending(
            destination.name(),
            BATCH,
            clock.instant(),
            share,
            destination.sending().associations());
  }

  private void sendBatch(List<Delivery> pending) throws IOException {
    Set<Uid> classes = new LinkedHashSet<>();
    for (Delivery delivery : pending) {
      classes.add(delivery.sopClass());
    }
    settleRefused(classes);
    if (classes.isEmpty()) {
      return;
    }
    StoreSession open = sessionFor(classes);
    settleRefused(classes);
    DeliveryOutcomes.Batch batch = outcomes.batch(pending);
    try {
      send(open, batch, pending);
      open.drain(batch::record);
    } catch (IOException | RuntimeException e) {
      try {
        batch.finish();
      } catch (RuntimeException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
    batch.finish();
  }

  /** Headers are read while the peer stores; a file that cannot be read holds up nothing else. */
  private void send(StoreSession open, DeliveryOutcomes.Batch batch, List<Delivery> pending)
      throws IOException {
    List<Outgoing> objects =
        pending.stream()
            .filter(delivery -> !memory.refuses(delivery.sopClass()))
            .map(
                delivery ->
                    new Outgoing(
                        delivery.id(),
                        store.spool().resolve(delivery.file()),
                        delivery.sopClass(),
                        delivery.sopInstance()))
            .toList();
    try (ReadAhead<Outgoing, StoreScu.Read> ahead = new ReadAhead<>(objects, StoreScu.Read::of)) {
      for (StoreScu.Read each : ahead) {
        if (stopped.getCount() == 0) {
          return;
        }
        pulse.beat();
        if (each.stored().isPresent()) {
          open.send(each.object(), each.stored().get().file(), batch::record);
        } else if (each.fault().isPresent()) {
          batch.record(each.object(), each.fault().get());
        }
      }
    }
  }

  /** Settles in the ledger what need not be offered, and takes it out of the set. */
  private void settleRefused(Set<Uid> classes) {
    for (Uid sopClass : Set.copyOf(classes)) {
      if (memory.refuses(sopClass)) {
        classes.remove(sopClass);
        Optional<Uid> instead =
            destination.sending().ctInstead() ? standingInFor(sopClass) : Optional.empty();
        String message =
            "it accepts no context for " + SopClass.nameOf(sopClass) + " (" + sopClass + ")";
        int settled =
            store.ledger().sending().refused(destination.name(), sopClass, instead, message);
        LOG.error(
            "{}: {}; {} instances {}",
            destination.name(),
            message,
            settled,
            instead.isPresent() ? "replaced by the CT series" : "given up");
      }
    }
  }

  private StoreSession sessionFor(Set<Uid> classes) throws IOException {
    StoreSession current = session;
    if (current != null && current.proposed(classes)) {
      return current;
    }
    closeSession();
    StoreSession opened =
        scu.open(destination.remote(), syntaxes(classes), destination.sending().operationsWindow());
    session = opened;
    for (Uid sopClass : classes) {
      Optional<Uid> accepted = opened.accepted(sopClass);
      if (accepted.isEmpty() && memory.accepted(sopClass).isPresent()) {
        memory.forget(sopClass); // it took another syntax before: ask for all of them again
        closeSession();
        return sessionFor(classes);
      }
      memory.note(sopClass, accepted);
    }
    int ended = circuit.succeeded();
    if (ended > 0) {
      LOG.info("{} answers again after {} failed attempts", destination.name(), ended);
    }
    return opened;
  }

  private Map<Uid, List<Uid>> syntaxes(Set<Uid> classes) {
    List<Uid> all =
        destination.sending().transferSyntaxes().stream().map(TransferSyntax::uid).toList();
    Map<Uid, List<Uid>> syntaxes = new LinkedHashMap<>();
    for (Uid sopClass : classes) {
      syntaxes.put(sopClass, memory.accepted(sopClass).map(List::of).orElse(all));
    }
    return syntaxes;
  }

  private void closeIdleSession() {
    if (session != null && System.nanoTime() - idleSince > LINGER.toNanos()) {
      closeSession();
    }
  }

  private void closeSession() {
    if (session != null) {
      session.close();
      session = null;
    }
  }

  /** Returns the SOP class of the kind of result that is sent where this one is refused. */
  private static Optional<Uid> standingInFor(Uid sopClass) {
    return Arrays.stream(OutputKind.values())
        .filter(kind -> kind.sopClass().equals(sopClass))
        .flatMap(kind -> kind.instead().stream())
        .map(OutputKind::sopClass)
        .findFirst();
  }
}
