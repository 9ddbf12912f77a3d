package org.rotavox.desk;

/**
 * Who may ask or order something, from the least to the most; each may do what those before may.
 */
public enum Role {
  /** Looks, and changes nothing. */
  VIEWER,
  /** Gives orders about jobs and runs. */
  OPERATOR,
  /** Changes rules, and makes copies of the ledger. */
  ADMINISTRATOR
}
