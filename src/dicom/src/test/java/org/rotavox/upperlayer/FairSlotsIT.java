package org.rotavox.upperlayer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.upperlayer.pdu.Pdu;

/** Three addresses that hold what they can get, and an honest fourth one. */
class FairSlotsIT {

  private static final int SLOTS = 10;
  private final RecordingHandler handler;
  private final List<RawPeer> bad = new ArrayList<>();

  FairSlotsIT(@TempDir Path folder) {
    this.handler = new RecordingHandler(folder);
  }

  private static RawPeer connect(DicomServer server, int address) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress("127.0.0." + address, 0));
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    return new RawPeer(socket);
  }

  private static void serve(DicomServer server, int address) throws IOException {
    try (RawPeer honest = connect(server, address)) {
      honest.send(RawPeer.request(RawPeer.XA));
      assertThat(honest.read()).isInstanceOf(Pdu.AssociateAc.class);
      honest.sendCommand(RawPeer.store(1, "1.2.3." + address));
      honest.sendFragment(1, RawPeer.LAST, new byte[100]);
      assertThat(honest.readStatus()).isZero();
      honest.send(new Pdu.ReleaseRq());
      assertThat(honest.read()).isEqualTo(new Pdu.ReleaseRp());
    }
  }

  private void closeAll() throws IOException {
    for (RawPeer peer : bad) {
      peer.close();
    }
  }

  @Test
  void silentConnectionsKeepNobodyOut() throws IOException {
    try (DicomServer server =
        UpperLayer.listen(Loopback.acceptor(SLOTS, 4, Loopback.LONG), handler)) {
      for (int i = 0; i < 2 * ProtocolLimits.MAX_NOT_ASKED; i++) {
        bad.add(connect(server, 2 + i % 3));
      }
      for (int address = 5; address < 15; address++) {
        serve(server, address);
      }
      assertThat(handler.stored()).hasSize(10);
      closeAll();
    }
  }

  @Test
  void silentAssociationsAndObjectsWithoutEndKeepNobodyOut() throws IOException {
    try (DicomServer server =
        UpperLayer.listen(Loopback.acceptor(SLOTS, 4, Loopback.LONG), handler)) {
      for (int i = 0; i < SLOTS; i++) {
        RawPeer peer = connect(server, 2 + i % 3);
        peer.send(RawPeer.request(RawPeer.XA));
        assertThat(peer.read()).isInstanceOf(Pdu.AssociateAc.class);
        if (i % 2 == 0) {
          peer.sendCommand(RawPeer.store(1, "1.2.3.4"));
          peer.sendFragment(1, 0, new byte[1000]);
        }
        bad.add(peer);
      }
      serve(server, 5);
      assertThat(handler.stored()).hasSize(1);
      closeAll();
    }
  }
}
