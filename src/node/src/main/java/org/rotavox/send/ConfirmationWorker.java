package org.rotavox.send;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomFormatException;
import org.rotavox.dataset.DicomWriter;
import org.rotavox.dataset.SopClass;
import org.rotavox.dataset.Tag;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.dicom.Uid;
import org.rotavox.liveness.Pulse;
import org.rotavox.store.CommitmentReport;
import org.rotavox.store.Commitments;
import org.rotavox.store.ToConfirm;
import org.rotavox.support.RepeatedFaults;
import org.rotavox.upperlayer.AssociationOptions;
import org.rotavox.upperlayer.ClientAssociation;
import org.rotavox.upperlayer.DicomClient;
import org.rotavox.upperlayer.DimseStatus;
import org.rotavox.upperlayer.NormalizedRequest;
import org.rotavox.upperlayer.PeerLog;
import org.rotavox.upperlayer.PresentationProposal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one destination whether it keeps what it has accepted: by storage commitment, whose answer
 * comes on the same association or later on one that the destination opens, or by a query for every
 * instance. What it does not keep is pending again.
 */
final class ConfirmationWorker {

  private static final Logger LOG = LoggerFactory.getLogger(ConfirmationWorker.class);

  /** So long the association stays open for an answer; a later one comes on another. */
  private static final Duration SAME_ASSOCIATION = Duration.ofSeconds(2);

  /** Series of one job that are queried; matches that are read for each. */
  private static final int MOST_MATCHES = 100_000;

  /** Failure Reason "no such object instance" (PS3.3 C.14.1.1). */
  private static final int NO_SUCH_INSTANCE = 0x0112;

  private final RepeatedFaults faults = new RepeatedFaults();
  private final DestinationSettings destination;
  private final Commitments commitments;
  private final DicomClient client;
  private final Clock clock;
  private final Duration poll;
  private final Pulse pulse;
  private final PeerLog peerLog = new PeerLog();
  private final CountDownLatch stopped = new CountDownLatch(1);

  ConfirmationWorker(
      DestinationSettings destination,
      Commitments commitments,
      DicomClient client,
      Clock clock,
      Duration poll,
      Pulse pulse) {
    this.destination = destination;
    this.commitments = commitments;
    this.client = client;
    this.clock = clock;
    this.poll = poll;
    this.pulse = pulse;
  }

  void stop() {
    stopped.countDown();
  }

  /** Asks until {@link #stop} is called. */
  void run() throws InterruptedException {
    while (!stopped.await(poll.toMillis(), TimeUnit.MILLISECONDS)) {
      look();
      pulse.beat();
    }
  }

  private void look() {
    try {
      int overdue = commitments.expire(destination.name(), clock.instant());
      if (overdue > 0) {
        LOG.warn(
            "{} has not answered {} storage commitment requests in {} s",
            destination.name(),
            overdue,
            destination.confirmation().timeout().toSeconds());
      }
      int left = commitments.giveUp(destination.name(), destination.confirmation().attempts());
      if (left > 0) {
        LOG.error(
            "{}: {} instances were delivered and not confirmed; check them there",
            destination.name(),
            left);
      }
      Optional<ToConfirm> next = commitments.next(destination.name(), clock.instant());
      if (next.isPresent()) {
        ask(next.get());
      }
    } catch (RuntimeException e) {
      faults.report(
          LOG, "asking " + destination.name() + " for confirmation failed unexpectedly", e);
    }
  }

  /** Durable before it is asked: an answer after a restart is understood. */
  private void ask(ToConfirm asked) {
    Uid transaction = Uid.random();
    Instant deadline = clock.instant().plus(destination.confirmation().timeout());
    commitments.begin(asked, transaction, deadline);
    try (ClientAssociation association =
        client.connect(
            destination.remote(),
            proposals(),
            AssociationOptions.DEFAULT.withEvents(this::event))) {
      boolean commitment =
          destination.confirmation().method() != ConfirmationSettings.Method.COUNT
              && association
                  .acceptedTransferSyntax(SopClass.STORAGE_COMMITMENT_PUSH_MODEL)
                  .isPresent();
      if (commitment) {
        request(association, asked, transaction);
      } else if (destination.confirmation().method() == ConfirmationSettings.Method.COMMITMENT) {
        throw new IOException("it does not offer storage commitment");
      } else {
        count(association, asked, transaction);
      }
    } catch (IOException e) {
      Instant again = clock.instant().plus(destination.firstRetryDelay());
      LOG.warn(
          "job {}: {} cannot be asked to confirm {} instances: {}; asked again at {}",
          asked.jobId(),
          destination.name(),
          asked.instances().size(),
          e.getMessage(),
          again);
      commitments.notTaken(transaction, again);
    }
  }

