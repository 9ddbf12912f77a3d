package org.rotavox.upperlayer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotavox.dicom.Uid;
import org.rotavox.upperlayer.UpperLayerException.Kind;
import org.rotavox.upperlayer.dimse.CommandField;
import org.rotavox.upperlayer.dimse.CommandSet;
import org.rotavox.upperlayer.dimse.CommandTag;
import org.rotavox.upperlayer.pdu.Pdu;

/** Servers that break the protocol: the requestor ends in time, with an exception that says why. */
class BadAnswererIT {

  private static final Uid XA = new Uid(RawPeer.XA);
  private static final Duration SHORT = Duration.ofMillis(700);
  private static final List<PresentationProposal> PROPOSALS =
      List.of(new PresentationProposal(XA, List.of(RecordingHandler.EXPLICIT)));

  private final ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  private final DicomClient client = UpperLayer.client();
  private CompletableFuture<Void> script = CompletableFuture.completedFuture(null);

  BadAnswererIT() throws IOException {}

  /** What the server does with its one connection. */
  private interface Script {
    void play(RawPeer peer) throws IOException;
  }

  private RemoteNode serve(Script play) {
    script =
        CompletableFuture.runAsync(
            () -> {
              try (RawPeer peer = new RawPeer(listening.accept())) {
                play.play(peer);
              } catch (IOException e) {
                throw new CompletionException(e);
              }
            });
    return new RemoteNode(
        Loopback.NODE, Loopback.PEER, "127.0.0.1", listening.getLocalPort(), 65536, SHORT, SHORT);
  }

  /** The assertions of the script hold too. */
  @AfterEach
  void theScriptIsPlayedToItsEnd() throws IOException {
    script.join();
    listening.close();
  }

  static Stream<Pdu> everyPduThatIsNoAnswer() {
    return Stream.of(
        RawPeer.request(RawPeer.XA), new Pdu.PDataTf(6), new Pdu.ReleaseRq(), new Pdu.ReleaseRp());
  }

  @ParameterizedTest
  @MethodSource("everyPduThatIsNoAnswer")
  void abortsOnAWrongAnswerToTheRequest(Pdu pdu) {
    RemoteNode node =
        serve(
            peer -> {
              peer.read();
              peer.send(pdu);
              assertThat(peer.read()).isEqualTo(new Pdu.Abort(2, 2));
            });

    expect(Kind.PROTOCOL, () -> client.connect(node, PROPOSALS));
  }

  @Test
  void abortsOnGarbageAsAnswer() {
    RemoteNode node =
        serve(
            peer -> {
              peer.read();
              peer.send("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n");
              assertThat(peer.read()).isEqualTo(new Pdu.Abort(2, 1));
            });

    expect(Kind.PROTOCOL, () -> client.connect(node, PROPOSALS));
  }

  @Test
  void givesUpOnASilentServer() {
    RemoteNode node =
        serve(
            peer -> {
              peer.read();
              assertThat(peer.read()).isEqualTo(new Pdu.Abort(0, 0));
            });

    expect(Kind.TIMEOUT, () -> client.connect(node, PROPOSALS));
  }

  @Test
  void tellsAServerThatHangsUp() {
    RemoteNode node = serve(RawPeer::read);

    expect(Kind.CONNECTION_LOST, () -> client.connect(node, PROPOSALS));
  }

  @Test
  void givesUpOnAServerThatStopsReading() {
    CompletableFuture<Void> end = new CompletableFuture<>();
    RemoteNode node =
        serve(
            peer -> {
              accept(peer);
              end.join();
            });

    expect(
        Kind.TIMEOUT,
        () -> {
          ClientAssociation association = client.connect(node, PROPOSALS);
          try {
            association.store(
                XA,
                new Uid("1.2.3"),
                RecordingHandler.EXPLICIT,
                out -> {
                  for (int i = 0; i < 1000; i++) {
                    out.write(new byte[1 << 16]);
                  }
                });
          } finally {
            end.complete(null);
          }
        });
  }

