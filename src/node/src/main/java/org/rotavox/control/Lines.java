package org.rotavox.control;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.rotavox.desk.Json;
import org.rotavox.desk.Refusal;

/** Reads and writes lines of bounded length on a socket. */
final class Lines {

  private static final int BUFFER_BYTES = 8192;

  private final SocketChannel channel;
  private final InputStream in;

  Lines(SocketChannel channel) {
    this.channel = channel;
    this.in =
        new java.io.BufferedInputStream(
            java.nio.channels.Channels.newInputStream(channel), BUFFER_BYTES);
  }

  /**
   * Reads a line.
   *
   * @throws EOFException if the connection ended before its line feed
   * @throws IOException if it is longer than allowed
   */
  String read(int maxBytes) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = in.read();
    while (next != '\n') {
      if (next < 0) {
        throw new EOFException("the connection ended after " + line.size() + " bytes of a line");
      }
      if (line.size() == maxBytes) {
        throw new Refusal("a line is longer than " + maxBytes + " bytes");
      }
      line.write(next);
      next = in.read();
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  /** Writes a line. */
  void write(Object json, int maxBytes) throws IOException {
    byte[] bytes = (Json.line(json) + "\n").getBytes(StandardCharsets.UTF_8);
    if (bytes.length > maxBytes) {
      throw new Refusal(
          "the answer has " + bytes.length + " bytes, more than " + maxBytes + ": ask for less");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }
}
