package org.rotavox.upperlayer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.rotavox.support.DaemonThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listening server: one thread accepts, each connection has a thread of its own.
 *
 * <p>A connection takes a slot when its request for an association is accepted; until then it lives
 * in the {@link WaitingRoom}. Threads: at most twice the associations (one that has ended may wait
 * for its peer to close) plus twice {@link ProtocolLimits#MAX_NOT_ASKED} plus two. A connection
 * beyond them is closed without an answer.
 */
final class Acceptor implements DicomServer {

  private static final Logger LOG = LoggerFactory.getLogger(Acceptor.class);
  private static final int BACKLOG = 512;
  private static final Duration LOOK_FOR_SLOT_EVERY = Duration.ofMillis(100);
  private static final Duration PAUSE_AFTER_FAULT = Duration.ofMillis(200);
  private static final Duration LONGEST_END = Duration.ofSeconds(1);
  private static final Duration ROUND = Duration.ofSeconds(10);

  private final ServerSocket listening;
  private final AcceptorSettings settings;
  private final AssociationHandler handler;
  private final Transport transport;
  private final PeerLog peerLog = new PeerLog();
  private final Watchdog watchdog;
  private final AssociationSlots slots;
  private final WaitingRoom<AcceptorAssociation> notAsked =
      new WaitingRoom<>(ProtocolLimits.MAX_NOT_ASKED);
  private final Map<AcceptorAssociation, AssociationSlots.Slot> slotOf = new ConcurrentHashMap<>();
  private final Set<AcceptorAssociation> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong numbers = new AtomicLong();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final ThreadPoolExecutor associations;

  private Acceptor(
      ServerSocket listening,
      AcceptorSettings settings,
      AssociationHandler handler,
      Transport transport) {
    this.listening = listening;
    this.settings = settings;
    this.handler = handler;
    this.transport = transport;
    this.watchdog = new Watchdog("dicom-watchdog-" + port());
    this.slots =
        new AssociationSlots(settings.maxAssociations(), settings.maxAssociationsPerPeer());
    this.associations =
        new ThreadPoolExecutor(
            0,
            2 * (settings.maxAssociations() + ProtocolLimits.MAX_NOT_ASKED),
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            named("dicom-association-" + port()));
  }

  static Acceptor listen(
      AcceptorSettings settings,
      AssociationHandler handler,
      Transport transport,
      AcceptThread thread)
      throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.setReuseAddress(true);
      socket.setSoTimeout((int) ROUND.toMillis());
      socket.bind(new InetSocketAddress(settings.bindAddress(), settings.port()), BACKLOG);
    } catch (IOException e) {
      socket.close();
      throw new IOException(
          "cannot listen on %s:%d: %s"
              .formatted(settings.bindAddress(), settings.port(), e.getMessage()),
          e);
    }
    Acceptor acceptor = new Acceptor(socket, settings, handler, transport);
    thread.start("dicom-accept-" + acceptor.port(), acceptor::acceptAll);
    return acceptor;
  }

  private static ThreadFactory named(String name) {
    AtomicLong count = new AtomicLong();
    return task -> DaemonThreads.of(name + "-" + count.incrementAndGet(), task);
  }

  private void acceptAll(Runnable roundDone) {
    while (!listening.isClosed()) {
      roundDone.run();
      try {
        takeUnlessClosed(listening.accept());
      } catch (SocketTimeoutException e) {
        // nobody came; the thread shows that it lives
      } catch (IOException e) {
        if (!listening.isClosed()) {
          LOG.warn("a connection could not be accepted: {}", e.getMessage());
          pause(PAUSE_AFTER_FAULT);
        }
      }
    }
  }

  /** A connection may come in the moment in which the server is closed. */
  private void takeUnlessClosed(Socket tcp) {
    try {
      take(tcp);
    } catch (RejectedExecutionException e) {
      Watchdog.closeQuietly(tcp);
    } catch (OutOfMemoryError e) { // also: no thread can be started
      Watchdog.closeQuietly(tcp);
      LOG.error("a connection is closed without an answer: {}", e.getMessage());
      pause(PAUSE_AFTER_FAULT);
    }
  }

  /** Returns false if the thread shall end. */
  private static boolean pause(Duration length) {
    try {
      Thread.sleep(length.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void take(Socket tcp) {
    AcceptorAssociation association =
        new AcceptorAssociation(
            tcp, numbers.incrementAndGet(), settings, transport, peerLog, watchdog);
    open.add(association);
    notAsked.enter(association, association.peerAddress()).ifPresent(this::makeRoom);
    try {
      associations.execute(() -> serve(association));
      if (closed.get()) {
        association.shutDown();
      }
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      forget(association);
      throw e;
    }
  }

  private void makeRoom(AcceptorAssociation oldest) {
    peerLog.report(
        oldest.peerAddress(),
        "not asked",
        "has most of the connections without an association request: the oldest is closed");
    oldest.shutDown();
  }

  private void serve(AcceptorAssociation association) {
    try {
      association.serve(handler, new SlotsOfAssociation());
    } finally {
      forget(association);
    }
  }

  private void forget(AcceptorAssociation association) {
    notAsked.leave(association, association.peerAddress());
    open.remove(association);
  }

  private final class SlotsOfAssociation implements AcceptorAssociation.Slots {

    @Override
    public boolean take(AcceptorAssociation association, boolean known) {
      Optional<AssociationSlots.Slot> slot = awaitSlot(association, known);
      boolean stillHere = notAsked.leave(association, association.peerAddress());
      if (slot.isEmpty()) {
        peerLog.report(
            association.peerAddress(),
            "limit",
            "asked for more associations than the limits allow: rejected");
      } else if (stillHere) {
        slotOf.put(association, slot.get());
        return true;
      } else {
        slots.giveBack(slot.get());
      }
      return false;
    }

    @Override
    public void giveBack(AcceptorAssociation association) {
      AssociationSlots.Slot slot = slotOf.remove(association);
      if (slot != null) {
        slots.giveBack(slot);
      }
    }
  }

  private Optional<AssociationSlots.Slot> awaitSlot(AcceptorAssociation caller, boolean known) {
    long deadline = System.nanoTime() + ProtocolLimits.WAIT_FOR_SLOT.toNanos();
    Optional<AssociationSlots.Slot> slot = slots.take(caller, known);
    while (slot.isEmpty()
        && slots.mayBecomeFree(caller.peerAddress())
        && System.nanoTime() - deadline < 0
        && pause(LOOK_FOR_SLOT_EVERY)) {
      slot = slots.take(caller, known);
    }
    return slot;
  }

  @Override
  public int port() {
    return listening.getLocalPort();
  }

  @Override
  public int openAssociations() {
    return slots.taken();
  }

  @Override
  public void drain(Duration longest) {
    stopListening();
    slots.close();
    if (slots.awaitNone(longest)) {
      associations.shutdown();
      awaitAssociations(ProtocolLimits.LINGER);
    }
    close();
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    stopListening();
    slots.close();
    open.forEach(AcceptorAssociation::shutDown);
    associations.shutdown();
    if (!awaitAssociations(LONGEST_END)) {
      LOG.warn("{} associations did not end in time", associations.getActiveCount());
    }
    watchdog.close();
  }

  private boolean awaitAssociations(Duration longest) {
    try {
      return associations.awaitTermination(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void stopListening() {
    try {
      listening.close();
    } catch (IOException e) {
      LOG.warn("the listening port could not be closed: {}", e.getMessage());
    }
  }
}
