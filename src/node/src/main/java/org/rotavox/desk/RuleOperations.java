package org.rotavox.desk;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.rotavox.collect.ActiveRules;
import org.rotavox.collect.RulesFile;
import org.rotavox.collect.RulesState;
import org.rotavox.dicom.Uid;
import org.rotavox.rules.RuleBook;
import org.rotavox.rules.RuleFaults;
import org.rotavox.rules.RuleNames;
import org.rotavox.store.DecidedRun;
import org.rotavox.store.RuleActivation;
import org.rotavox.store.RuleHistory;
import org.rotavox.yaml.FileFault;

/**
 * What people ask and order about the rules, in a running node or, while none runs, of its data
 * folder. Any thread may call any method; an {@link IOException} has the reason why something
 * cannot be done, and nothing was changed then.
 */
public final class RuleOperations {

  /** Newest activations among which a rollback looks for an earlier revision. */
  private static final int MAX_BACK = 1000;

  private static final int MIN_DIGITS = 4;

  private final RulesFile file;
  private final RuleNames names;
  private final RuleHistory history;
  private final Optional<ActiveRules> running;

  private RuleOperations(
      RulesFile file, RuleNames names, RuleHistory history, Optional<ActiveRules> running) {
    this.file = file;
    this.names = names;
    this.history = history;
    this.running = running;
  }

  /** Returns the operations of a running node. */
  public static RuleOperations ofNode(
      RulesFile file, RuleNames names, RuleHistory history, ActiveRules running) {
    return new RuleOperations(file, names, history, Optional.of(running));
  }

  /** Returns the operations of a data folder on which no node runs. */
  public static RuleOperations ofDataFolder(RulesFile file, RuleNames names, RuleHistory history) {
    return new RuleOperations(file, names, history, Optional.empty());
  }

  /** Returns which rules decide in the node, and what is wrong with the file. */
  public RulesState state() throws IOException {
    return node().state();
  }

  /** Makes the node read its file now. */
  public ActiveRules.Reload reload() throws IOException {
    return node().reload("command");
  }

  private ActiveRules node() throws IOException {
    return running.orElseThrow(
        () ->
            new IOException(
                "no node runs on this data folder; it reads " + file.path() + " when it starts"));
  }

  /** Returns the activations, newest first. */
  public List<RuleActivation> history(int limit) {
    return history.activations(limit);
  }

  /**
   * A text that decided once.
   *
   * @param revision its short digest
   * @param text what it says
   */
  public record Text(String revision, String text) {}

  /**
   * Returns the text of a revision.
   *
   * @param revision the first digits of its digest, at least 4
   */
  public Text text(String revision) throws IOException {
    List<String> matches = revision.length() < MIN_DIGITS ? List.of() : history.revisions(revision);
    if (matches.size() > 1) {
      throw new IOException(
          "several revisions begin with " + revision + ": " + String.join(", ", matches));
    }
    if (matches.isEmpty()) {
      throw new IOException(
          "no revision begins with "
              + revision
              + " (at least "
              + MIN_DIGITS
              + " digits): see `rotavox rules history`");
    }
    return textOf(matches.get(0));
  }

  private Text textOf(String revision) throws IOException {
    return new Text(
        revision,
        history
            .text(revision)
            .orElseThrow(
                () ->
                    new IOException(
                        "the text of revision " + revision + " was not kept when it decided")));
  }

  /** Returns the last revision in force; empty if no node ever ran on this data folder. */
  public Optional<Text> latest() throws IOException {
    List<RuleActivation> last = history.activations(1);
    return last.isEmpty() ? Optional.empty() : Optional.of(textOf(last.get(0).revision()));
  }

  /**
   * What a rollback did.
   *
   * @param revision what the file holds now
   * @param file the file
   * @param backup the copy of what was in the file; empty if there was no file
   * @param active true if a node decides by it now; false if that happens at its next start
   */
  public record RolledBack(String revision, Path file, Optional<Path> backup, boolean active) {}

  /**
   * Writes an earlier text into the file and, in a running node, lets it decide.
   *
   * @param revision the first digits of its digest; empty: the revision in force if the file
   *     differs from it, else the one before it
   */
  public RolledBack rollBack(Optional<String> revision) throws IOException {
    Text text = revision.isPresent() ? text(revision.get()) : earlier();
    try {
      Optional<Path> backup =
          running.isPresent()
              ? running.get().replace(text.text, "rollback")
              : replaceFile(text.text);
      return new RolledBack(text.revision, file.path(), backup, running.isPresent());
    } catch (RuleFaults e) {
      throw new IOException(
          "revision "
              + text.revision
              + " no longer fits this configuration; nothing was changed: "
              + e.faults().stream().map(FileFault::toString).collect(Collectors.joining(" | ")),
          e);
    }
  }

  private Optional<Path> replaceFile(String text) throws IOException, RuleFaults {
    RuleBook.parse(text, file.name(), names);
    return file.replace(text);
  }

  private Text earlier() throws IOException {
    List<RuleActivation> past = history.activations(MAX_BACK);
    if (past.isEmpty()) {
      throw new IOException("the ledger has no rules yet: no node ran on this data folder");
    }
    String last = past.get(0).revision();
    if (!file.revision().equals(Optional.of(last))) {
      return textOf(last);
    }
    for (RuleActivation activation : past) {
      if (!activation.revision().equals(last)) {
        return textOf(activation.revision());
      }
    }
    throw new IOException("there is no earlier revision than " + last);
  }

  /** Hands over the runs that were decided since then, oldest first. */
  public void eachDecidedSince(Instant since, Consumer<DecidedRun> consumer) {
    history.eachDecidedSince(since, consumer);
  }

  /** Returns the runs of a series that were decided, oldest first. */
  public List<DecidedRun> decidedRunsOf(Uid series) {
    return history.decidedRunsOf(series);
  }
}
