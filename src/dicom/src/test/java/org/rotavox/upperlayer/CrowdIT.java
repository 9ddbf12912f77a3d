package org.rotavox.upperlayer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.upperlayer.pdu.Pdu;

/** More callers at once than the limits allow. */
class CrowdIT {

  private static final int CROWD = 200;

  private final RecordingHandler handler;

  CrowdIT(@TempDir Path folder) {
    this.handler = new RecordingHandler(folder);
  }

  @Test
  void rejectsEachOfTwoHundredBeyondTheLimitAndServesTheOthers()
      throws IOException, InterruptedException, ExecutionException {
    try (DicomServer server = UpperLayer.listen(Loopback.acceptor(3, 3, Loopback.LONG), handler);
        PeerLogWatch log = new PeerLogWatch()) {
      List<RawPeer> good = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        good.add(RawPeer.associate(server));
      }
      ExecutorService crowd = Executors.newFixedThreadPool(CROWD);
      List<Future<Pdu>> answers = new ArrayList<>();
      for (int i = 0; i < CROWD; i++) {
        answers.add(crowd.submit(() -> answer(server)));
      }
      for (Future<Pdu> answer : answers) {
        assertThat(answer.get()).isEqualTo(new Pdu.AssociateRj(2, 3, 2));
      }
      crowd.shutdown();
      for (RawPeer peer : good) {
        peer.sendCommand(RawPeer.echo(1));
        assertThat(peer.readStatus()).isZero();
        peer.close();
      }
      assertThat(log.messages()).filteredOn(line -> line.contains("more associations")).hasSize(1);
    }
  }

  private static Pdu answer(DicomServer server) throws IOException {
    try (RawPeer peer = RawPeer.connect(server)) {
      peer.send(RawPeer.request(RawPeer.XA));
      return peer.read();
    }
  }

  @Test
  void rejectsBeyondTheLimitOfOnePeer() throws IOException {
    try (DicomServer server = UpperLayer.listen(Loopback.acceptor(10, 1, Loopback.LONG), handler);
        RawPeer first = RawPeer.associate(server)) {
      assertThat(answer(server)).isEqualTo(new Pdu.AssociateRj(2, 3, 2));

      first.send(new Pdu.ReleaseRq());
      assertThat(first.read()).isEqualTo(new Pdu.ReleaseRp());
      assertThat(answer(server)).isInstanceOf(Pdu.AssociateAc.class);
    }
  }

  @Test
  void lastsThroughSilentConnectionsBeyondTheLimit() throws IOException {
    try (DicomServer server = UpperLayer.listen(Loopback.acceptor(1, 1, Loopback.LONG), handler);
        RawPeer good = RawPeer.associate(server)) {
      List<RawPeer> silent = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        silent.add(RawPeer.connect(server));
      }
      good.sendCommand(RawPeer.echo(1));
      assertThat(good.readStatus()).isZero();
      for (RawPeer peer : silent) {
        peer.close();
      }
      assertThat(answer(server)).isEqualTo(new Pdu.AssociateRj(2, 3, 2));
    }
  }
}
