package org.rotavox.upperlayer;

import java.io.IOException;
import java.time.Duration;
import org.rotavox.dicom.AeTitle;

/** Settings for servers and clients on this machine. */
final class Loopback {

  static final AeTitle NODE = new AeTitle("ROTAVOX");
  static final AeTitle PEER = new AeTitle("PEER");
  static final Duration LONG = Duration.ofSeconds(20);

  private Loopback() {}

  static AcceptorSettings acceptor() {
    return acceptor(20, 20, LONG);
  }

  static AcceptorSettings acceptor(int most, int mostPerPeer, Duration patience) {
    return new AcceptorSettings(
        "127.0.0.1", 0, most, mostPerPeer, 256 * 1024, patience, patience, patience);
  }

  static DicomServer listen(AssociationHandler handler) throws IOException {
    return UpperLayer.listen(acceptor(), handler);
  }

  static RemoteNode node(int port) {
    return new RemoteNode(NODE, PEER, "127.0.0.1", port, 256 * 1024, LONG, LONG);
  }
}
