package org.rotavox.rules;

import org.rotavox.support.Sha256;

/**
 * Which text of the rules decided: kept with jobs, events and results, so that a decision can be
 * traced years later.
 *
 * @param digest SHA-256 of the file's bytes, 64 lower-case hexadecimal digits
 * @param file the file's name
 */
public record RuleRevision(String digest, String file) {

  private static final int SHORT_LENGTH = 12;

  /** Returns the revision that a text has, valid or not. */
  public static RuleRevision of(String text, String file) {
    return new RuleRevision(Sha256.hexOf(text), file);
  }

  /** Returns the first 12 digits of the digest, enough to tell revisions apart by eye. */
  public String shortDigest() {
    return digest.substring(0, SHORT_LENGTH);
  }
}
