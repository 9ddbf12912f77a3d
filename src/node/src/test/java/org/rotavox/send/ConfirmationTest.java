package org.rotavox.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomWriter;
import org.rotavox.dataset.SopClass;
import org.rotavox.dataset.Tag;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.dicom.AeTitle;
import org.rotavox.dicom.Uid;
import org.rotavox.model.DeliveryState;
import org.rotavox.receive.StoreScp;
import org.rotavox.store.LedgerEvent;
import org.rotavox.upperlayer.AssociationOptions;
import org.rotavox.upperlayer.ClientAssociation;
import org.rotavox.upperlayer.DimseStatus;
import org.rotavox.upperlayer.PresentationProposal;
import org.rotavox.upperlayer.RemoteNode;
import org.rotavox.upperlayer.UpperLayer;

/** Storage commitment with an archive that answers on associations of its own. */
class ConfirmationTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Uid COMMITMENT = SopClass.STORAGE_COMMITMENT_PUSH_MODEL;
  private static final Uid EXPLICIT = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid();

  @TempDir private Path folder;
  private SendFixture node;
  private ScriptedPacs pacs;
  private StoreScp scp;

  @BeforeEach
  void start() throws IOException {
    node = new SendFixture(folder);
    pacs = new ScriptedPacs();
    scp = node.listen();
  }

  @AfterEach
  void stop() throws IOException {
    scp.close();
    node.close();
    pacs.close();
  }

  @Test
  void deliveredIsNotConfirmedUntilTheArchiveSaysSo() throws Exception {
    long job = deliver(3, Duration.ofMinutes(1), 5);
    DataSet request = awaitRequest(1);
    assertThat(node.states(job)).containsOnlyKeys(DeliveryState.DELIVERED);
    assertThat(report(request, List.of()).isSuccess()).isTrue();
    assertThat(node.states(job)).containsOnlyKeys(DeliveryState.CONFIRMED);
  }

  @Test
  void onlyTheInstanceThatTheArchiveLostIsSentAgain() throws Exception {
    long job = deliver(5, Duration.ofMinutes(1), 5);
    DataSet request = awaitRequest(1);
    assertThat(instances(request)).hasSize(5);
    Uid lost = instances(request).get(2);
    report(request, List.of(lost));

    DataSet second = awaitRequest(2);
    assertThat(pacs.arrivals).hasValue(6);
    assertThat(pacs.stored.stream().filter(lost::equals).count()).isEqualTo(2);
    assertThat(instances(second)).containsExactly(lost);
    report(second, List.of());
    assertThat(node.states(job)).containsOnlyKeys(DeliveryState.CONFIRMED);
  }

  @Test
  void anAnswerOnTheSameAssociationConfirmsAtOnce() throws Exception {
    try (AnsweringArchive archive = new AnsweringArchive()) {
      long job = node.slices(3);
      node.send(
          SendFixture.destination(
              archive.port(),
              SendingOptions.DEFAULT,
              new ConfirmationSettings(
                  ConfirmationSettings.Method.COMMITMENT, Duration.ofMinutes(1), 1)));
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> node.states(job).equals(Map.of(DeliveryState.CONFIRMED, 3)));
      Awaitility.await().atMost(PATIENCE).until(() -> archive.reports() == 1);
    }
  }

  @Test
  void anAnswerAfterARestartIsUnderstood() throws Exception {
    long job = deliver(2, Duration.ofMinutes(1), 5);
    DataSet request = awaitRequest(1);
    scp.close();
    node.restart();
    scp = node.listen();
    report(request, List.of());
    assertThat(node.states(job)).containsOnlyKeys(DeliveryState.CONFIRMED);
  }

  @Test
  void withoutAnAnswerItIsAskedAgainAndThenLeftDelivered() throws Exception {
    long job = deliver(2, Duration.ofMillis(100), 2);
    awaitEvent(LedgerEvent.Kind.CONFIRMATION_FAILED);
    assertThat(pacs.requests).hasSize(2);
    assertThat(node.states(job)).containsOnlyKeys(DeliveryState.DELIVERED);
    assertThat(pacs.arrivals).as("nothing is sent again").hasValue(2);
  }

  @Test
  void anArchiveThatDoesNotOfferItIsNotAskedForEver() throws Exception {
    pacs.without(COMMITMENT);
    long job = deliver(1, Duration.ofMinutes(1), 2);
    awaitEvent(LedgerEvent.Kind.CONFIRMATION_FAILED);
    assertThat(node.states(job)).containsOnlyKeys(DeliveryState.DELIVERED);
  }

  @Test
  void whatIsNotConfirmedIsNotRemovedByRetention() throws Exception {
    long job = deliver(1, Duration.ofMinutes(1), 5);
    DataSet request = awaitRequest(1);
    assertThat(node.store().purge(java.time.Instant.now().plus(Duration.ofDays(400)))).isZero();
    report(request, List.of());
    assertThat(node.states(job)).containsOnlyKeys(DeliveryState.CONFIRMED);
    assertThat(node.store().purge(java.time.Instant.now().plus(Duration.ofDays(400)))).isOne();
  }

  @Test
  void aReportOnSomethingThatWasNeverAskedIsAnsweredAsSuch() throws Exception {
    DataSet invented =
        new DataSet()
            .setUid(Tag.TransactionUID, Uid.random())
            .setSequence(Tag.ReferencedSOPSequence, List.of());
    assertThat(report(invented, List.of()).isFailure()).isTrue();
  }

  private long deliver(int slices, Duration timeout, int attempts) throws IOException {
    long job = node.slices(slices);
    node.send(
        SendFixture.destination(
            pacs.port(),
            SendingOptions.DEFAULT,
            new ConfirmationSettings(ConfirmationSettings.Method.COMMITMENT, timeout, attempts)));
    return job;
  }

  private DataSet awaitRequest(int number) {
    Awaitility.await().atMost(PATIENCE).until(() -> pacs.requests.size() >= number);
    return new ArrayList<>(pacs.requests).get(number - 1);
  }

  private void awaitEvent(LedgerEvent.Kind kind) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                node.store().ledger().history().events(0, 1000).stream()
                    .anyMatch(event -> event.kind() == kind));
  }

  private static List<Uid> instances(DataSet request) {
    return request.getSequence(Tag.ReferencedSOPSequence).stream()
        .map(item -> item.getUid(Tag.ReferencedSOPInstanceUID).orElseThrow())
        .collect(Collectors.toList());
  }

  /** Plays the archive: opens an association as provider and reports on a request. */
  private DimseStatus report(DataSet request, List<Uid> lost) throws IOException {
    List<DataSet> kept = new ArrayList<>();
    List<DataSet> failed = new ArrayList<>();
    for (DataSet item : request.getSequence(Tag.ReferencedSOPSequence)) {
      if (lost.contains(item.getUid(Tag.ReferencedSOPInstanceUID).orElseThrow())) {
        failed.add(item.copy().setInt(Tag.FailureReason, 0x0112));
      } else {
        kept.add(item);
      }
    }
    DataSet information =
        new DataSet()
            .setUid(Tag.TransactionUID, request.getUid(Tag.TransactionUID).orElseThrow())
            .setSequence(Tag.ReferencedSOPSequence, kept);
    if (!failed.isEmpty()) {
      information.setSequence(Tag.FailedSOPSequence, failed);
    }
    RemoteNode remote =
        new RemoteNode(
            new AeTitle("ROTAVOX"),
            new AeTitle("PACS"),
            "127.0.0.1",
            scp.port(),
            65_536,
            PATIENCE,
            PATIENCE);
    AssociationOptions asProvider =
        new AssociationOptions(
            1,
            List.of(new AssociationOptions.Role(COMMITMENT, false, true)),
            Optional.empty(),
            Optional.empty());
    try (ClientAssociation association =
        UpperLayer.client()
            .connect(
                remote,
                List.of(new PresentationProposal(COMMITMENT, List.of(EXPLICIT))),
                asProvider)) {
      return association.eventReport(
          COMMITMENT,
          CommitmentRequest.INSTANCE,
          failed.isEmpty() ? 1 : 2,
          out ->
              DicomWriter.writeDataSet(out, information, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN));
    }
  }
}
