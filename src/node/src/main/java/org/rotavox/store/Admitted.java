package org.rotavox.store;

/** What the ledger made of a received instance. All but the last are success for the sender. */
public enum Admitted {
  /** Its SOP Instance UID was not known; it belongs to a run now. */
  NEW,
  /**
   * The same UID with the same content is there already: counted, nothing else changed. The file of
   * the repeat has no row; whoever wrote it discards it.
   */
  DUPLICATE,
  /**
   * The UID is there with other bytes that show the same: counted, the first is kept, the file of
   * the repeat has no row.
   */
  SAME_OBJECT,
  /** The UID is known with other content: kept beside the first, held for a person, reported. */
  CONFLICT,
  /** The UID is there with other bytes that were not compared: nothing was recorded. */
  TO_COMPARE
}
