package org.rotavox.upperlayer;

import java.util.List;
import org.rotavox.dicom.Uid;

/**
 * A presentation context as it is proposed (PS3.8 section 9.3.2.2).
 *
 * @param abstractSyntax a SOP class as a rule
 * @param transferSyntaxes the encodings that the proposer can use, best first; at least one
 */
public record PresentationProposal(Uid abstractSyntax, List<Uid> transferSyntaxes) {

  public PresentationProposal {
    transferSyntaxes = List.copyOf(transferSyntaxes);
  }
}
