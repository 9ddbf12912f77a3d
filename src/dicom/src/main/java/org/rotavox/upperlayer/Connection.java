package org.rotavox.upperlayer;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import org.rotavox.upperlayer.UpperLayerException.Kind;
import org.rotavox.upperlayer.pdu.AbortReason;
import org.rotavox.upperlayer.pdu.Action;
import org.rotavox.upperlayer.pdu.Event;
import org.rotavox.upperlayer.pdu.Pdu;
import org.rotavox.upperlayer.pdu.PduDecoder;
import org.rotavox.upperlayer.pdu.PduEncoder;
import org.rotavox.upperlayer.pdu.PduFormatException;
import org.rotavox.upperlayer.pdu.State;

/**
 * One transport connection and its place in the state table: carries out the actions.
 *
 * <p>Whatever arrives, and whatever this side wants, is an event that is looked up in the table
 * (PS3.8 section 9.2). An indication is a return value; the loss of the association is an {@link
 * UpperLayerException}. One thread owns the connection; {@link #abortFromOutside()} may come from
 * any.
 */
final class Connection {

  private static final int SOURCE_USER = 0;
  private static final int SOURCE_PROVIDER = 2;

  private final Wire wire;
  private final Duration artim;
  private final AssociationState state;
  private final byte[] header = new byte[Pdu.HEADER_BYTES];
  private volatile boolean abortedFromOutside;

  /**
   * A connection that is open: as acceptor in state Sta2 with ARTIM running, as requestor in Sta4.
   */
  Connection(Wire wire, boolean requestor, Duration artim) throws UpperLayerException {
    this.wire = wire;
    this.artim = artim;
    this.state = new AssociationState(requestor);
    state.step(requestor ? Event.LOCAL_ASSOCIATE_REQUEST : Event.TRANSPORT_INDICATED);
    wire.in().allow(artim);
  }

  WireInput input() {
    return wire.in();
  }

  /** Sends a PDU because the local user wants it. */
  void send(Event event, Pdu pdu) throws UpperLayerException {
    byte[] bytes = PduEncoder.encode(pdu);
    send(event, bytes, bytes.length);
  }

  /** Sends whole P-DATA-TF PDUs. */
  void sendData(byte[] pdus, int length) throws UpperLayerException {
    send(Event.LOCAL_DATA_REQUEST, pdus, length);
  }

  private void send(Event event, byte[] bytes, int length) throws UpperLayerException {
    state.step(event);
    try {
      wire.write(bytes, length);
    } catch (IOException e) {
      throw abortBehind(e).orElseGet(() -> ended(e));
    }
  }

  /** A write often fails since the peer has aborted: then its A-ABORT waits to be read. */
  private Optional<UpperLayerException> abortBehind(IOException writeFailure) {
    if (abortedFromOutside || wire.timedOut() || state.now() != State.STA6) {
      return Optional.empty();
    }
    try {
      wire.in().allow(ProtocolLimits.LINGER);
      while (read() instanceof Pdu.PDataTf data) {
        wire.in().skip(data.length());
      }
    } catch (IOException e) {
      writeFailure.addSuppressed(e);
      return Optional.empty();
    }
    close();
    return Optional.of(new UpperLayerException(Kind.ABORTED, "aborted the association"));
  }

  /**
   * Waits for the next PDU and carries out what the table demands.
   *
   * @return a PDU that the local user must be told of; of a P-DATA-TF the header, whose body is
   *     then read with {@link #readBody}
   * @throws UpperLayerException if the association is over by it
   */
  Pdu receive() throws UpperLayerException {
    try {
      Pdu pdu = read();
      carryOut(pdu);
      return pdu;
    } catch (PduFormatException e) {
      String words =
          state.now() == State.STA2 ? Stranger.inWords(header) : "sent bytes that are no PDU";
      throw violation(Event.INVALID_PDU_RECEIVED, e.reason(), words + " (" + e.getMessage() + ")");
    } catch (IOException e) {
      throw ended(e);
    }
  }

  private Pdu read() throws IOException {
    wire.in().readFully(header, 0, header.length);
    int type = header[0] & 0xFF;
    long length = Bytes.uint32(header, 2);
    PduDecoder.checkHeader(type, length, ProtocolLimits.MAX_PDU_BYTES);
    if (type == Pdu.P_DATA_TF) {
      return new Pdu.PDataTf((int) length);
    }
    byte[] body = new byte[(int) length];
    wire.in().readFully(body, 0, body.length);
    return PduDecoder.decode(type, body);
  }

  /** Returns if the PDU is an indication or a confirmation to the local user. */
  private void carryOut(Pdu pdu) throws UpperLayerException {
    Action action = state.step(Event.ofReceived(pdu));
    switch (action) {
      case AE_3, AE_6, DT_2, AR_2, AR_6, AR_8, AR_10 -> {}
      case AE_4, AR_3 -> wire.closeInOrder();
      case AA_2, AA_3 -> {
        close();
        String by = pdu instanceof Pdu.Abort abort ? abort.inWords() : "";
        throw new UpperLayerException(Kind.ABORTED, "aborted the association (" + by + ")");
      }
      case AA_1 -> {
        sendAbort(SOURCE_USER, AbortReason.NOT_SPECIFIED);
        throw unexpected(pdu);
      }
      case AA_8 -> {
        sendAbort(SOURCE_PROVIDER, AbortReason.UNEXPECTED_PDU);
        throw unexpected(pdu);
      }
      default -> throw new IllegalStateException(action + " follows from no PDU that is read here");
    }
  }

