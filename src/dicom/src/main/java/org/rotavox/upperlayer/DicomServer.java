package org.rotavox.upperlayer;

import java.time.Duration;

/** A listening acceptor of associations. */
public interface DicomServer extends AutoCloseable {

  /** Returns the port that it listens on. */
  int port();

  /** Returns how many associations are open. */
  int openAssociations();

  /**
   * Accepts no new associations, lets the running ones end, and aborts those that have not ended
   * after a while. Returns when none is left.
   */
  void drain(Duration longest);

  /** Stops listening and aborts what is open. Repeated calls do nothing. */
  @Override
  void close();
}
