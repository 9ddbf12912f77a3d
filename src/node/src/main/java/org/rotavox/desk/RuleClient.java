package org.rotavox.desk;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.rotavox.dicom.Uid;
import org.rotavox.store.DecidedRun;
import org.rotavox.store.RuleActivation;

/**
 * {@link RuleOperations} as commands call them: of a node that runs, or of a data folder.
 *
 * @param node either of them
 */
public record RuleClient(NodeAccess node) {

  /** Makes the node read its file now. */
  public Reloaded reload() throws IOException {
    return node.ask(Desk.RULES_RELOAD, Nothing.NOTHING);
  }

  /** Returns the activations, newest first. */
  public List<RuleActivation> history(int limit) throws IOException {
    return node.list(Desk.RULES_HISTORY, new HistoryLength(Optional.of(limit)));
  }

  /** Returns the text of a revision, or, without one, what decided last. */
  public RuleOperations.Text text(Optional<String> revision) throws IOException {
    return node.ask(Desk.RULES_TEXT, new Revision(revision));
  }

  /** Brings an earlier text back; see {@link RuleOperations#rollBack}. */
  public RuleOperations.RolledBack rollBack(Optional<String> revision) throws IOException {
    return node.ask(Desk.RULES_ROLLBACK, new Revision(revision));
  }

  /** Hands over the runs that were decided since then, oldest first. */
  public void eachDecidedSince(Instant since, Consumer<DecidedRun> consumer) throws IOException {
    node.each(
        Desk.RULES_RUNS,
        new PastRuns(Optional.empty(), Optional.of(since.toString())),
        run -> consumer.accept(run.decided()));
  }

  /** Returns the runs of a series that were decided, oldest first. */
  public List<DecidedRun> decidedRunsOf(Uid series) throws IOException {
    List<DecidedRun> runs = new ArrayList<>();
    node.each(
        Desk.RULES_RUNS,
        new PastRuns(Optional.of(series.value()), Optional.empty()),
        run -> runs.add(run.decided()));
    return runs;
  }
}
