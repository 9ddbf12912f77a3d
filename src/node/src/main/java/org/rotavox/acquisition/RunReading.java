package org.rotavox.acquisition;

import java.util.List;
import java.util.Optional;
import org.rotavox.model.SeriesFacts;

/**
 * What was found in the instances of one run.
 *
 * @param facts what rules may ask; its obstacles say why there is no run
 * @param run the run, present exactly if there are no obstacles
 * @param notes which readings were chosen and which were rejected, what was assumed
 * @param kept what to keep with the run for its reconstruction; empty if there is no run, or if it
 *     has to be read again
 * @param fromKept true if the frames were not looked at, since that was kept
 */
public record RunReading(
    SeriesFacts facts,
    Optional<RotationalRun> run,
    List<String> notes,
    Optional<KeptReading> kept,
    boolean fromKept) {

  static RunReading refused(SeriesFacts facts, List<String> notes) {
    return new RunReading(facts, Optional.empty(), notes, Optional.empty(), false);
  }

  public RunReading {
    notes = List.copyOf(notes);
    if (run.isPresent() != facts.obstacles().isEmpty()) {
      throw new IllegalArgumentException("a run is present exactly if there are no obstacles");
    }
  }
}
