package org.rotavox.upperlayer;

import java.time.Duration;

/**
 * Where a {@link DicomServer} listens, and how much of the machine its peers may use.
 *
 * <p>Everything that a peer can make grow has its limit here or in {@link ProtocolLimits}.
 *
 * @param bindAddress local address to listen on, such as {@code 0.0.0.0}
 * @param port TCP port; 0 = any free one
 * @param maxAssociations associations at once, all peers together; each costs one thread
 * @param maxAssociationsPerPeer associations at once from one network address
 * @param maxPduBytes largest P-DATA-TF PDU that is offered to the peers, in bytes of its variable
 *     part (PS3.8 D.1): 4 KiB to 1 MiB
 * @param artimTimeout longest wait for a complete A-ASSOCIATE-RQ (the TLS handshake included), and
 *     for the peer's closing of the connection at the end (PS3.8 section 9.1.5)
 * @param idleTimeout longest silence between two messages
 * @param dimseTimeout inside a message: longest wait for the next {@link ProtocolLimits#PACE_BYTES}
 *     bytes, and longest time for one write
 */
public record AcceptorSettings(
    String bindAddress,
    int port,
    int maxAssociations,
    int maxAssociationsPerPeer,
    int maxPduBytes,
    Duration artimTimeout,
    Duration idleTimeout,
    Duration dimseTimeout) {

  public AcceptorSettings {
    ProtocolLimits.checkPositive("maxAssociations", maxAssociations);
    ProtocolLimits.checkPositive("maxAssociationsPerPeer", maxAssociationsPerPeer);
    ProtocolLimits.checkPduBytes(maxPduBytes);
    ProtocolLimits.checkTimeout("artimTimeout", artimTimeout);
    ProtocolLimits.checkTimeout("idleTimeout", idleTimeout);
    ProtocolLimits.checkTimeout("dimseTimeout", dimseTimeout);
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port: expected 0 to 65535, got " + port);
    }
  }
}
