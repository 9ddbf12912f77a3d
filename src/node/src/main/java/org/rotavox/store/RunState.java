package org.rotavox.store;

/** Where a run of received instances stands. */
public enum RunState {
  /** Collects instances. */
  OPEN,
  /** Complete; a job stands for it from now on. */
  JOB,
  /** Complete; nobody wants a volume of it. */
  IGNORED,
  /** Complete; a person decides. */
  HELD
}
