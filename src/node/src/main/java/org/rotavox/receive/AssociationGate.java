package org.rotavox.receive;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.rotavox.dataset.SopClass;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.dicom.Uid;
import org.rotavox.store.History;
import org.rotavox.store.Store;
import org.rotavox.upperlayer.Admission;
import org.rotavox.upperlayer.AssociationInfo;
import org.rotavox.upperlayer.AssociationOffer;
import org.rotavox.upperlayer.PeerLog;
import org.rotavox.upperlayer.TransferSyntaxPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Admission: who may open an association, and for what.
 *
 * <p>Every storage SOP class is accepted, since angio suites route whole studies, but only in
 * transfer syntaxes that the node can decode: an object that is acknowledged and cannot be read
 * later would be lost. Archives may also bring the answers to storage commitment requests.
 *
 * <p>While the disk is below its watermark, or the ledger is closed, associations that could store
 * are rejected for the moment, which senders keep in their queue; who only verifies or brings an
 * answer is let in.
 */
final class AssociationGate {

  private static final Logger LOG = LoggerFactory.getLogger(AssociationGate.class);

  /** The root of the standard storage SOP classes (PS3.4 B.5); future ones included. */
  private static final String STORAGE_ROOT = "1.2.840.10008.5.1.4.1.1.";

  private static final int MOST_CALLERS = 1000;

  /** The runs whose senders are known from the start. */
  private static final int LAST_RUNS = 10_000;

  private final StoreScpSettings settings;
  private final Store store;
  private final PeerLog peerLog;

  /** Who has delivered, also before a restart; about {@link #MOST_CALLERS}, the first ones stay. */
  private final Set<History.Sender> delivered = ConcurrentHashMap.newKeySet();

  private final TransferSyntaxPolicy policy;

  AssociationGate(StoreScpSettings settings, Store store, PeerLog peerLog) {
    this.settings = settings;
    this.peerLog = peerLog;
    this.store = store;
    store.ledger().history().senders(LAST_RUNS).stream()
        .limit(MOST_CALLERS)
        .forEach(delivered::add);
    List<Uid> accepted = TransferSyntax.decodable().stream().map(TransferSyntax::uid).toList();
    this.policy = TransferSyntaxPolicy.asOffered(AssociationGate::isServed, accepted);
  }

  Admission admit(AssociationOffer offer) {
    if (!settings.isCalled(offer.called())) {
      peerLog.report(
          offer.peerAddress(),
          "called",
          "asked for an association as %s: rejected, it called %s, this node is %s"
              .formatted(offer.calling(), offer.called(), settings.aeTitle()));
      return Admission.Reject.CALLED_AE_TITLE_NOT_RECOGNIZED;
    }
    if (!settings.acceptedCallingAeTitles().isEmpty()
        && !settings.acceptedCallingAeTitles().contains(offer.calling())) {
      peerLog.report(
          offer.peerAddress(),
          "calling",
          "asked for an association as %s: rejected, add it to node.acceptedCallingAeTitles to let it"
                  .formatted(offer.calling())
              + " in");
      return Admission.Reject.CALLING_AE_TITLE_NOT_RECOGNIZED;
    }
    if (offer.contexts().stream().anyMatch(c -> stores(c.abstractSyntax())) && !hasRoom(offer)) {
      return Admission.Reject.LOCAL_LIMIT_EXCEEDED;
    }
    return new Admission.Accept(policy, isKnown(offer));
  }

  private boolean isKnown(AssociationOffer offer) {
    return settings.acceptedCallingAeTitles().contains(offer.calling())
        || delivered.contains(new History.Sender(offer.calling(), offer.peerAddress()));
  }

  /** A caller has delivered an object: it is known from now on. */
  void hasDelivered(AssociationInfo association) {
    if (delivered.size() < MOST_CALLERS) {
      delivered.add(new History.Sender(association.calling(), association.peerAddress()));
    }
  }

  /** The spool itself says when its disk falls below the watermark, and when it is above again. */
  private boolean hasRoom(AssociationOffer offer) {
    try {
      boolean room = store.isUsable() && store.spool().admits();
      if (!room) {
        LOG.debug(
            "association from {} at {} rejected: the disk of the spool is full, "
                + "or the ledger is closed",
            offer.calling(),
            offer.peerAddress());
      }
      return room;
    } catch (IOException e) {
      LOG.error(
          "association from {} at {} rejected: the free space of the spool's "
              + "disk cannot be read: {}",
          offer.calling(),
          offer.peerAddress(),
          e.toString());
      return false;
    }
  }

  private static boolean isServed(Uid abstractSyntax) {
    return abstractSyntax.equals(SopClass.VERIFICATION)
        || abstractSyntax.equals(SopClass.STORAGE_COMMITMENT_PUSH_MODEL)
        || stores(abstractSyntax);
  }

  /** Whether objects of a SOP class, or of a presentation context for it, are stored. */
  static boolean stores(Uid abstractSyntax) {
    return abstractSyntax.value().startsWith(STORAGE_ROOT)
        || SopClass.storage().contains(abstractSyntax);
  }
}
