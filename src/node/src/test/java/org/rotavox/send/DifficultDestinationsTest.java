package org.rotavox.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.dataset.SopClass;
import org.rotavox.dataset.Tag;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.dicom.Uid;
import org.rotavox.model.DeliveryState;
import org.rotavox.store.DeliveryRecord;
import org.rotavox.store.LedgerEvent;
import org.rotavox.support.FreePort;
import org.rotavox.upperlayer.Admission;
import org.rotavox.upperlayer.DimseStatus;
import org.rotavox.upperlayer.UpperLayer;

/** The outbox against archives as they are, over real sockets and with a real ledger. */
class DifficultDestinationsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Uid X_RAY_3D = SopClass.X_RAY_3D_ANGIOGRAPHIC_IMAGE_STORAGE;

  @TempDir private Path folder;
  private SendFixture node;
  private ScriptedPacs pacs;

  @BeforeEach
  void start() throws IOException {
    node = new SendFixture(folder);
    pacs = new ScriptedPacs();
  }

  @AfterEach
  void stop() throws IOException {
    node.close();
    pacs.close();
  }

  @Test
  void aSeriesOfManyBatchesGoesOverOneAssociation() throws IOException {
    long job = node.slices(300);
    node.send(SendFixture.destination(pacs.port()));
    await(job, DeliveryState.DELIVERED, 300);
    assertThat(pacs.associations).hasValue(1);
    assertThat(pacs.stored).doesNotHaveDuplicates();
  }

  @Test
  void severalAssociationsShareTheWorkAndSendNothingTwice() throws IOException {
    long job = node.slices(60);
    SendingOptions three =
        new SendingOptions(SendingOptions.DEFAULT.transferSyntaxes(), 3, 4, "", true);
    node.send(SendFixture.destination(pacs.port(), three, ConfirmationSettings.NONE));
    await(job, DeliveryState.DELIVERED, 60);
    assertThat(pacs.associations).hasValue(3);
    assertThat(pacs.stored).hasSize(60).doesNotHaveDuplicates();
  }

  @Test
  void anArchiveThatKnowsOnlyImplicitLittleEndianGetsThat() throws IOException {
    pacs.onlyIn(TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
    long job = node.slices(3);
    node.send(SendFixture.destination(pacs.port()));
    await(job, DeliveryState.DELIVERED, 3);
  }

  @Test
  void onlyWhatWasRefusedIsSentAgain() throws IOException {
    pacs.answering(n -> n == 3 ? DimseStatus.OUT_OF_RESOURCES : DimseStatus.SUCCESS);
    long job = node.slices(10);
    node.send(SendFixture.destination(pacs.port()));
    await(job, DeliveryState.DELIVERED, 10);
    assertThat(pacs.arrivals).hasValue(11);
    assertThat(node.deliveries(job))
        .extracting(d -> d.delivery().attempts())
        .containsOnly(1, 2)
        .filteredOn(attempts -> attempts == 2)
        .hasSize(1);
  }

  @Test
  void anArchiveThatAbortsAgainAndAgainHasEverythingOnceInTheEnd() throws IOException {
    pacs.answering(
        n -> {
          if (n % 50 == 0) {
            new Thread(pacs::crash).start();
            aMoment();
            return DimseStatus.PROCESSING_FAILURE;
          }
          return DimseStatus.SUCCESS;
        });
    long job = node.slices(120);
    node.send(SendFixture.destination(pacs.port()));
    await(job, DeliveryState.DELIVERED, 120);
    assertThat(new HashSet<>(pacs.stored)).hasSize(120);
    assertThat(pacs.arrivals.get()).as("little was sent twice").isLessThanOrEqualTo(125);
  }

  /** Long enough for the crash to come first. */
  private static void aMoment() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void warningsCountAsDeliveredAndNameTheChangedAttributes() throws IOException {
    pacs.answering(n -> new DimseStatus(0xB000, "coerced", List.of(Tag.PatientID, Tag.StudyID)));
    long job = node.slices(2);
    node.send(SendFixture.destination(pacs.port()));
    await(job, DeliveryState.DELIVERED, 2);
    DeliveryRecord record = node.deliveries(job).get(0);
    assertThat(record.statusCode()).isEqualTo(0xB000);
    assertThat(record.message()).isEqualTo("coerced, (0010,0020) (0020,0010)");
  }

  @Test
  void anArchiveThatNeverAnswersHoldsUpNobodyElse() throws IOException {
    CountDownLatch end = new CountDownLatch(1);
    try (ScriptedPacs silent = new ScriptedPacs()) {
      silent.answering(
          n -> {
            try {
              end.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return DimseStatus.SUCCESS;
          });
      long job = node.slices(2, "SILENT", "PACS");
      DestinationSettings well = SendFixture.destination(pacs.port());
      node.send(named("SILENT", SendFixture.destination(silent.port())), well);
      await(job, DeliveryState.DELIVERED, 2);
      assertThat(silent.stored).isEmpty();
      end.countDown();
    }
  }

  @Test
  void anInstanceThatIsNeverAnsweredIsTriedAgainAndGivenUpInTheEnd() throws IOException {
    CountDownLatch end = new CountDownLatch(1);
    pacs.answering(
        n -> {
          try {
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return DimseStatus.SUCCESS;
        });
    long job = node.slices(1);
    DestinationSettings slow = SendFixture.destination(pacs.port());
    node.send(impatient(slow));
    await(job, DeliveryState.FAILED, 1);
    end.countDown();
    assertThat(node.deliveries(job).get(0).delivery().attempts()).isEqualTo(2);
    assertThat(node.deliveries(job).get(0).message()).contains("after 2 attempts");
  }

  @Test
  void theCtSeriesGoesWhereTheVolumeInOneObjectIsRefused() throws IOException {
    pacs.without(X_RAY_3D);
    long job = node.results(Map.of(SopClass.CT_IMAGE_STORAGE, 4, X_RAY_3D, 1), List.of(X_RAY_3D));
    node.send(SendFixture.destination(pacs.port()));
    await(job, DeliveryState.DELIVERED, 4);
    assertThat(node.states(job)).containsEntry(DeliveryState.REPLACED, 1);
    assertThat(pacs.stored).hasSize(4);
  }

  @Test
  void withoutThatPolicyARefusedClassFailsAtOnceAndOnceForAllInstances() throws IOException {
    pacs.without(SopClass.CT_IMAGE_STORAGE);
    long job = node.slices(300);
    node.send(SendFixture.destination(pacs.port()));
    await(job, DeliveryState.FAILED, 300);
    assertThat(pacs.associations).hasValue(1);
    assertThat(node.store().ledger().history().events(0, 10_000))
        .filteredOn(event -> event.kind() == LedgerEvent.Kind.DELIVERY_FAILED)
        .singleElement()
        .satisfies(event -> assertThat(event.message()).contains("accepts no context for"));
    long next = node.slices(2);
    await(next, DeliveryState.FAILED, 2);
    assertThat(pacs.associations).as("it is remembered").hasValue(1);
  }

  @Test
  void aWrongPortIsToldApartFromAnArchiveThatRejects() throws IOException {
    int nobody = FreePort.next();
    HttpServer web =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    web.start();
    pacs.rejecting(Admission.Reject.CALLING_AE_TITLE_NOT_RECOGNIZED);
    try {
      assertSays(nobody, "nothing listens there");
      assertSays(web.getAddress().getPort(), "check that this is a DICOM port");
      assertSays(pacs.port(), "calling AE title not recognized; enter ours there");
    } finally {
      web.stop(0);
    }
  }

  private static void assertSays(int port, String words) {
    assertThatThrownBy(
            () ->
                new StoreScu(UpperLayer.client())
                    .open(
                        SendFixture.destination(port).remote(),
                        Map.of(
                            SopClass.CT_IMAGE_STORAGE,
                            List.of(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid())),
                        1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(words);
  }

  @Test
  void deliveryGoesOnAfterARestartInTheMiddle() throws IOException {
    CountDownLatch half = new CountDownLatch(1);
    pacs.answering(
        n -> {
          if (n == 20) {
            half.countDown();
          }
          return DimseStatus.SUCCESS;
        });
    long job = node.slices(40);
    node.send(SendFixture.destination(pacs.port()));
    Awaitility.await().atMost(PATIENCE).until(() -> half.getCount() == 0);
    node.restart();
    node.send(SendFixture.destination(pacs.port()));
    await(job, DeliveryState.DELIVERED, 40);
    assertThat(new HashSet<>(pacs.stored)).hasSize(40);
  }

  private void await(long job, DeliveryState state, int count) {
    Awaitility.await(count + " " + state)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> node.states(job).getOrDefault(state, 0) == count);
  }

  private static DestinationSettings named(String name, DestinationSettings d) {
    return new DestinationSettings(
        name,
        d.calledAeTitle(),
        d.host(),
        d.port(),
        d.callingAeTitle(),
        d.maxPduBytes(),
        d.connectTimeout(),
        d.responseTimeout(),
        d.maxAttempts(),
        d.firstRetryDelay(),
        d.maxRetryDelay(),
        d.sending(),
        d.confirmation(),
        d.tls());
  }

  private static DestinationSettings impatient(DestinationSettings d) {
    return new DestinationSettings(
        d.name(),
        d.calledAeTitle(),
        d.host(),
        d.port(),
        d.callingAeTitle(),
        d.maxPduBytes(),
        d.connectTimeout(),
        Duration.ofMillis(300),
        2,
        d.firstRetryDelay(),
        d.maxRetryDelay(),
        d.sending(),
        d.confirmation(),
        d.tls());
  }
}
