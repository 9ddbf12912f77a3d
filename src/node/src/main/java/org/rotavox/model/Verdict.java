package org.rotavox.model;

import java.util.List;

/** What shall happen with a series, which rule decided it, and why in words. */
public sealed interface Verdict {

  /** Returns the name of the rule that decided. */
  String ruleName();

  /** Returns one sentence for the ledger and the log: what decided, on which facts. */
  String explanation();

  /**
   * The series becomes a volume.
   *
   * @param ruleName the deciding rule
   * @param explanation why, in words
   * @param protocol name of the reconstruction protocol
   * @param priority how urgent it is
   * @param timeWindow name of the time window in which it may run; empty = always
   * @param destinations names of the destinations of the result, at least one unless {@code shadow}
   * @param seriesDescription template of the result's series description; empty = the default
   * @param seriesNumberOffset added to the source's series number
   * @param shadow reconstruct and keep for review, deliver nothing
   */
  record Reconstruct(
      String ruleName,
      String explanation,
      String protocol,
      Priority priority,
      String timeWindow,
      List<String> destinations,
      String seriesDescription,
      int seriesNumberOffset,
      boolean shadow)
      implements Verdict {

    public Reconstruct {
      destinations = List.copyOf(destinations);
    }
  }

  /** Nothing happens with the series beyond the record of it. */
  record Ignore(String ruleName, String explanation) implements Verdict {}

  /** A person decides: the series waits for a release. */
  record Hold(String ruleName, String explanation) implements Verdict {}

  /** The order in which waiting jobs are taken. */
  enum Priority {
    URGENT,
    NORMAL,
    LOW
  }
}
