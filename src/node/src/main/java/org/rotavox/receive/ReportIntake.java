package org.rotavox.receive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.rotavox.dataset.DicomFormatException;
import org.rotavox.dataset.SopClass;
import org.rotavox.store.CommitmentReport;
import org.rotavox.store.Commitments;
import org.rotavox.upperlayer.AssociationInfo;
import org.rotavox.upperlayer.DimseStatus;
import org.rotavox.upperlayer.NormalizedRequest;
import org.rotavox.upperlayer.PeerLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the answers to storage commitment requests that archives bring on associations of their own
 * (PS3.4 section J.3.3).
 */
final class ReportIntake {

  private static final Logger LOG = LoggerFactory.getLogger(ReportIntake.class);

  private static final DimseStatus NO_ROOM =
      new DimseStatus(0x0213, "too many large reports at once");

  private final Commitments commitments;
  private final PeerLog peerLog;
  private final MemoryBudget memory;
  private final ReportRoom room = ReportRoom.ofHeap();

  ReportIntake(Commitments commitments, PeerLog peerLog, MemoryBudget memory) {
    this.commitments = commitments;
    this.peerLog = peerLog;
    this.memory = memory;
  }

  /** Records what a report says; a report that is malformed is refused and changes nothing. */
  DimseStatus take(AssociationInfo association, NormalizedRequest request, InputStream data)
      throws IOException {
    if (!request.sopClass().equals(SopClass.STORAGE_COMMITMENT_PUSH_MODEL)) {
      peerLog.report(
          association,
          "event class",
          "reports an event of SOP class " + request.sopClass() + ", which is not served");
      return DimseStatus.UNRECOGNIZED_OPERATION;
    }
    Optional<CommitmentReport> read;
    try {
      read = room.use(data, CommitmentReport.LONGEST, bytes -> read(bytes, request));
    } catch (DicomFormatException e) {
      return malformed(association, e);
    }
    if (read.isEmpty()) {
      peerLog.report(
          association, "room for report", "sent a large storage commitment report: " + NO_ROOM);
      return NO_ROOM;
    }
    return take(association, read.get());
  }

  private CommitmentReport read(byte[] bytes, NormalizedRequest request) throws IOException {
    MemoryBudget.Share share = memory.forReport(bytes.length);
    try {
      return CommitmentReport.read(new ByteArrayInputStream(bytes), request.transferSyntax());
    } finally {
      share.close();
    }
  }

  private DimseStatus take(AssociationInfo association, CommitmentReport report) {
    Optional<Integer> lost = commitments.answered(report);
    if (lost.isEmpty()) {
      peerLog.report(
          association,
          "unknown transaction",
          "reports on a storage commitment that was never asked for: " + report.transaction());
      return DimseStatus.PROCESSING_FAILURE.withComment("unknown transaction UID");
    }
    if (report.unreadable() > 0) {
      peerLog.report(
          association,
          "unreadable items",
          "sent a storage commitment report with %d items without a valid UID: asked again"
              .formatted(report.unreadable()));
    }
    LOG.info(
        "{} confirms {} instances{}",
        association.calling(),
        report.committed().size(),
        lost.get() == 0 ? "" : "; " + lost.get() + " are lost there and sent again");
    return DimseStatus.SUCCESS;
  }

  private DimseStatus malformed(AssociationInfo association, DicomFormatException fault) {
    String words = String.valueOf(fault.getMessage());
    peerLog.report(
        association,
        "malformed report",
        "sent a malformed storage commitment report: %s; answered %s"
            .formatted(words, DimseStatus.PROCESSING_FAILURE));
    return DimseStatus.PROCESSING_FAILURE.withComment(words);
  }
}
