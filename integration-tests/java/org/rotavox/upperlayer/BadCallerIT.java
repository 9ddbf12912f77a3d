package org.rotavox.upperlayer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotavox.model.Uid;
import org.rotavox.upperlayer.dimse.CommandSet;
import org.rotavox.upperlayer.pdu.Pdu;

/** Callers that break the protocol: each gets its answer, none leaves anything behind. */
class BadCallerIT {

  private static final Duration SHORT = Duration.ofMillis(700);

  private final Path folder;
  private final RecordingHandler handler;
  private final DicomServer server;

  BadCallerIT(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.handler = new RecordingHandler(folder);
    this.server = UpperLayer.listen(Loopback.acceptor(20, 20, SHORT), handler);
  }

  /** Whatever the bad peer did: its slot is free again, and a good peer is served. */
  @AfterEach
  void theNextPeerIsServed() throws IOException {
    try (RawPeer good = RawPeer.associate(server)) {
      good.sendCommand(RawPeer.echo(1));
      assertThat(good.readStatus()).isZero();
      good.send(new Pdu.ReleaseRq());
      assertThat(good.read()).isEqualTo(new Pdu.ReleaseRp());
      good.expectClosed();
    }
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> server.openAssociations() == 0);
    server.close();
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
      log.awaitMessage("spoke HTTP to a DICOM port");
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
  void abortsOnAnUnknownContext() throws IOException {
    try (RawPeer peer = RawPeer.associate(server)) {
      peer.sendFragment(77, RawPeer.COMMAND | RawPeer.LAST, RawPeer.echo(1).encode());

      peer.expectAbort(2, 6);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 11, 30})
  void abortsOnACommandSetWhoseLengthsLie(int at) throws IOException {
    byte[] command = RawPeer.store(1, "1.2.3.4").encode();
    command[at] = 0x7F;
    command[at + 1] = 0x7F;
    try (RawPeer peer = RawPeer.associate(server)) {
      peer.sendFragment(1, RawPeer.COMMAND | RawPeer.LAST, command);

      peer.expectAbort(0, 0);
    }
    assertThat(handler.stored()).isEmpty();
  }

  @Test
  void abortsOnACommandSetWithoutEnd() throws IOException {
    try (RawPeer peer = RawPeer.associate(server)) {
      for (int i = 0; i < 2; i++) {
        peer.sendFragment(1, RawPeer.COMMAND, new byte[CommandSet.MAX_BYTES / 2 + 8]);
      }
      peer.expectAbort(0, 0);
    }
  }

  @Test
  void abortsOnAPdvThatIsLongerThanItsPdu() throws IOException {
    try (RawPeer peer = RawPeer.associate(server)) {
      peer.sendCommand(RawPeer.store(1, "1.2.3.4"));
      peer.send(RawPeer.fragment(1, RawPeer.LAST, 500, new byte[100]));

      peer.expectAbort(2, 6);
    }
    nothingIsKept(CloseReason.PROTOCOL_VIOLATION);
  }

  @Test
  void abortsOnACommandWhereADataSetWasAnnounced() throws IOException {
    try (RawPeer peer = RawPeer.associate(server)) {
      peer.sendCommand(RawPeer.store(1, "1.2.3.4"));
      peer.sendFragment(1, 0, new byte[100]);
      peer.sendCommand(RawPeer.echo(2));

      peer.expectAbort(0, 0);
    }
    nothingIsKept(CloseReason.PROTOCOL_VIOLATION);
  }

  @Test
  void abortsOnADataSetThatGoesOnAfterItsEnd() throws IOException {
    try (RawPeer peer = RawPeer.associate(server)) {
      peer.sendCommand(RawPeer.store(1, "1.2.3.4"));
      peer.sendFragment(1, RawPeer.LAST, new byte[100]);
      peer.sendFragment(1, RawPeer.LAST, new byte[100]);

      assertThat(peer.readStatus()).isZero();
      peer.expectAbort(0, 0);
    }
    assertThat(handler.stored()).hasSize(1);
  }

  @Test
  void keepsNothingOfAnObjectWhoseSenderAborts() throws IOException {
    try (RawPeer peer = RawPeer.associate(server)) {
      peer.sendCommand(RawPeer.store(1, "1.2.3.4"));
      peer.sendFragment(1, 0, new byte[10_000]);
      peer.send(new Pdu.Abort(0, 0));

      peer.expectClosed();
    }
    nothingIsKept(CloseReason.ABORTED_BY_PEER);
  }

  @Test
  void keepsNothingOfAnObjectWhoseSenderVanishes() throws IOException {
    try (RawPeer peer = RawPeer.associate(server)) {
      peer.sendCommand(RawPeer.store(1, "1.2.3.4"));
      peer.sendFragment(1, 0, new byte[10_000]);
    }
    nothingIsKept(CloseReason.CONNECTION_LOST);
  }

  @Test
  void keepsNothingOfAnObjectWhoseSenderReleasesInTheMiddle() throws IOException {
    try (RawPeer peer = RawPeer.associate(server)) {
      peer.sendCommand(RawPeer.store(1, "1.2.3.4"));
      peer.sendFragment(1, 0, new byte[10_000]);
      peer.send(new Pdu.ReleaseRq());

      peer.expectAbort(0, 0);
    }
    nothingIsKept(CloseReason.PROTOCOL_VIOLATION);
  }

  @Test
  void answersARepeatedMessageIdAsOften() throws IOException {
    try (RawPeer peer = RawPeer.associate(server)) {
      for (String instance : List.of("1.2.3.4", "1.2.3.5")) {
        peer.sendCommand(RawPeer.store(7, instance));
        peer.sendFragment(1, RawPeer.LAST, new byte[100]);
      }
      assertThat(peer.readStatus()).isZero();
      assertThat(peer.readStatus()).isZero();
    }
    assertThat(handler.stored()).hasSize(2);
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

  @Test
  void refusesAnUnknownOperationAndGoesOn() throws IOException {
    CommandSet get = RawPeer.echo(1).with(0x0100, 0x0010);
    try (RawPeer peer = RawPeer.associate(server)) {
      peer.sendCommand(get);
      assertThat(peer.readStatus()).isEqualTo(0x0211);
      peer.sendCommand(RawPeer.echo(2));
      assertThat(peer.readStatus()).isZero();
    }
  }

  private void nothingIsKept(CloseReason reason) throws IOException {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> handler.closed().contains(reason));
    assertThat(handler.stored()).isEmpty();
    assertThat(Files.exists(handler.fileOf(new Uid("1.2.3.4")))).isFalse();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }
}
