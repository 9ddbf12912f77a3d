package org.rotavox.attack;

/** One way in which a hostile or broken peer treats a node. */
interface Attack {

  /** Returns what it does, in a few words. */
  String name();

  /**
   * Does it, and ends with all its connections closed.
   *
   * @throws Exception if it could not be done: that is no success of the attack
   */
  Tally run(Target target) throws Exception;
}
