package org.rotavox.upperlayer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.model.DeliveryState;
import org.rotavox.send.ConfirmationSettings;
import org.rotavox.send.SendFixture;
import org.rotavox.send.SendingOptions;
import org.rotavox.store.DeliveryRecord;
import org.rotavox.upperlayer.dimse.CommandField;
import org.rotavox.upperlayer.dimse.CommandSet;
import org.rotavox.upperlayer.dimse.CommandTag;
import org.rotavox.upperlayer.pdu.Pdu;
import org.rotavox.upperlayer.pdu.UserInformation;

/** The outbox at an archive that grants an asynchronous operations window of four. */
class OperationsWindowIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int GRANTED = 4;
  private static final SendingOptions EIGHT =
      new SendingOptions(SendingOptions.DEFAULT.transferSyntaxes(), 1, 8, "", true);

  @TempDir private Path folder;
  private final ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  private CompletableFuture<Void> script = CompletableFuture.completedFuture(null);

  OperationsWindowIT() throws IOException {}

  private interface Script {
    void play(RawPeer peer) throws IOException;
  }

  /** Plays one script for each connection, in order. */
  private void serve(Script... plays) {
    script =
        CompletableFuture.runAsync(
            () -> {
              for (Script play : plays) {
                try (RawPeer peer = new RawPeer(listening.accept())) {
                  play.play(peer);
                } catch (IOException e) {
                  throw new CompletionException(e);
                }
              }
            });
  }

  /** The assertions of the script hold too. */
  @AfterEach
  void theScriptIsPlayedToItsEnd() throws IOException {
    script.join();
    listening.close();
  }

  /**
   * Four are sent before the first answer; the answers come in the wrong order, one is a refusal.
   */
  @Test
  void fourObjectsAreUnderWayAndEachAnswerBelongsToItsOwn() throws IOException {
    List<String> refused = new ArrayList<>();
    serve(
        peer -> {
          accept(peer);
          List<CommandSet> four = take(peer, GRANTED);
          for (int n = GRANTED - 1; n >= 0; n--) {
            if (n == 1) {
              refused.add(four.get(n).text(CommandTag.AffectedSOPInstanceUID));
            }
            answer(peer, four.get(n), n == 1 ? 0xA700 : 0);
          }
          answer(peer, take(peer, 1).get(0), 0);
          answer(peer, take(peer, 1).get(0), 0);
          answer(peer, take(peer, 1).get(0), 0); // the refused one, again
          assertThat(peer.read()).isInstanceOf(Pdu.ReleaseRq.class);
          peer.send(new Pdu.ReleaseRp());
        });
    try (SendFixture node = new SendFixture(folder)) {
      long job = node.slices(6);
      node.send(
          SendFixture.destination(listening.getLocalPort(), EIGHT, ConfirmationSettings.NONE));
      await(node, job, 6);
      for (DeliveryRecord each : node.deliveries(job)) {
        boolean again = refused.contains(each.delivery().sopInstance().value());
        assertThat(each.delivery().attempts()).isEqualTo(again ? 2 : 1);
      }
    }
    assertThat(refused).hasSize(1);
  }

  /** What was under way when the association broke is sent again; what was answered is not. */
  @Test
  void onlyWhatWasNotAnsweredIsSentAgainAfterAnAbort() throws IOException {
    List<String> again = new ArrayList<>();
    serve(
        peer -> {
          accept(peer);
          List<CommandSet> four = take(peer, GRANTED);
          answer(peer, four.get(0), 0);
          peer.send(new Pdu.Abort(2, 0));
        },
        peer -> {
          accept(peer);
          for (int n = 0; n < 5; n++) {
            CommandSet request = take(peer, 1).get(0);
            again.add(request.text(CommandTag.AffectedSOPInstanceUID));
            answer(peer, request, 0);
          }
          peer.read();
          peer.send(new Pdu.ReleaseRp());
        });
    try (SendFixture node = new SendFixture(folder)) {
      long job = node.slices(6);
      String first = node.deliveries(job).get(0).delivery().sopInstance().value();
      node.send(
          SendFixture.destination(listening.getLocalPort(), EIGHT, ConfirmationSettings.NONE));
      await(node, job, 6);
      assertThat(again).hasSize(5).doesNotHaveDuplicates().doesNotContain(first);
    }
  }

  private static void await(SendFixture node, long job, int count) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> node.states(job).equals(Map.of(DeliveryState.DELIVERED, count)));
  }

  /** Reads so many C-STORE requests with their objects, and answers none. */
  private static List<CommandSet> take(RawPeer peer, int count) throws IOException {
    List<CommandSet> requests = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      CommandSet request = peer.readCommand();
      assertThat(request.commandField()).isEqualTo(CommandField.C_STORE_RQ);
      peer.readFragment();
      requests.add(request);
    }
    return requests;
  }

  private static void answer(RawPeer peer, CommandSet request, int status) throws IOException {
    peer.sendCommand(
        new CommandSet()
            .with(CommandTag.CommandField, CommandField.C_STORE_RQ | CommandField.RESPONSE)
            .with(
                CommandTag.MessageIDBeingRespondedTo,
                request.number(CommandTag.MessageID).orElseThrow())
            .with(CommandTag.CommandDataSetType, CommandSet.NO_DATA_SET)
            .with(CommandTag.Status, status));
  }

  private static void accept(RawPeer peer) throws IOException {
    Pdu.AssociateRq request = (Pdu.AssociateRq) peer.read();
    assertThat(request.user().window().orElseThrow().invoked()).isEqualTo(8);
    List<Pdu.ContextResult> results = new ArrayList<>();
    for (Pdu.ProposedContext each : request.contexts()) {
      boolean explicit =
          each.transferSyntaxes().contains(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid().value());
      results.add(
          new Pdu.ContextResult(each.id(), explicit ? 0 : 4, each.transferSyntaxes().get(0)));
    }
    peer.send(
        new Pdu.AssociateAc(
            request.called(),
            request.calling(),
            results,
            new UserInformation(
                16384,
                "1.2.3",
                "FOUR",
                Optional.of(new UserInformation.OperationsWindow(GRANTED, 1)),
                List.of(),
                Optional.empty(),
                false)));
  }
}
