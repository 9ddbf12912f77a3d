package org.rotavox.upperlayer;

import java.util.List;
import java.util.Optional;
import org.rotavox.dicom.AeTitle;
import org.rotavox.dicom.Uid;
import org.rotavox.upperlayer.pdu.UserIdentity;

/**
 * An association that a peer asks for, before it is answered: the content of an A-ASSOCIATE-RQ.
 *
 * @param calling AE title of the peer, as it names itself
 * @param called AE title that the peer wants to reach
 * @param peerAddress network address of the peer, in numbers
 * @param contexts the proposed presentation contexts whose UIDs are well formed
 * @param implementationClass of the peer
 * @param implementationVersion of the peer; empty where it says none
 * @param userIdentity what the peer says about its user (PS3.7 D.3.3.7)
 */
public record AssociationOffer(
    AeTitle calling,
    AeTitle called,
    String peerAddress,
    List<PresentationProposal> contexts,
    Optional<Uid> implementationClass,
    String implementationVersion,
    Optional<UserIdentity> userIdentity) {

  public AssociationOffer {
    contexts = List.copyOf(contexts);
  }
}
