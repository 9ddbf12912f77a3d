package org.rotavox.notify;

import java.io.IOException;
import java.util.Set;

/** A way to tell somebody. */
interface Channel {

  /** Returns its name in the configuration. */
  String name();

  /** Returns what it wants to be told about. */
  Set<Occasion> occasions();

  /**
   * Tells one notice; returns when the other side has taken it.
   *
   * @throws IOException if it has not, with the reason in words
   */
  void tell(Notice notice) throws IOException;
}
