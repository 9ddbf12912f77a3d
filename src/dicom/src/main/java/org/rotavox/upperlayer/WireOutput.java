package org.rotavox.upperlayer;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Writes whole PDUs to a connection, one after the other, each within a time limit. */
final class WireOutput {

  private static final long WAIT_FOR_WRITER_SECONDS = 1;

  private final OutputStream out;
  private final Watchdog.Guard guard;
  private final long longestWriteNanos;
  private final ReentrantLock writing = new ReentrantLock();

  WireOutput(Socket socket, Watchdog.Guard guard, Duration longestWrite) throws IOException {
    this.out = socket.getOutputStream();
    this.guard = guard;
    this.longestWriteNanos = longestWrite.toNanos();
  }

  void write(byte[] bytes, int length) throws IOException {
    writing.lock();
    try {
      writeLocked(bytes, length);
    } finally {
      writing.unlock();
    }
  }

  /** Writes unless another thread is in the middle of a write that does not end. */
  boolean tryWrite(byte[] bytes) throws IOException {
    try {
      if (!writing.tryLock(WAIT_FOR_WRITER_SECONDS, TimeUnit.SECONDS)) {
        return false;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    try {
      writeLocked(bytes, bytes.length);
      return true;
    } finally {
      writing.unlock();
    }
  }

  private void writeLocked(byte[] bytes, int length) throws IOException {
    guard.arm(longestWriteNanos);
    try {
      out.write(bytes, 0, length);
      out.flush();
    } finally {
      guard.disarm();
    }
  }
}