  private List<PresentationProposal> proposals() {
    List<PresentationProposal> proposals = new ArrayList<>();
    ConfirmationSettings.Method method = destination.confirmation().method();
    if (method != ConfirmationSettings.Method.COUNT) {
      proposals.add(
          new PresentationProposal(
              SopClass.STORAGE_COMMITMENT_PUSH_MODEL, InstanceQuery.PROPOSAL.transferSyntaxes()));
    }
    if (method != ConfirmationSettings.Method.COMMITMENT) {
      proposals.add(InstanceQuery.PROPOSAL);
    }
    return proposals;
  }

  private void request(ClientAssociation association, ToConfirm asked, Uid transaction)
      throws IOException {
    TransferSyntax syntax =
        association
            .acceptedTransferSyntax(SopClass.STORAGE_COMMITMENT_PUSH_MODEL)
            .map(TransferSyntax::forUid)
            .orElse(TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
    DataSet information = CommitmentRequest.information(asked, transaction);
    DimseStatus status =
        association.action(
            SopClass.STORAGE_COMMITMENT_PUSH_MODEL,
            CommitmentRequest.INSTANCE,
            CommitmentRequest.REQUEST_STORAGE_COMMITMENT,
            out -> DicomWriter.writeDataSet(out, information, syntax));
    if (!status.isSuccess() && !status.isWarning()) {
      throw new IOException("the request was answered " + status);
    }
    LOG.info(
        "job {}: {} was asked to confirm {} instances",
        asked.jobId(),
        destination.name(),
        asked.instances().size());
    association.awaitEvent(SAME_ASSOCIATION);
  }

  private DimseStatus event(NormalizedRequest request, InputStream data) throws IOException {
    if (!request.sopClass().equals(SopClass.STORAGE_COMMITMENT_PUSH_MODEL)) {
      return DimseStatus.UNRECOGNIZED_OPERATION;
    }
    CommitmentReport report;
    try {
      report = CommitmentReport.read(data, request.transferSyntax());
    } catch (DicomFormatException e) {
      String words = String.valueOf(e.getMessage());
      peerLog.report(
          destination.remote().toString(),
          "malformed report",
          "sent a malformed storage commitment report: %s; answered %s"
              .formatted(words, DimseStatus.PROCESSING_FAILURE));
      return DimseStatus.PROCESSING_FAILURE.withComment(words);
    }
    if (answered(report)) {
      return DimseStatus.SUCCESS;
    }
    peerLog.report(
        destination.remote().toString(),
        "unknown transaction",
        "reports on a storage commitment that was never asked for: " + report.transaction());
    return DimseStatus.PROCESSING_FAILURE.withComment("unknown transaction UID");
  }

  private boolean answered(CommitmentReport report) {
    Optional<Integer> lost = commitments.answered(report);
    lost.ifPresent(
        count ->
            LOG.info(
                "{} confirms {} instances{}",
                destination.name(),
                report.committed().size(),
                count == 0 ? "" : "; " + count + " are lost there and sent again"));
    return lost.isPresent();
  }

  /** The query answers at once: its outcome is recorded as that of a commitment would be. */
  private void count(ClientAssociation association, ToConfirm asked, Uid transaction)
      throws IOException {
    Set<Uid> series = new LinkedHashSet<>();
    asked.instances().forEach(item -> series.add(item.series()));
    Set<Uid> there = new HashSet<>();
    for (Uid each : series) {
      DataSet keys =
          new DataSet()
              .setString(Tag.QueryRetrieveLevel, "IMAGE")
              .setUid(Tag.StudyInstanceUID, asked.study())
              .setUid(Tag.SeriesInstanceUID, each)
              .setEmpty(Tag.SOPInstanceUID);
      for (DataSet match : InstanceQuery.find(association, keys, MOST_MATCHES)) {
        match.getUid(Tag.SOPInstanceUID).ifPresent(there::add);
      }
    }
    Set<Uid> kept = new LinkedHashSet<>();
    Map<Uid, Integer> missing = new LinkedHashMap<>();
    for (ToConfirm.Item item : asked.instances()) {
      if (there.contains(item.sopInstance())) {
        kept.add(item.sopInstance());
      } else {
        missing.put(item.sopInstance(), NO_SUCH_INSTANCE);
      }
    }
    answered(new CommitmentReport(transaction, kept, missing));
  }
}
