package org.rotavox.support;

/**
 * How much of a long proof is tried: a build tries a part of it, {@code -Drotavox.proofs=all} the
 * whole ({@code integration-tests/proofs}).
 */
public final class Proofs {

  private static final boolean ALL = "all".equals(System.getProperty("rotavox.proofs"));

  private Proofs() {}

  /** Returns the number of cases of the whole proof, or of the part that a build tries. */
  public static int cases(int whole, int part) {
    return ALL ? whole : part;
  }
}
