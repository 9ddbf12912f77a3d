package org.rotavox.receive;

import java.io.IOException;
import java.util.List;
import org.rotavox.dataset.SopClass;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.model.Uid;
import org.rotavox.store.Spool;
import org.rotavox.upperlayer.Admission;
import org.rotavox.upperlayer.AssociationOffer;
import org.rotavox.upperlayer.TransferSyntaxPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The doorkeeper: who may open an association, and for what.
 *
 * <p>Every storage SOP class is accepted, since angio suites route whole studies, but only in
 * transfer syntaxes that the node can decode: an object that is acknowledged and cannot be read
 * later would be lost. Archives may also bring the answers to storage commitment requests.
 *
 * <p>While the disk is below its watermark, associations that could store are rejected for the
 * moment, which senders keep in their queue; who only verifies or brings an answer is let in.
 */
final class AssociationGate {

  private static final Logger LOG = LoggerFactory.getLogger(AssociationGate.class);

  /** The root of the standard storage SOP classes (PS3.4 B.5); future ones included. */
  private static final String STORAGE_ROOT = "1.2.840.10008.5.1.4.1.1.";

  private final StoreScpSettings settings;
  private final Spool spool;
  private final TransferSyntaxPolicy policy;

  AssociationGate(StoreScpSettings settings, Spool spool) {
    this.settings = settings;
    this.spool = spool;
    List<Uid> accepted = TransferSyntax.decodable().stream().map(TransferSyntax::uid).toList();
    this.policy = TransferSyntaxPolicy.asOffered(AssociationGate::isServed, accepted);
  }

  Admission admit(AssociationOffer offer) {
    if (!offer.called().equals(settings.aeTitle())) {
      LOG.warn(
          "association from {} at {} rejected: it called {}, this node is {}",
          offer.calling(),
          offer.peerAddress(),
          offer.called(),
          settings.aeTitle());
      return Admission.Reject.CALLED_AE_TITLE_NOT_RECOGNIZED;
    }
    if (!settings.acceptedCallingAeTitles().isEmpty()
        && !settings.acceptedCallingAeTitles().contains(offer.calling())) {
      LOG.warn(
          "association from {} at {} rejected: add it to node.acceptedCallingAeTitles to let it in",
          offer.calling(),
          offer.peerAddress());
      return Admission.Reject.CALLING_AE_TITLE_NOT_RECOGNIZED;
    }
    if (offer.contexts().stream().anyMatch(c -> stores(c.abstractSyntax())) && !hasRoom(offer)) {
      return Admission.Reject.LOCAL_LIMIT_EXCEEDED;
    }
    return new Admission.Accept(policy);
  }

  /** The spool itself says when its disk falls below the watermark, and when it is above again. */
  private boolean hasRoom(AssociationOffer offer) {
    try {
      boolean room = spool.admits();
      if (!room) {
        LOG.debug(
            "association from {} at {} rejected for lack of disk",
            offer.calling(),
            offer.peerAddress());
      }
      return room;
    } catch (IOException e) {
      LOG.error(
          "association from {} at {} rejected: the disk of the spool cannot be asked: {}",
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

  private static boolean stores(Uid abstractSyntax) {
    return abstractSyntax.value().startsWith(STORAGE_ROOT)
        || SopClass.storage().contains(abstractSyntax);
  }
}
