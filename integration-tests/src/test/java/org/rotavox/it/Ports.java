package org.rotavox.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.rotavox.support.FreePort;

/** TCP ports on loopback. */
final class Ports {

  private Ports() {}

  /** Returns a port that is free now. */
  static int free() throws IOException {
    return FreePort.next();
  }

  /** Waits until somebody listens on the port; fails when the server has ended before. */
  static void awaitListening(int port, PeerProcess server) {
    Awaitility.await("listening on port " + port)
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .failFast("the server ended: " + server.output(), () -> !server.isAlive())
        .until(() -> answers(port));
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
