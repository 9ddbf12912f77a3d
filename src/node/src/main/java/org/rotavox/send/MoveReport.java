package org.rotavox.send;

import java.util.ArrayList;
import java.util.List;
import org.rotavox.upperlayer.ClientAssociation.MoveOutcome;
import org.rotavox.upperlayer.StatusWords;

/**
 * Whether an archive has sent all of a series, by the final response to a C-MOVE (PS3.7 section
 * 9.1.4, PS3.4 section C.4.2.1.5): a status of success does not count against its own numbers.
 *
 * @param outcome the final response, with the most failures that any response has told
 * @param listed instances of the series in the archive's answer to the query; 0 = it listed none
 */
public record MoveReport(MoveOutcome outcome, int listed) {

  /** Returns true if nothing that the archive says speaks against it. */
  public boolean isComplete() {
    return shortfalls().isEmpty();
  }

  /** Returns how many instances have been sent; 0 if the archive does not say. */
  public int sent() {
    return Math.max(0, outcome.completed()) + Math.max(0, outcome.warnings());
  }

  /** Returns status and numbers in words, with what speaks against a complete series. */
  public String words() {
    String status = "answered " + outcome.status().inWords(StatusWords.Service.RETRIEVE);
    List<String> shortfalls = shortfalls();
    return shortfalls.isEmpty() ? status : status + ", " + String.join(", ", shortfalls);
  }

  private List<String> shortfalls() {
    List<String> found = new ArrayList<>();
    if (outcome.status().isCancelled()) {
      found.add("cancelled by the archive itself");
    } else if (!outcome.status().isSuccess() && !outcome.status().isWarning()) {
      found.add("not done");
    }
    if (outcome.failed() > 0) {
      found.add(outcome.failed() + " failed");
    }
    if (outcome.remaining() > 0) {
      found.add(outcome.remaining() + " remain");
    }
    boolean counted = outcome.completed() >= 0;
    if (counted && sent() < Math.max(1, listed)) {
      found.add("%d of %d moved".formatted(sent(), Math.max(1, listed)));
    }
    if (!counted && outcome.status().isWarning() && sent() < Math.max(1, listed)) {
      found.add("it does not say how many were moved");
    }
    return found;
  }
}