  @Test
  void abortsOnAnAnswerToAMessageThatWasNeverSent() {
    RemoteNode node =
        serve(
            peer -> {
              accept(peer);
              peer.readCommand();
              peer.sendCommand(response(4711, CommandField.C_STORE_RQ, 0));
              skipTo(peer, new Pdu.Abort(0, 0));
            });

    expect(
        Kind.PROTOCOL,
        () ->
            client
                .connect(node, PROPOSALS)
                .store(XA, new Uid("1.2.3"), RecordingHandler.EXPLICIT, out -> {}));
  }

  /** Answers of success to a C-STORE of 1.2.3 that are none for it. */
  static Stream<CommandSet> successOfSomethingElse() {
    String otherInstance = "1.2.3.4";
    return Stream.of(
        success().withUid(CommandTag.AffectedSOPInstanceUID, otherInstance),
        success().withUid(CommandTag.AffectedSOPInstanceUID, "1.2"),
        success().withUid(CommandTag.AffectedSOPInstanceUID, "no UID"),
        success().withUid(CommandTag.AffectedSOPClassUID, "1.2.840.10008.1.1"),
        success().withUid(CommandTag.AffectedSOPClassUID, RawPeer.XA + ".1"),
        success()
            .withUid(CommandTag.AffectedSOPInstanceUID, otherInstance)
            .with(CommandTag.Status, 0xB000),
        success().with(CommandTag.MessageIDBeingRespondedTo, 2),
        success().with(CommandTag.CommandField, 0x8030),
        success().with(CommandTag.CommandField, 0x8020),
        success().with(CommandTag.CommandField, 0x8002),
        success().with(CommandTag.CommandField, 0x8130),
        success().with(CommandTag.Status, 0xFF00));
  }

  private static CommandSet success() {
    return response(1, CommandField.C_STORE_RQ, 0);
  }

  @ParameterizedTest
  @MethodSource("successOfSomethingElse")
  void believesNoSuccessOfSomethingElse(CommandSet answer) {
    RemoteNode node =
        serve(
            peer -> {
              accept(peer);
              peer.readCommand();
              peer.sendCommand(answer);
              skipTo(peer, new Pdu.Abort(0, 0));
            });

    expect(Kind.PROTOCOL, () -> storeOne(node));
  }

  static Stream<CommandSet> successOfTheObject() {
    return Stream.of(
        success(),
        success().withUid(CommandTag.AffectedSOPInstanceUID, ""),
        success().withUid(CommandTag.AffectedSOPInstanceUID, "1.2.3"),
        success().withText(CommandTag.AffectedSOPInstanceUID, "1.2.3 "),
        success().withUid(CommandTag.AffectedSOPClassUID, RawPeer.XA));
  }

  @ParameterizedTest
  @MethodSource("successOfTheObject")
  void believesSuccessOfTheObjectHoweverItIsNamed(CommandSet answer) throws IOException {
    RemoteNode node =
        serve(
            peer -> {
              accept(peer);
              peer.readCommand();
              peer.readFragment();
              peer.sendCommand(answer);
              peer.read();
            });

    assertThat(storeOne(node).isSuccess()).isTrue();
  }

  private DimseStatus storeOne(RemoteNode node) throws IOException {
    ClientAssociation association = client.connect(node, PROPOSALS);
    try {
      return association.store(XA, new Uid("1.2.3"), RecordingHandler.EXPLICIT, out -> {});
    } finally {
      association.abort();
    }
  }

  @Test
  void ignoresAContextWhoseTransferSyntaxWasNotProposed() throws IOException {
    RemoteNode node =
        serve(
            peer -> {
              peer.read();
              peer.send(acceptance(RecordingHandler.IMPLICIT));
              peer.read();
            });
    ClientAssociation association = client.connect(node, PROPOSALS);

    assertThat(association.acceptedTransferSyntax(XA)).isEmpty();
    association.abort();
  }

