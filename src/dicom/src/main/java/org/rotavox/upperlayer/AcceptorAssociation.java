package org.rotavox.upperlayer;

import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import org.rotavox.dicom.AeTitle;
import org.rotavox.upperlayer.MessageReader.Message;
import org.rotavox.upperlayer.UpperLayerException.Kind;
import org.rotavox.upperlayer.pdu.Event;
import org.rotavox.upperlayer.pdu.Pdu;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection that was accepted, from its first byte to its end; lives in one thread. */
final class AcceptorAssociation implements AssociationSlots.Holder {

  private static final Logger LOG = LoggerFactory.getLogger(AcceptorAssociation.class);

  private final Socket tcp;
  private final long number;
  private final String peerAddress;
  private final AcceptorSettings settings;
  private final Transport transport;
  private final PeerLog peerLog;
  private final Watchdog.Guard guard;
  private volatile Optional<Connection> connection = Optional.empty();
  private volatile boolean ended;
  private boolean associated;

  AcceptorAssociation(
      Socket tcp,
      long number,
      AcceptorSettings settings,
      Transport transport,
      PeerLog peerLog,
      Watchdog watchdog) {
    this.tcp = tcp;
    this.number = number;
    this.peerAddress = tcp.getInetAddress().getHostAddress();
    this.settings = settings;
    this.transport = transport;
    this.peerLog = peerLog;
    this.guard = watchdog.watch(tcp);
  }

  @Override
  public String peerAddress() {
    return peerAddress;
  }

  @Override
  public double bytesPerSecond() {
    return connection
        .map(opened -> opened.input().pace().bytesPerSecond())
        .orElse(Double.POSITIVE_INFINITY);
  }

  /** Its slot is another's now. */
  @Override
  public void sendAway() {
    peerLog.report(
        peerAddress,
        "slow",
        "was the slowest of all associations, when another caller needed one: aborted");
    shutDown();
  }

  /** The slots, as one association sees them. */
  interface Slots {

    /** Takes one for a caller whose request is accepted; false: it is rejected. */
    boolean take(AcceptorAssociation association, boolean known);

    /** Gives it back: as soon as the association no longer exists, before the peer can know. */
    void giveBack(AcceptorAssociation association);
  }

  /** Serves the peer until the association ends. */
  void serve(AssociationHandler handler, Slots slots) {
    try {
      Connection opened = open();
      Pdu.AssociateRq request = (Pdu.AssociateRq) opened.receive();
      Admission admission = admission(request, handler);
      if (admission instanceof Admission.Accept accept) {
        if (slots.take(this, accept.known())) {
          serve(opened, request, accept.policy(), handler, () -> slots.giveBack(this));
        } else {
          reject(opened, Admission.Reject.LOCAL_LIMIT_EXCEEDED);
        }
      } else {
        reject(opened, (Admission.Reject) admission);
      }
    } catch (IOException e) {
      report(e);
    } finally {
      slots.giveBack(this);
      end();
    }
  }

  private static void reject(Connection opened, Admission.Reject reject)
      throws UpperLayerException {
    opened.send(
        Event.LOCAL_ASSOCIATE_REJECT,
        new Pdu.AssociateRj(reject.result(), reject.source(), reject.reason()));
  }

  /** Ends it from another thread. */
  void shutDown() {
    ended = true;
    connection.ifPresentOrElse(Connection::abortFromOutside, () -> Watchdog.closeQuietly(tcp));
  }

  private Connection open() throws IOException {
    tcp.setTcpNoDelay(true);
    tcp.setKeepAlive(true);
    tcp.setSoTimeout((int) settings.artimTimeout().toMillis());
    guard.arm(settings.artimTimeout().toNanos());
    Socket socket = transport.acceptorSide(tcp);
    guard.disarm();
    Connection opened =
        new Connection(
            new Wire(tcp, socket, guard, settings.dimseTimeout()), false, settings.artimTimeout());
    connection = Optional.of(opened);
    if (ended) {
      opened.abortFromOutside();
    }
    return opened;
  }

