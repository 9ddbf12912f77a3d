package org.rotavox.upperlayer;

import java.time.Duration;
import org.rotavox.dicom.AeTitle;

/**
 * A peer that this side connects to.
 *
 * @param called its AE title
 * @param calling the AE title that this side presents
 * @param host name or address
 * @param port 1 to 65535
 * @param maxPduBytes largest PDU that is offered and sent: 4 KiB to 1 MiB
 * @param connectTimeout longest wait for the connection, the TLS handshake included
 * @param responseTimeout longest wait for an answer, and for one write
 */
public record RemoteNode(
    AeTitle called,
    AeTitle calling,
    String host,
    int port,
    int maxPduBytes,
    Duration connectTimeout,
    Duration responseTimeout) {

  public RemoteNode {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("port: expected 1 to 65535, got " + port);
    }
    ProtocolLimits.checkPduBytes(maxPduBytes);
    ProtocolLimits.checkTimeout("connectTimeout", connectTimeout);
    ProtocolLimits.checkTimeout("responseTimeout", responseTimeout);
  }

  /**
   * Returns a node with usual limits: PDUs of 256 KiB, 10 s to connect, 60 s for an answer.
   *
   * @param calling who calls
   * @param called who is called
   */
  public static RemoteNode of(AeTitle calling, AeTitle called, String host, int port) {
    return new RemoteNode(
        called, calling, host, port, 1 << 18, Duration.ofSeconds(10), Duration.ofSeconds(60));
  }

  @Override
  public String toString() {
    return called + " at " + host + ":" + port;
  }
}