  private static UpperLayerException unexpected(Pdu pdu) {
    String name = pdu.getClass().getSimpleName();
    return new UpperLayerException(
        Kind.PROTOCOL, "sent a PDU that does not belong there (" + name + ")");
  }

  /** Waits until the peer sends something; false if it does not, which ends nothing. */
  boolean awaitBytes(Duration longest) throws UpperLayerException {
    try {
      wire.in().allow(longest);
      return wire.in().awaitBytes();
    } catch (IOException e) {
      throw ended(e);
    }
  }

  /** Reads bytes of a P-DATA-TF: at least one. */
  int readBody(byte[] into, int offset, int length) throws UpperLayerException {
    try {
      int count = wire.in().read(into, offset, length);
      if (count < 0) {
        throw new EOFException("connection closed");
      }
      return count;
    } catch (IOException e) {
      throw ended(e);
    }
  }

  /** Reads exactly that many bytes of a P-DATA-TF. */
  void readBodyFully(byte[] into, int length) throws UpperLayerException {
    try {
      wire.in().readFully(into, 0, length);
    } catch (IOException e) {
      throw ended(e);
    }
  }

  void skipBody(long length) throws UpperLayerException {
    try {
      wire.in().skip(length);
    } catch (IOException e) {
      throw ended(e);
    }
  }

  /** Aborts since a received PDU is no valid one; the exception to throw. */
  UpperLayerException invalidPdu(String message) {
    return violation(Event.INVALID_PDU_RECEIVED, AbortReason.INVALID_PDU_PARAMETER_VALUE, message);
  }

  /** Aborts since a message is no valid one, which is for the service user to say. */
  UpperLayerException invalidMessage(String message) {
    return violation(Event.LOCAL_ABORT_REQUEST, AbortReason.NOT_SPECIFIED, message);
  }

  private UpperLayerException violation(Event event, AbortReason reason, String message) {
    abort(event, reason);
    return abortedFromOutside ? endedHere() : new UpperLayerException(Kind.PROTOCOL, message);
  }

  private static UpperLayerException endedHere() {
    return new UpperLayerException(Kind.ABORTED, "this side has ended the association");
  }

  /** Steps to the end of the association after a read or a write has failed; says why. */
  private UpperLayerException ended(IOException cause) {
    if (abortedFromOutside) {
      close();
      return endedHere();
    }
    if (cause instanceof UpperLayerException known) {
      return known;
    }
    if (cause instanceof SocketTimeoutException) {
      if (state.allows(Event.ARTIM_EXPIRED)) {
        close();
      } else {
        abort();
      }
      return new UpperLayerException(Kind.TIMEOUT, "was silent or too slow", cause);
    }
    close();
    return wire.timedOut()
        ? new UpperLayerException(Kind.TIMEOUT, "took or sent no more bytes", cause)
        : new UpperLayerException(Kind.CONNECTION_LOST, "closed or lost the connection", cause);
  }

  /** Aborts as service user. */
  void abort() {
    abort(Event.LOCAL_ABORT_REQUEST, AbortReason.NOT_SPECIFIED);
  }

  private void abort(Event event, AbortReason reason) {
    if (!state.allows(event)) {
      close();
      return;
    }
    try {
      switch (state.step(event)) {
        case AA_1 -> sendAbort(SOURCE_USER, reason);
        case AA_8 -> sendAbort(SOURCE_PROVIDER, reason);
        default -> close();
      }
    } catch (UpperLayerException e) {
      close();
    }
  }

  private void sendAbort(int source, AbortReason reason) {
    wire.sendAbort(new Pdu.Abort(source, source == SOURCE_USER ? 0 : reason.code()));
  }

  /** Aborts from another thread than the owner's, who then gets an exception of kind ABORTED. */
  void abortFromOutside() {
    abortedFromOutside = true;
    abort();
    close();
  }

  /**
   * Ends the association in order: sends A-RELEASE-RQ, reads until the answer, and masters a
   * collision with a release of the peer (PS3.8 section 7.2.2).
   */
  void release() throws UpperLayerException {
    send(Event.LOCAL_RELEASE_REQUEST, new Pdu.ReleaseRq());
    while (state.now() != State.STA1 && state.now() != State.STA13) {
      if (receive() instanceof Pdu.PDataTf data) {
        skipBody(data.length());
      } else if (state.allows(Event.LOCAL_RELEASE_RESPONSE)) {
        send(Event.LOCAL_RELEASE_RESPONSE, new Pdu.ReleaseRp());
      }
    }
  }

  /**
   * Waits, not long, for the peer to close after the last PDU was sent (Sta13), then closes. What
   * still arrives is ignored (AA-6): the association does not exist any more.
   */
  void finish(Duration longest) {
    if (state.now() == State.STA13) {
      wire.awaitClose(longest.compareTo(artim) < 0 ? longest : artim);
    }
    close();
  }

  /** Closes the transport connection; repeated calls do nothing. */
  void close() {
    state.closed();
    wire.close();
  }
}
