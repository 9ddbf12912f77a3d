package org.rotavox.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a receiver found out about the contents that are known of a SOP Instance UID.
 *
 * @param compared digests of the contents that it compared with the one that came
 * @param same the digest of the one that shows the same, in other bytes; empty = none does
 * @param words how the two differ, for the journal
 */
public record KnownCopies(Set<String> compared, Optional<String> same, String words) {

  /** Nothing was compared yet. */
  public static final KnownCopies NOT_COMPARED = new KnownCopies(Set.of(), Optional.empty(), "");

  public KnownCopies {
    compared = Set.copyOf(compared);
  }

  /**
   * A content that lies in the spool.
   *
   * @param sha256 its digest
   * @param file its file, relative to the spool
   */
  public record Copy(String sha256, Path file) {}

  /** Returns true if there is a content that was not compared. */
  boolean misses(List<Copy> present) {
    return present.stream().anyMatch(copy -> !compared.contains(copy.sha256()));
  }
}
