package org.rotavox.upperlayer;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;

/**
 * Reads from a connection with a budget of waiting time.
 *
 * <p>The budget counts only the time spent waiting for the peer, over any number of reads; so a
 * peer that sends one byte a second runs out of it as a silent one does, and a slow disk of ours
 * does not count against the peer. Large reads go from the socket straight into the caller's array.
 */
final class WireInput {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final Socket tcp;
  private final boolean canAcknowledgeAtOnce;
  private final Socket socket;
  private final InputStream in;
  private final Watchdog.Guard guard;
  private final Pace pace;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int at;
  private int end;
  private long allowedNanos;
  private long waitedNanos;
  private boolean paced;
  private int progressBytes;

  WireInput(Socket tcp, Socket socket, Watchdog.Guard guard) throws IOException {
    this.tcp = tcp;
    this.canAcknowledgeAtOnce = tcp.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK);
    this.socket = socket;
    this.in = socket.getInputStream();
    this.guard = guard;
    this.pace = new Pace(guard.clock());
  }

  /** From now on the peer may make us wait that long in all. */
  void allow(Duration longest) {
    allowedNanos = longest.toNanos();
    waitedNanos = 0;
    paced = false;
  }

  /** From now on the peer may make us wait that long for each {@link ProtocolLimits#PACE_BYTES}. */
  void allowForEachStep(Duration longest) {
    allow(longest);
    paced = true;
    progressBytes = 0;
  }

  /** Reads at least one byte, or -1 at the end. */
  int read(byte[] into, int offset, int length) throws IOException {
    if (at == end) {
      if (length >= BUFFER_BYTES) {
        return receive(into, offset, length);
      }
      at = 0;
      end = Math.max(0, receive(buffer, 0, BUFFER_BYTES));
      if (end == 0) {
        return -1;
      }
    }
    int count = Math.min(length, end - at);
    System.arraycopy(buffer, at, into, offset, count);
    at += count;
    return count;
  }

  void readFully(byte[] into, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      int count = read(into, offset + done, length - done);
      if (count < 0) {
        throw new EOFException("connection closed");
      }
      done += count;
    }
  }

  /** Waits until something is there to be read; false if the time ran out. */
  boolean awaitBytes() throws IOException {
    if (at < end) {
      return true;
    }
    try {
      at = 0;
      end = 0;
      end = Math.max(0, receive(buffer, 0, BUFFER_BYTES));
    } catch (SocketTimeoutException e) {
      return false;
    }
    if (end == 0) {
      throw new EOFException("connection closed");
    }
    return true;
  }

  void skip(long length) throws IOException {
    long left = length;
    while (left > 0) {
      if (at == end) {
        at = 0;
        end = Math.max(0, receive(buffer, 0, BUFFER_BYTES));
        if (end == 0) {
          throw new EOFException("connection closed");
        }
      }
      int count = (int) Math.min(left, end - at);
      at += count;
      left -= count;
    }
  }

  private int receive(byte[] into, int offset, int length) throws IOException {
    long remaining = allowedNanos - waitedNanos;
    if (remaining <= 0) {
      throw new SocketTimeoutException("too slow");
    }
    socket.setSoTimeout((int) Math.min(Integer.MAX_VALUE, remaining / 1_000_000 + 1));
    acknowledgeAtOnce();
    long start = System.nanoTime();
    guard.arm(remaining);
    pace.waits(tcp.getInputStream().available() > 0);
    int count = 0;
    try {
      count = in.read(into, offset, length);
      waitedNanos += System.nanoTime() - start;
      if (paced && count > 0) {
        progressBytes += count;
        if (progressBytes >= ProtocolLimits.PACE_BYTES) {
          progressBytes = 0;
          waitedNanos = 0;
        }
      }
      return count;
    } finally {
      pace.came(count);
      guard.disarm();
    }
  }

  /** How fast the peer sends. */
  Pace pace() {
    return pace;
  }

  /**
   * Many peers (DCMTK among them) write a PDU in pieces while Nagle's algorithm is on: each piece
   * then waits for the acknowledgement of the one before, which Linux delays by 40 ms unless asked
   * not to. The request does not last, so it is made again before each read.
   */
  private void acknowledgeAtOnce() throws IOException {
    if (canAcknowledgeAtOnce) {
      tcp.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
    }
  }
}
