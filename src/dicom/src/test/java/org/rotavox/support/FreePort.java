package org.rotavox.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that begin to listen later, or again. A port that the system chooses is one of
 * those that it also gives to outgoing connections, so that it may be taken when the server comes;
 * these lie below.
 */
public final class FreePort {

  private static final int LOWEST = 12_000;

  /** Linux gives 32768 to 60999 to outgoing connections, other systems 49152 to 65535. */
  private static final int END = 32_000;

  private static final int MOST_TRIES = 1000;

  private FreePort() {}

  /** Returns a port of the loopback address on which nobody listens now. */
  public static int next() throws IOException {
    for (int tries = 1; ; tries++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, END);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        if (tries == MOST_TRIES) {
          throw e;
        }
      }
    }
  }
}