  private Admission admission(Pdu.AssociateRq request, AssociationHandler handler) {
    Optional<AcceptorNegotiation.Refusal> refusal = AcceptorNegotiation.refusal(request);
    if (refusal.isPresent()) {
      Admission.Reject reject = refusal.get().reject();
      peerLog.report(
          peerAddress,
          "request " + reject,
          "asked for an association " + refusal.get().words() + ": rejected");
      return reject;
    }
    try {
      return handler.admit(AcceptorNegotiation.offer(request, peerAddress));
    } catch (RuntimeException e) {
      LOG.error("association {}: its admission could not be decided", number, e);
      return Admission.Reject.NO_REASON_GIVEN;
    }
  }

  private void serve(
      Connection opened,
      Pdu.AssociateRq request,
      TransferSyntaxPolicy policy,
      AssociationHandler handler,
      Runnable over)
      throws UpperLayerException {
    AcceptorNegotiation.Acceptance acceptance =
        AcceptorNegotiation.accept(request, policy, settings.maxPduBytes());
    AssociationInfo info =
        new AssociationInfo(
            number, new AeTitle(request.calling()), new AeTitle(request.called()), peerAddress);
    new ContextRefusals(peerLog, info).report(acceptance.refused(), acceptance.contexts());
    CloseReason reason = CloseReason.PROTOCOL_VIOLATION;
    try {
      opened.send(Event.LOCAL_ASSOCIATE_ACCEPT, acceptance.response());
      associated = true;
      MessageReader reader =
          new MessageReader(opened, acceptance.contexts(), settings.dimseTimeout());
      MessageWriter writer = new MessageWriter(opened, acceptance.peerMaxPduBytes());
      AcceptorDispatch dispatch = new AcceptorDispatch(info, handler, reader, writer, peerLog);
      for (Optional<Message> message = reader.next(settings.idleTimeout());
          message.isPresent();
          message = reader.next(settings.idleTimeout())) {
        dispatch.serve(message.get());
      }
      reason = CloseReason.RELEASED;
      over.run();
      opened.send(Event.LOCAL_RELEASE_RESPONSE, new Pdu.ReleaseRp());
    } catch (UpperLayerException e) {
      reason = reason == CloseReason.RELEASED ? reason : reasonOf(e.kind());
      throw e;
    } finally {
      // An end that was asked for here may show as anything on a thread that was in the middle.
      closed(
          handler, info, ended && reason != CloseReason.RELEASED ? CloseReason.SHUT_DOWN : reason);
    }
  }

  private static CloseReason reasonOf(Kind kind) {
    return switch (kind) {
      case TIMEOUT -> CloseReason.TIMED_OUT;
      case ABORTED -> CloseReason.ABORTED_BY_PEER;
      case CONNECTION_LOST -> CloseReason.CONNECTION_LOST;
      case PROTOCOL, CONNECTION_REFUSED, UNKNOWN_HOST, REJECTED, NO_CONTEXT, TLS ->
          CloseReason.PROTOCOL_VIOLATION;
    };
  }

  private static void closed(AssociationHandler handler, AssociationInfo info, CloseReason reason) {
    try {
      handler.closed(info, reason);
    } catch (RuntimeException e) {
      LOG.error("association {}: its end could not be processed", info.number(), e);
    }
  }

  /** A connection that closes before it says anything is a monitor's test of the port: no news. */
  private void report(IOException e) {
    if (ended) {
      return;
    }
    if (!(e instanceof UpperLayerException known)) {
      peerLog.report(peerAddress, "connection", "failed to connect: " + e.getMessage());
    } else if (known.kind() != Kind.CONNECTION_LOST || associated) {
      peerLog.report(peerAddress, known.kind().name(), String.valueOf(known.getMessage()));
    }
  }

  private void end() {
    connection.ifPresent(opened -> opened.finish(ProtocolLimits.LINGER));
    guard.release();
    Watchdog.closeQuietly(tcp);
  }
}
