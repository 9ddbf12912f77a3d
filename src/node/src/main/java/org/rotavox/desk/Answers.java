package org.rotavox.desk;

import java.io.IOException;

/** Takes the answers of an operation, one after another. */
@FunctionalInterface
public interface Answers {

  /**
   * Gives an answer.
   *
   * @param answer what Jackson can write: records, maps, lists, strings, numbers
   * @throws IOException if nobody listens any more: the operation should end
   */
  void send(Object answer) throws IOException;
}
