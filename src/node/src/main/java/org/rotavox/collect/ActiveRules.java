package org.rotavox.collect;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rotavox.model.SeriesFacts;
import org.rotavox.rules.RuleBook;
import org.rotavox.rules.RuleFaults;
import org.rotavox.rules.RuleNames;
import org.rotavox.store.RuleHistory;
import org.rotavox.yaml.FileFault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules that decide in a running node. They are exchanged as a whole, between two decisions,
 * and only for a file without any fault: with one, the rules before it stay in force, and log and
 * state have the faults. A revision is in the ledger before it decides.
 */
public final class ActiveRules implements Decider {

  private static final Logger LOG = LoggerFactory.getLogger(ActiveRules.class);

  private final RulesFile file;
  private final RuleNames names;
  private final RuleHistory history;
  private final Clock clock;

  private volatile InForce inForce;
  private volatile Optional<RulesState.Refused> refused = Optional.empty();

  private record InForce(RuleBook book, Instant since) {}

  /** The result of reading the file again. */
  public enum Reload {
    /** Another text decides from now on. */
    ACTIVATED,
    /** The file holds what decides already. */
    UNCHANGED,
    /** The file is faulty; the rules before it stay in force. */
    REFUSED
  }

  /**
   * Records the rules of the start.
   *
   * @param names what the node knows: protocols, windows, destinations
   */
  public ActiveRules(
      RulesFile file, RuleBook first, RuleNames names, RuleHistory history, Clock clock) {
    this.file = file;
    this.names = names;
    this.history = history;
    this.clock = clock;
    record(first, "start");
    this.inForce = new InForce(first, clock.instant());
  }

  @Override
  public Decision decide(SeriesFacts facts, Instant now) {
    RuleBook book = inForce.book;
    return new Decision(book.decide(facts, now), book.revision().shortDigest());
  }

  @Override
  public Decision decideReleased(SeriesFacts facts, Instant now) {
    RuleBook book = inForce.book;
    return new Decision(book.decideReleased(facts, now), book.revision().shortDigest());
  }

  /**
   * Reads the file again.
   *
   * @param cause the reason, in a word or two, for ledger and log
   */
  public synchronized Reload reload(String cause) {
    RuleBook read;
    try {
      read = RuleBook.load(file.path(), names);
    } catch (RuleFaults e) {
      refuse(e.faults(), cause);
      return Reload.REFUSED;
    }
    String before = inForce.book.revision().shortDigest();
    String now = read.revision().shortDigest();
    if (now.equals(before)) {
      if (refused.isPresent()) {
        LOG.info("{} is in force again: revision {} ({})", file.path(), now, cause);
        refused = Optional.empty();
      }
      return Reload.UNCHANGED;
    }
    record(read, cause);
    inForce = new InForce(read, clock.instant());
    refused = Optional.empty();
    LOG.info(
        "{} rules of {} decide from now on: revision {}, before {} ({})",
        read.rules().size(),
        file.path(),
        now,
        before,
        cause);
    return Reload.ACTIVATED;
  }

  /**
   * Writes another text into the file and lets it decide.
   *
   * @return the copy of what was in the file; empty if there was no file
   * @throws RuleFaults if the text does not fit to this node any more; nothing was changed then
   */
  public synchronized Optional<java.nio.file.Path> replace(String text, String cause)
      throws IOException, RuleFaults {
    RuleBook.parse(text, file.name(), names);
    Optional<java.nio.file.Path> backup = file.replace(text);
    reload(cause);
    return backup;
  }

  private void refuse(List<FileFault> faults, String cause) {
    refused = Optional.of(new RulesState.Refused(clock.instant(), faults));
    LOG.error(
        "{} is refused ({}); revision {} stays in force. Correct the file, or "
            + "take back the change with `rules rollback`:\n{}",
        file.path(),
        cause,
        inForce.book.revision().shortDigest(),
        faults.stream().map(fault -> "  " + fault).collect(Collectors.joining("\n")));
  }

  private void record(RuleBook book, String cause) {
    history.activated(book.revision().shortDigest(), book.revision().file(), book.text(), cause);
  }

  /** Returns what decides, and what is wrong with the file. */
  public RulesState state() {
    InForce now = inForce;
    return new RulesState(
        now.book.revision().shortDigest(),
        file.path(),
        now.since,
        now.book.rules().size(),
        refused);
  }
}
