package org.rotavox.upperlayer;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.rotavox.upperlayer.pdu.Pdu;
import org.rotavox.upperlayer.pdu.PduEncoder;

/** The transport connection of one association: TCP, perhaps TLS above it, and who watches both. */
final class Wire {

  private final Socket tcp;
  private final Socket socket;
  private final Watchdog.Guard guard;
  private final WireInput in;
  private final WireOutput out;

  /**
   * An open connection.
   *
   * @param tcp the connection itself, closed to end everything
   * @param socket what to speak through: the same, or TLS above it
   * @param longestWrite that one write may take
   */
  Wire(Socket tcp, Socket socket, Watchdog.Guard guard, Duration longestWrite) throws IOException {
    this.tcp = tcp;
    this.socket = socket;
    this.guard = guard;
    this.in = new WireInput(tcp, socket, guard);
    this.out = new WireOutput(socket, guard, longestWrite);
  }

  WireInput in() {
    return in;
  }

  void write(byte[] bytes, int length) throws IOException {
    out.write(bytes, length);
  }

  /** Sends an A-ABORT, or closes where that is not possible any more. */
  void sendAbort(Pdu.Abort abort) {
    try {
      if (!out.tryWrite(PduEncoder.encode(abort))) {
        close();
      }
    } catch (IOException e) {
      close();
    }
  }

  /** Whether the watchdog has closed it. */
  boolean timedOut() {
    return guard.fired();
  }

  /** Waits for the peer to close, ignoring what it still sends; then closes. */
  void awaitClose(Duration longest) {
    if (!tcp.isClosed()) {
      try {
        in.allow(longest);
        guard.arm(longest.toNanos());
        socket.shutdownOutput();
        in.skip(Long.MAX_VALUE);
      } catch (IOException e) {
        // the peer has closed, or has had its time: both are the end that was waited for
      }
    }
    closeInOrder();
  }

  /** Closes with TLS's own farewell, if there is TLS. */
  void closeInOrder() {
    if (socket != tcp) {
      guard.arm(ProtocolLimits.LINGER.toNanos());
      Watchdog.closeQuietly(socket);
    }
    close();
  }

  /** Closes the connection at once; repeated calls do nothing. */
  void close() {
    guard.release();
    Watchdog.closeQuietly(tcp);
  }
}
