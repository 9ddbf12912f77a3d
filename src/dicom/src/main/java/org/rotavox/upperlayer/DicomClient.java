package org.rotavox.upperlayer;

import java.util.List;

/** Opens associations as requestor. Thread-safe. */
public interface DicomClient {

  /**
   * Connects and negotiates with default {@link AssociationOptions}.
   *
   * @param contexts what to propose, at most 128; several entries may have the same abstract syntax
   * @throws UpperLayerException if the peer cannot be reached or rejects
   */
  default ClientAssociation connect(RemoteNode remote, List<PresentationProposal> contexts)
      throws UpperLayerException {
    return connect(remote, contexts, AssociationOptions.DEFAULT);
  }

  /**
   * Connects and negotiates.
   *
   * @throws UpperLayerException if the peer cannot be reached or rejects
   */
  ClientAssociation connect(
      RemoteNode remote, List<PresentationProposal> contexts, AssociationOptions options)
      throws UpperLayerException;
}