  @Test
  void mastersAReleaseCollision() throws IOException {
    RemoteNode node =
        serve(
            peer -> {
              accept(peer);
              assertThat(peer.read()).isEqualTo(new Pdu.ReleaseRq());
              peer.send(new Pdu.ReleaseRq());
              assertThat(peer.read()).isEqualTo(new Pdu.ReleaseRp());
              peer.send(new Pdu.ReleaseRp());
              peer.expectClosed();
            });

    client.connect(node, PROPOSALS).release();
  }

  @Test
  void tellsAWrongAnswerToARelease() {
    RemoteNode node =
        serve(
            peer -> {
              accept(peer);
              peer.read();
              peer.send(new Pdu.AssociateRj(1, 1, 1));
              assertThat(peer.read()).isEqualTo(new Pdu.Abort(2, 2));
            });

    expect(Kind.PROTOCOL, () -> client.connect(node, PROPOSALS).release());
  }

  @Test
  void sendsAheadAsFarAsTheServerOffers() throws IOException {
    RemoteNode node =
        serve(
            peer -> {
              Pdu.AssociateRq request = (Pdu.AssociateRq) peer.read();
              assertThat(request.user().window().orElseThrow().invoked()).isEqualTo(8);
              peer.send(acceptance(RecordingHandler.EXPLICIT));
              for (int first = 1; first <= 5; first += 3) {
                int last = Math.min(5, first + 2);
                for (int id = first; id <= last; id++) {
                  assertThat(peer.readCommand().number(CommandTag.MessageID)).hasValue(id);
                  peer.readFragment();
                }
                for (int id = last; id >= first; id--) {
                  peer.sendCommand(response(id, CommandField.C_STORE_RQ, id == 2 ? 0xB000 : 0));
                }
              }
              peer.read();
              peer.send(new Pdu.ReleaseRp());
            });
    List<DimseStatus> statuses = new java.util.ArrayList<>();
    try (ClientAssociation association =
        client.connect(node, PROPOSALS, AssociationOptions.DEFAULT.withOperationsWindow(8))) {
      assertThat(association.operationsWindow()).isEqualTo(3);
      List<ClientAssociation.PendingStore> pending = new java.util.ArrayList<>();
      for (int i = 1; i <= 5; i++) {
        pending.add(
            association.storeAhead(
                XA, new Uid("1.2." + i), RecordingHandler.EXPLICIT, out -> out.write(new byte[8])));
      }
      for (ClientAssociation.PendingStore one : pending) {
        statuses.add(one.await());
      }
    }
    assertThat(statuses).extracting(DimseStatus::code).containsExactly(0, 0xB000, 0, 0, 0);
  }

  private static void accept(RawPeer peer) throws IOException {
    peer.read();
    peer.send(acceptance(RecordingHandler.EXPLICIT));
  }

  private static Pdu acceptance(Uid transferSyntax) {
    return new Pdu.AssociateAc(
        "ROTAVOX",
        "PEER",
        List.of(new Pdu.ContextResult(1, 0, transferSyntax.value())),
        new org.rotavox.upperlayer.pdu.UserInformation(
            16384,
            "1.2.3",
            "BAD",
            java.util.Optional.of(
                new org.rotavox.upperlayer.pdu.UserInformation.OperationsWindow(3, 1)),
            List.of(),
            java.util.Optional.empty(),
            false));
  }

  private static CommandSet response(int messageId, int field, int status) {
    return new CommandSet()
        .with(CommandTag.CommandField, field | CommandField.RESPONSE)
        .with(CommandTag.MessageIDBeingRespondedTo, messageId)
        .with(CommandTag.CommandDataSetType, CommandSet.NO_DATA_SET)
        .with(CommandTag.Status, status);
  }

  private static void skipTo(RawPeer peer, Pdu last) throws IOException {
    peer.readFragment();
    assertThat(peer.read()).isEqualTo(last);
  }

  private static void expect(
      Kind kind, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(UpperLayerException.class)
        .hasMessageContaining("127.0.0.1")
        .satisfies(e -> assertThat(((UpperLayerException) e).kind()).as("%s", e).isEqualTo(kind));
  }
}
