package org.rotavox.collect;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.rotavox.yaml.FileFault;

/**
 * Which rules decide in a node, and whether the file says something else.
 *
 * @param revision short digest of the text that decides
 * @param file the file
 * @param since when it began to decide in this process
 * @param rules how many rules it has
 * @param refused what is wrong with the file as it is now; empty if it is what decides
 */
public record RulesState(
    String revision, Path file, Instant since, int rules, Optional<Refused> refused) {

  /**
   * A text that was not taken.
   *
   * @param at when
   * @param faults why, at least one
   */
  public record Refused(Instant at, List<FileFault> faults) {

    public Refused {
      faults = List.copyOf(faults);
    }
  }
}
