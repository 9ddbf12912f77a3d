package org.rotavox.model;

/** Where a reconstruction job stands. Which state may follow which is a table of the ledger. */
public enum JobState {
  /** Waits for its time window, its not-before time and a free slot. */
  WAITING,
  /** A live process works on it and renews its lease. */
  RUNNING,
  /** The result is durable and its deliveries are in the outbox. */
  DONE,
  /** It will not be tried again unless somebody asks for it. */
  FAILED,
  /** Somebody paused it; it waits for a release. */
  HELD,
  /** Somebody decided that it shall not be done, or late arrivals made another job of it. */
  CANCELLED;

  /** Returns true if nothing happens to the job any more by itself. */
  public boolean isFinal() {
    return this == DONE || this == FAILED || this == CANCELLED;
  }
}
