package org.rotavox.attack;

/**
 * The node that is attacked.
 *
 * @param host where it listens
 * @param port where it listens
 * @param aeTitle its AE title
 * @param longForm many tries, instead of as many as the gate has time for
 */
record Target(String host, int port, String aeTitle, boolean longForm) {

  /** Returns how often to try. */
  int times(int inShortForm, int inLongForm) {
    return longForm ? inLongForm : inShortForm;
  }
}
