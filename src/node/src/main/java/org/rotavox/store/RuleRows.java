package org.rotavox.store;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.rotavox.dicom.Uid;

/** The rows of rule texts and activations, and the runs with their facts. */
final class RuleRows {

  private static final int MAX_MATCHES = 10;
  private static final int MAX_RUNS_OF_SERIES = 100;

  /** Characters in one row of a text. */
  private static final int PART = 500_000;

  private static final String DECIDED =
      "SELECT id, series, calling, state, decided_at_ms, rule_name, rule_revision, reason, facts"
          + " FROM runs WHERE state <> 'OPEN' AND facts <> ''";

  private final Journal journal;
  private final Clock clock;

  RuleRows(Journal journal, Clock clock) {
    this.journal = journal;
    this.clock = clock;
  }

  /** Where reading the decided runs goes on: behind this time and, at the same time, this run. */
  record Cursor(long decidedAtMillis, long runId) {}

  void activate(Handle handle, String revision, String file, String text, String cause) {
    keepText(handle, revision, text);
    List<RuleActivation> last = activations(handle, 1);
    if (!last.isEmpty() && last.get(0).revision().equals(revision)) {
      return;
    }
    handle
        .createUpdate(
            "INSERT INTO rule_activations (digest, file, at_ms, cause)"
                + " VALUES (:digest, :file, :now, :cause)")
        .bind("digest", revision)
        .bind("file", file)
        .bind("now", clock.millis())
        .bind("cause", cause)
        .execute();
    journal.write(
        handle,
        LedgerEvent.Kind.RULES_CHANGED,
        0,
        0,
        "revision " + revision + " of " + file + " (" + cause + ")");
  }

  private static void keepText(Handle handle, String revision, String text) {
    if (text(handle, revision).isPresent()) {
      return;
    }
    int part = 0;
    int from = 0;
    do {
      int to = Math.min(text.length(), from + PART);
      if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
        to--;
      }
      handle
          .createUpdate(
              "INSERT INTO rule_texts (digest, part, text) VALUES (:digest, :part, :text)")
          .bind("digest", revision)
          .bind("part", part++)
          .bind("text", text.substring(from, to))
          .execute();
      from = to;
    } while (from < text.length());
  }

  List<RuleActivation> activations(Handle handle, int limit) {
    return handle
        .createQuery("SELECT * FROM rule_activations ORDER BY id DESC LIMIT :limit")
        .bind("limit", limit)
        .map(Columns.to(RuleActivation.class))
        .list();
  }

  List<String> revisions(Handle handle, String prefix) {
    return handle
        .createQuery(
            "SELECT DISTINCT digest FROM rule_activations"
                + " WHERE SUBSTRING(digest FROM 1 FOR :length) = :prefix"
                + " ORDER BY digest LIMIT :limit")
        .bind("length", prefix.length())
        .bind("prefix", prefix)
        .bind("limit", MAX_MATCHES)
        .mapTo(String.class)
        .list();
  }

  static Optional<String> text(Handle handle, String revision) {
    List<String> parts =
        handle
            .createQuery("SELECT text FROM rule_texts WHERE digest = :digest ORDER BY part")
            .bind("digest", revision)
            .mapTo(String.class)
            .list();
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("", parts));
  }

  List<DecidedRun> decidedFrom(Handle handle, Cursor cursor, int limit) {
    return handle
        .createQuery(
            DECIDED
                + " AND (decided_at_ms > :at OR (decided_at_ms = :at AND id > :id))"
                + " ORDER BY decided_at_ms, id LIMIT :limit")
        .bind("at", cursor.decidedAtMillis)
        .bind("id", cursor.runId)
        .bind("limit", limit)
        .map(Columns.to(DecidedRun.class))
        .list();
  }

  List<DecidedRun> decidedOf(Handle handle, Uid series) {
    return handle
        .createQuery(DECIDED + " AND series = :series ORDER BY decided_at_ms, id LIMIT :limit")
        .bind("series", series.value())
        .bind("limit", MAX_RUNS_OF_SERIES)
        .map(Columns.to(DecidedRun.class))
        .list();
  }
}
