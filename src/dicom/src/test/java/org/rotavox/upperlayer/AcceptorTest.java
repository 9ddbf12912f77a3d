package org.rotavox.upperlayer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.dicom.Uid;
import org.rotavox.upperlayer.UpperLayerException.Kind;
import org.rotavox.upperlayer.pdu.UserIdentity;

/** What the acceptor makes of its handler's decisions, failures and end. */
class AcceptorTest {

  private static final Uid VERIFICATION = new Uid("1.2.840.10008.1.1");
  private static final Uid XA = new Uid("1.2.840.10008.5.1.4.1.1.12.1");
  private static final Uid COMMITMENT = new Uid("1.2.840.10008.1.20.1");
  private static final List<PresentationProposal> PROPOSALS =
      List.of(
          new PresentationProposal(VERIFICATION, List.of(RecordingHandler.IMPLICIT)),
          new PresentationProposal(XA, List.of(RecordingHandler.EXPLICIT)),
          new PresentationProposal(COMMITMENT, List.of(RecordingHandler.IMPLICIT)));

  private final DicomClient client = UpperLayer.client();
  private final Path folder;

  AcceptorTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static DimseStatus store(ClientAssociation association, int length)
      throws UpperLayerException {
    return association.store(
        XA, new Uid("1.2.3"), RecordingHandler.EXPLICIT, out -> out.write(new byte[length]));
  }

  @Test
  void answersProcessingFailureWhenTheHandlerFailsAndGoesOn() throws IOException {
    RecordingHandler handler =
        new RecordingHandler(folder) {
          @Override
          public DimseStatus store(AssociationInfo info, StoreRequest request, InputStream data)
              throws IOException {
            assertThat(data.read()).isZero();
            if (request.messageId() == 1) {
              throw new IOException("disk on fire");
            }
            throw new IllegalStateException("a bug");
          }
        };
    try (DicomServer server = Loopback.listen(handler);
        ClientAssociation association = client.connect(Loopback.node(server.port()), PROPOSALS)) {
      assertThat(store(association, 1_000_000)).isEqualTo(DimseStatus.PROCESSING_FAILURE);
      assertThat(store(association, 1_000_000)).isEqualTo(DimseStatus.PROCESSING_FAILURE);
      assertThat(association.echo()).isEqualTo(DimseStatus.SUCCESS);
    }
  }

  @Test
  void carriesStatusAndCommentToTheSenderAndSkipsUnreadData() throws IOException {
    RecordingHandler handler =
        new RecordingHandler(folder) {
          @Override
          public DimseStatus store(AssociationInfo info, StoreRequest request, InputStream data) {
            return DimseStatus.OUT_OF_RESOURCES.withComment("spool is full");
          }
        };
    try (DicomServer server = Loopback.listen(handler);
        ClientAssociation association = client.connect(Loopback.node(server.port()), PROPOSALS)) {
      DimseStatus status = store(association, 1_000_000);

      assertThat(status.code()).isEqualTo(0xA700);
      assertThat(status.comment()).isEqualTo("spool is full");
      assertThat(association.echo()).isEqualTo(DimseStatus.SUCCESS);
    }
  }

  @Test
  void rejectsAsTheHandlerSays() throws IOException {
    RecordingHandler handler =
        new RecordingHandler(folder)
            .admitting(offer -> Admission.Reject.CALLED_AE_TITLE_NOT_RECOGNIZED);
    try (DicomServer server = Loopback.listen(handler)) {
      assertThatThrownBy(() -> client.connect(Loopback.node(server.port()), PROPOSALS))
          .hasMessageContaining("called AE title not recognized");
    }
    assertThat(handler.closed()).isEmpty();
  }

  @Test
  void showsTheHandlerWhoCallsAndWithWhat() throws IOException {
    List<AssociationOffer> seen = new CopyOnWriteArrayList<>();
    RecordingHandler handler =
        new RecordingHandler(folder)
            .admitting(
                offer -> {
                  seen.add(offer);
                  return new Admission.Accept(
                      TransferSyntaxPolicy.asOffered(
                          VERIFICATION::equals, List.of(RecordingHandler.IMPLICIT)));
                });
    UserIdentity jo = new UserIdentity(1, true, "jo".getBytes(StandardCharsets.UTF_8), new byte[0]);
    AssociationOptions options =
        new AssociationOptions(1, List.of(), Optional.of(jo), Optional.empty());
    try (DicomServer server = Loopback.listen(handler);
        ClientAssociation association =
            client.connect(Loopback.node(server.port()), PROPOSALS, options)) {
      AssociationOffer offer = seen.get(0);
      assertThat(offer.calling()).isEqualTo(Loopback.PEER);
      assertThat(offer.called()).isEqualTo(Loopback.NODE);
      assertThat(offer.peerAddress()).isEqualTo("127.0.0.1");
      assertThat(offer.contexts()).isEqualTo(PROPOSALS);
      assertThat(offer.implementationClass()).contains(Implementation.CLASS_UID);
      assertThat(offer.userIdentity().orElseThrow().primary()).isEqualTo(jo.primary());
      assertThat(association.accepts(XA, RecordingHandler.EXPLICIT)).isFalse();
      assertThat(association.acceptedTransferSyntax(VERIFICATION))
          .contains(RecordingHandler.IMPLICIT);
    }
  }

