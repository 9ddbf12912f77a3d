package org.rotavox.upperlayer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.rotavox.liveness.Pulse;
import org.rotavox.liveness.VitalPart;
import org.rotavox.liveness.Vitals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listening server: one thread accepts, each association has a thread of its own, and a few
 * threads reject what is beyond the limits.
 *
 * <p>Threads: at most twice the associations (an association that has ended may wait for its peer
 * to close) plus {@link #REJECTING_THREADS} plus two. A connection beyond {@link #MAX_WAITING} that
 * wait for their rejection is closed without an answer.
 */
final class Acceptor implements DicomServer {

  private static final Logger LOG = LoggerFactory.getLogger(Acceptor.class);
  private static final int BACKLOG = 512;
  private static final int REJECTING_THREADS = 8;
  private static final int MAX_WAITING = 1024;
  private static final Duration REJECTION_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration PAUSE_AFTER_FAULT = Duration.ofMillis(200);
  private static final Duration LONGEST_END = Duration.ofSeconds(1);
  private static final Duration ROUND = Duration.ofSeconds(10);

  private final ServerSocket listening;
  private final AcceptorSettings settings;
  private final AcceptorSettings rejecting;
  private final AssociationHandler handler;
  private final Transport transport;
  private final PeerLog peerLog = new PeerLog();
  private final Watchdog watchdog;
  private final AssociationSlots slots;
  private final Set<AcceptorAssociation> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong numbers = new AtomicLong();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final ThreadPoolExecutor associations;
  private final ThreadPoolExecutor rejections;

  private Acceptor(
      ServerSocket listening,
      AcceptorSettings settings,
      AssociationHandler handler,
      Transport transport) {
    this.listening = listening;
    this.settings = settings;
    this.rejecting = withShortArtim(settings);
    this.handler = handler;
    this.transport = transport;
    this.watchdog = new Watchdog("dicom-watchdog-" + port());
    this.slots =
        new AssociationSlots(settings.maxAssociations(), settings.maxAssociationsPerPeer());
    this.associations =
        new ThreadPoolExecutor(
            0,
            2 * settings.maxAssociations(),
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            named("dicom-association-" + port()));
    this.rejections =
        new ThreadPoolExecutor(
            REJECTING_THREADS,
            REJECTING_THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MAX_WAITING),
            named("dicom-rejection-" + port()));
    rejections.allowCoreThreadTimeOut(true);
  }

  private static AcceptorSettings withShortArtim(AcceptorSettings settings) {
    boolean isShort = settings.artimTimeout().compareTo(REJECTION_TIMEOUT) <= 0;
    return new AcceptorSettings(
        settings.bindAddress(),
        settings.port(),
        settings.maxAssociations(),
        settings.maxAssociationsPerPeer(),
        settings.maxPduBytes(),
        isShort ? settings.artimTimeout() : REJECTION_TIMEOUT,
        settings.idleTimeout(),
        settings.dimseTimeout());
  }

  static Acceptor listen(
      AcceptorSettings settings, AssociationHandler handler, Transport transport, Vitals vitals)
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
    String name = "dicom-accept-" + acceptor.port();
    Pulse pulse = vitals.watch(VitalPart.ACCEPT, name);
    Thread thread = new Thread(pulse.keepRunning(() -> acceptor.acceptAll(pulse)), name);
    thread.setDaemon(true);
    thread.start();
    return acceptor;
  }

  private static ThreadFactory named(String name) {
    AtomicLong count = new AtomicLong();
    return task -> {
      Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  private void acceptAll(Pulse pulse) {
    while (!listening.isClosed()) {
      pulse.beat();
      try {
        takeUnlessClosed(listening.accept());
      } catch (SocketTimeoutException e) {
        // nobody came; the thread shows that it lives
      } catch (IOException e) {
        if (!listening.isClosed()) {
          LOG.warn("a connection could not be accepted: {}", e.getMessage());
          pause();
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
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_AFTER_FAULT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void take(Socket tcp) {
    String peer = tcp.getInetAddress().getHostAddress();
    if (!slots.tryTake(peer)) {
      reject(tcp, peer);
      return;
    }
    AcceptorAssociation association = association(tcp, settings);
    AtomicBoolean over = new AtomicBoolean();
    Runnable giveBack =
        () -> {
          if (over.compareAndSet(false, true)) {
            slots.giveBack(peer);
          }
        };
    open.add(association);
    try {
      associations.execute(
          () -> {
            try {
              association.serve(handler, giveBack);
            } finally {
              open.remove(association);
            }
          });
      if (closed.get()) {
        association.shutDown();
      }
    } catch (RejectedExecutionException e) {
      open.remove(association);
      giveBack.run();
      reject(tcp, peer);
    } catch (OutOfMemoryError e) {
      open.remove(association);
      giveBack.run();
      throw e;
    }
  }

  private AcceptorAssociation association(Socket tcp, AcceptorSettings limits) {
    return new AcceptorAssociation(
        tcp, numbers.incrementAndGet(), limits, transport, peerLog, watchdog);
  }

  private void reject(Socket tcp, String peer) {
    peerLog.report(peer, "limit", "asked for more associations than the limits allow: rejected");
    try {
      rejections.execute(
          () -> association(tcp, rejecting).reject(Admission.Reject.LOCAL_LIMIT_EXCEEDED));
    } catch (RejectedExecutionException e) {
      Watchdog.closeQuietly(tcp);
    }
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
    open.forEach(AcceptorAssociation::shutDown);
    associations.shutdown();
    rejections.shutdownNow();
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
