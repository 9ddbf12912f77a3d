package org.rotavox.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.rotavox.dicom.Uid;

/**
 * Which rules decided when, what they said, and the runs that they decided: what explaining,
 * comparing, replaying and rolling back rules needs. May be used by any thread.
 */
public final class RuleHistory {

  /** Runs that are in memory at once, since each may have a megabyte of facts. */
  private static final int PAGE = 200;

  private final Transactions transactions;
  private final RuleRows rows;

  RuleHistory(Transactions transactions, RuleRows rows) {
    this.transactions = transactions;
    this.rows = rows;
  }

  /**
   * Records durably that this text of the rules decides from now on, and the text itself. Nothing
   * is recorded if it is the one that decided before.
   *
   * @param revision short digest of the text
   * @param file name of the file that it was read from
   * @param cause what made the node read it, in a word or two
   */
  public void activated(String revision, String file, String text, String cause) {
    transactions.change(handle -> rows.activate(handle, revision, file, text, cause));
  }

  /** Returns the activations, newest first. */
  public List<RuleActivation> activations(int limit) {
    return transactions.read(handle -> rows.activations(handle, limit));
  }

  /** Returns the revisions whose digest begins so, at most 10. */
  public List<String> revisions(String prefix) {
    return transactions.read(handle -> rows.revisions(handle, prefix));
  }

  /** Returns the text of a revision; empty if it is not known or older than texts are kept. */
  public Optional<String> text(String revision) {
    return transactions.read(handle -> RuleRows.text(handle, revision));
  }

  /**
   * Hands over the runs that were decided on facts since then, oldest first; runs that are decided
   * meanwhile may or may not be among them.
   */
  public void eachDecidedSince(Instant since, Consumer<DecidedRun> consumer) {
    RuleRows.Cursor cursor = new RuleRows.Cursor(since.toEpochMilli(), -1);
    List<DecidedRun> page = new ArrayList<>();
    do {
      RuleRows.Cursor from = cursor;
      page = transactions.read(handle -> rows.decidedFrom(handle, from, PAGE));
      for (DecidedRun run : page) {
        consumer.accept(run);
        cursor = new RuleRows.Cursor(run.decidedAt().toEpochMilli(), run.runId());
      }
    } while (page.size() == PAGE);
  }

  /** Returns the runs of a series that were decided on facts, oldest first, at most 100. */
  public List<DecidedRun> decidedRunsOf(Uid series) {
    return transactions.read(handle -> rows.decidedOf(handle, series));
  }
}
