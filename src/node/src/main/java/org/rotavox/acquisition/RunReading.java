package org.rotavox.acquisition;

import java.util.List;
import java.util.Optional;
import org.rotavox.model.SeriesFacts;

/**
 * What was found in the instances of one run.
 *
 * @param facts what rules may ask; its obstacles say why there is no run
 * @param run the run, present exactly if there are no obstacles
 * @param notes in words: which readings were chosen and which were rejected, what was assumed
 */
public record RunReading(SeriesFacts facts, Optional<RotationalRun> run, List<String> notes) {

  public RunReading {
    notes = List.copyOf(notes);
    if (run.isPresent() != facts.obstacles().isEmpty()) {
      throw new IllegalArgumentException("a run is present exactly if there are no obstacles");
    }
  }
}
