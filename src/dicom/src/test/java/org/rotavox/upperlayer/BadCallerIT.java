package org.rotavox.upperlayer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotavox.upperlayer.pdu.Pdu;

/** Callers that break the protocol with their PDUs: each gets its answer, none leaves anything. */
class BadCallerIT extends BadCallers {

  BadCallerIT(@TempDir Path folder) throws IOException {
    super(folder);
  }

  @Test
  void abortsOnGarbage() throws IOException {
    byte[] garbage = new byte[10_000];
    new Random(5).nextBytes(garbage);
    garbage[0] = 0x55;
    try (PeerLogWatch log = new PeerLogWatch();
        RawPeer peer = RawPeer.connect(server)) {
      peer.send(garbage);

      peer.expectAbort(0, 0);
      log.awaitMessage("sent something that is not DICOM");
    }
  }

  @Test
  void saysOnceThatAPeerSpeaksTls() throws IOException {
    try (PeerLogWatch log = new PeerLogWatch()) {
      for (int i = 0; i < 3; i++) {
        try (RawPeer peer = RawPeer.connect(server)) {
          peer.send(new byte[] {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xFC, 3, 3});
          peer.expectAbort(0, 0);
        }
      }
      log.awaitMessage("sent a TLS hello to a port without TLS");
      assertThat(log.messages()).hasSize(1);
    }
  }

  @Test
  void saysThatAPeerSpeaksHttp() throws IOException {
    try (PeerLogWatch log = new PeerLogWatch();
        RawPeer peer = RawPeer.connect(server)) {
      peer.send("GET / HTTP/1.1\r\nHost: node\r\n\r\n");

      peer.expectAbort(0, 0);
      log.awaitMessage("sent HTTP to a DICOM port");
    }
  }

  @Test
  void closesAfterHalfAPduAndSilence() throws IOException {
    byte[] request = org.rotavox.upperlayer.pdu.PduEncoder.encode(RawPeer.request(RawPeer.XA));
    try (RawPeer peer = RawPeer.connect(server)) {
      peer.send(java.util.Arrays.copyOf(request, request.length / 2));

      peer.expectClosed();
    }
  }

  @Test
  void closesOnAPeerThatTrickles() throws IOException, InterruptedException {
    byte[] request = org.rotavox.upperlayer.pdu.PduEncoder.encode(RawPeer.request(RawPeer.XA));
    int sent = 0;
    try (RawPeer peer = RawPeer.connect(server)) {
      for (byte one : request) {
        peer.send(new byte[] {one});
        sent++;
        Thread.sleep(100);
      }
    } catch (SocketException e) {
      // closed by the other side, as hoped
    }
    assertThat(sent).isLessThan(request.length);
    assertThat(handler.closed()).isEmpty();
  }

  @Test
  void abortsAnAssociationThatIsSilentInTheMiddleOfAnObject() throws IOException {
    try (RawPeer peer = RawPeer.associate(server)) {
      peer.sendCommand(RawPeer.store(1, "1.2.3.4"));
      peer.sendFragment(1, 0, new byte[1000]);

      peer.expectAbort(0, 0);
    }
    nothingIsKept(CloseReason.TIMED_OUT);
  }

  @Test
  void abortsAnIdleAssociation() throws IOException {
    try (RawPeer peer = RawPeer.associate(server)) {
      peer.expectAbort(0, 0);
    }
    nothingIsKept(CloseReason.TIMED_OUT);
  }

  static Stream<Pdu> everyPduButARequest() {
    return Stream.of(
        new Pdu.AssociateAc("A", "B", List.of(), RawPeer.userInformation()),
        new Pdu.AssociateRj(1, 1, 1),
        new Pdu.ReleaseRq(),
        new Pdu.ReleaseRp(),
        new Pdu.PDataTf(100));
  }

  @ParameterizedTest
  @MethodSource("everyPduButARequest")
  void abortsOnAWrongPduBeforeTheAssociation(Pdu pdu) throws IOException {
    try (RawPeer peer = RawPeer.connect(server)) {
      peer.send(pdu);

      peer.expectAbort(0, 0);
    }
  }

  static Stream<Pdu> everyPduThatIsWrongInAnAssociation() {
    return Stream.of(
        RawPeer.request(RawPeer.XA),
        new Pdu.AssociateAc("A", "B", List.of(), RawPeer.userInformation()),
        new Pdu.AssociateRj(1, 1, 1),
        new Pdu.ReleaseRp());
  }

  @ParameterizedTest
  @MethodSource("everyPduThatIsWrongInAnAssociation")
  void abortsOnAWrongPduInTheAssociation(Pdu pdu) throws IOException {
    try (RawPeer peer = RawPeer.associate(server)) {
      peer.send(pdu);

      peer.expectAbort(2, 2);
    }
    nothingIsKept(CloseReason.PROTOCOL_VIOLATION);
  }

  @Test
  void abortsOnAnUnknownPduType() throws IOException {
    try (RawPeer peer = RawPeer.associate(server)) {
      peer.send(new byte[] {0x42, 0, 0, 0, 0, 4, 0, 0, 0, 0});

      peer.expectAbort(2, 1);
    }
  }

  @Test
  void abortsOnAPduOfGigabytes() throws IOException {
    try (RawPeer peer = RawPeer.associate(server)) {
      peer.send(new byte[] {4, 0, 0x7F, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF});

      peer.expectAbort(2, 6);
    }
  }

  @Test
  void acceptsAnAssociationWithoutAnyContextAndItsRelease() throws IOException {
    handler.admitting(
        offer ->
            new Admission.Accept(
                TransferSyntaxPolicy.prefer(
                    uid -> uid.value().equals(RawPeer.XA), List.of(RecordingHandler.EXPLICIT))));
    try (RawPeer peer = RawPeer.connect(server)) {
      peer.send(RawPeer.request("1.2.3.4.5"));

      Pdu.AssociateAc answer = (Pdu.AssociateAc) peer.read();
      assertThat(answer.contexts()).singleElement().matches(context -> context.result() == 3);
      peer.send(new Pdu.ReleaseRq());
      assertThat(peer.read()).isEqualTo(new Pdu.ReleaseRp());
    }
  }
}
