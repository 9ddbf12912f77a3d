package org.rotavox.send;

import org.rotavox.upperlayer.DimseStatus;

/** What became of one object that was to be sent. */
public sealed interface SendOutcome {

  /** Returns the outcome in words. */
  String words();

  /**
   * The peer answered; success, warning or failure is in the status.
   *
   * @param status the DIMSE status of the answer
   */
  record Answered(DimseStatus status) implements SendOutcome {

    @Override
    public String words() {
      return "answered " + status;
    }
  }

  /**
   * The object could not be offered to this peer, and would not be next time either.
   *
   * @param words why
   */
  record NotOffered(String words) implements SendOutcome {}

  /**
   * The association broke while the object was on its way: it may have arrived or not.
   *
   * @param words how
   */
  record Interrupted(String words) implements SendOutcome {}
}
