package org.rotavox.send;

import org.rotavox.upperlayer.DimseStatus;

/** What became of one object that was to be sent. */
public sealed interface SendOutcome {

  /**
   * The peer answered; success, warning or failure is in the status.
   *
   * @param status the DIMSE status of the answer
   */
  record Answered(DimseStatus status) implements SendOutcome {}

  /**
   * The object could not be offered to this peer, and would not be next time either.
   *
   * @param reason why, in words
   */
  record NotOffered(String reason) implements SendOutcome {}
}
