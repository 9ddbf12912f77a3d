package org.rotavox.upperlayer;

import java.io.IOException;
import java.io.InputStream;

/**
 * What the user of a {@link DicomServer} decides and does: whom to admit, where data go, what is
 * answered.
 *
 * <p>Called from the thread of the association, at most one call at a time for one association, and
 * from many threads for many associations. An exception from a message's method is answered with
 * status 0110 (processing failure); the association goes on.
 */
public interface AssociationHandler {

  /** Decides on an association that a peer asks for. Quick: no peer waits longer than for this. */
  Admission admit(AssociationOffer offer);

  /** Answers a C-ECHO (PS3.7 section 9.1.5). */
  DimseStatus echo(AssociationInfo association);

  /**
   * Takes an object (C-STORE, PS3.7 section 9.1.1).
   *
   * @param data the data set, encoded in {@link StoreRequest#transferSyntax()}, straight from the
   *     socket; its end is the end of the data set. An {@link UpperLayerException} from it says
   *     that the rest will never come: what was read must be thrown away. What is left unread is
   *     skipped by the caller
   * @return the status to answer; {@link DimseStatus#SUCCESS} only when the object is safe
   * @throws IOException answered with 0110
   */
  DimseStatus store(AssociationInfo association, StoreRequest request, InputStream data)
      throws IOException;

  /**
   * Takes an N-EVENT-REPORT (PS3.7 section 10.1.1), such as the result of a storage commitment.
   *
   * @param data the event information in {@link NormalizedRequest#transferSyntax()}; empty stream
   *     where there is none
   */
  default DimseStatus eventReport(
      AssociationInfo association, NormalizedRequest request, InputStream data) throws IOException {
    return DimseStatus.UNRECOGNIZED_OPERATION;
  }

  /**
   * Takes an N-ACTION (PS3.7 section 10.1.4).
   *
   * @param data the action information in {@link NormalizedRequest#transferSyntax()}; empty stream
   *     where there is none
   */
  default DimseStatus action(
      AssociationInfo association, NormalizedRequest request, InputStream data) throws IOException {
    return DimseStatus.UNRECOGNIZED_OPERATION;
  }

  /**
   * Told once for each association that was accepted, after its last message. Only {@link
   * CloseReason#RELEASED} means that the peer had said all that it wanted to say.
   */
  void closed(AssociationInfo association, CloseReason reason);
}