  @Test
  void takesEventReportsAndRefusesActionsThatNobodyServes() throws IOException {
    RecordingHandler handler = new RecordingHandler(folder);
    AssociationOptions asProvider =
        new AssociationOptions(
            1,
            List.of(new AssociationOptions.Role(COMMITMENT, false, true)),
            Optional.empty(),
            Optional.empty());
    Uid instance = new Uid("1.2.840.10008.1.20.1.1");
    DataSource information = out -> out.write(new byte[100]);
    try (DicomServer server = Loopback.listen(handler);
        ClientAssociation association =
            client.connect(Loopback.node(server.port()), PROPOSALS, asProvider)) {
      assertThat(association.eventReport(COMMITMENT, instance, 2, information))
          .isEqualTo(DimseStatus.SUCCESS);
      assertThat(association.action(COMMITMENT, instance, 1, information))
          .isEqualTo(DimseStatus.UNRECOGNIZED_OPERATION);
    }
    assertThat(handler.events())
        .containsExactly(
            new NormalizedRequest(1, COMMITMENT, instance, 2, RecordingHandler.IMPLICIT, true));
  }

  @Test
  void drainWaitsForARunningAssociationAndRefusesNewOnes() throws Exception {
    RecordingHandler handler = new RecordingHandler(folder);
    DicomServer server = Loopback.listen(handler);
    RemoteNode node = Loopback.node(server.port());
    ClientAssociation running = client.connect(node, PROPOSALS);
    assertThat(running.echo().isSuccess()).isTrue();
    Thread draining = new Thread(() -> server.drain(Loopback.LONG));
    draining.start();
    Awaitility.await().atMost(Loopback.LONG).until(() -> isRefused(node));

    assertThat(store(running, 100_000)).isEqualTo(DimseStatus.SUCCESS);
    running.release();
    draining.join();

    assertThat(handler.closed()).containsExactly(CloseReason.RELEASED);
    assertThat(server.openAssociations()).isZero();
  }

  private boolean isRefused(RemoteNode node) {
    try (ClientAssociation association = client.connect(node, PROPOSALS)) {
      return association.operationsWindow() == 0;
    } catch (UpperLayerException e) {
      return e.kind() == Kind.CONNECTION_REFUSED;
    }
  }

  @Test
  void closeAbortsAnObjectThatIsOnItsWay() throws Exception {
    RecordingHandler handler = new RecordingHandler(folder);
    DicomServer server = Loopback.listen(handler);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    List<Throwable> failures = new ArrayList<>();
    Thread sender =
        new Thread(
            () -> {
              try (ClientAssociation association =
                  client.connect(Loopback.node(server.port()), PROPOSALS)) {
                association.store(
                    XA,
                    new Uid("1.2.3"),
                    RecordingHandler.EXPLICIT,
                    out -> {
                      out.write(new byte[1_000_000]);
                      begun.countDown();
                      await(goOn);
                      out.write(new byte[1_000_000]);
                    });
              } catch (IOException e) {
                failures.add(e);
              }
            });
    sender.start();
    begun.await();
    server.close();
    goOn.countDown();
    sender.join();

    assertThat(handler.closed()).containsExactly(CloseReason.SHUT_DOWN);
    assertThat(handler.stored()).isEmpty();
    assertThat(failures)
        .singleElement()
        .satisfies(
            e ->
                assertThat(((UpperLayerException) e).kind())
                    .isIn(Kind.ABORTED, Kind.CONNECTION_LOST));
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void aFailingSourceAbortsAndNothingIsStored() throws IOException {
    RecordingHandler handler = new RecordingHandler(folder);
    try (DicomServer server = Loopback.listen(handler);
        ClientAssociation association = client.connect(Loopback.node(server.port()), PROPOSALS)) {
      assertThatThrownBy(
              () ->
                  association.store(
                      XA,
                      new Uid("1.2.3"),
                      RecordingHandler.EXPLICIT,
                      out -> {
                        out.write(new byte[1_000_000]);
                        throw new IOException("file gone");
                      }))
          .hasMessageContaining("could not be read");
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> handler.closed().contains(CloseReason.ABORTED_BY_PEER));
    }
    assertThat(handler.stored()).isEmpty();
  }

  @Test
  void saysWhichAddressCannotBeBound() throws IOException {
    try (DicomServer server = Loopback.listen(new RecordingHandler(folder))) {
      AcceptorSettings same =
          new AcceptorSettings(
              "127.0.0.1", server.port(), 1, 1, 16384, Loopback.LONG, Loopback.LONG, Loopback.LONG);
      assertThatThrownBy(() -> UpperLayer.listen(same, new RecordingHandler(folder)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cannot listen on 127.0.0.1:" + server.port());
    }
  }
}
