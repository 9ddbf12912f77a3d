package org.rotavox.desk;

import java.io.IOException;

/** Something that a node can be asked to do. Any thread may call it, several at once. */
@FunctionalInterface
public interface Operation {

  /**
   * Does it.
   *
   * @throws Refusal if the arguments are wrong or the node says no; nothing was changed
   * @throws IOException if it cannot be done; the message tells people why
   */
  void run(Arguments arguments, Answers answers) throws IOException;
}
