package org.rotavox.app.command;

import java.util.ArrayList;
import java.util.List;
import org.rotavox.collect.RulesState;

/** What people read about the rules of a running node. */
final class RulesStateText {

  private RulesStateText() {}

  /** Returns which rules decide and, if the file says something else, what is wrong with it. */
  static List<String> lines(RulesState state) {
    List<String> lines = new ArrayList<>();
    lines.add("revision " + state.revision() + " decides, " + Counted.of(state.rules(), "rule"));
    state
        .refused()
        .ifPresent(
            refused -> {
              lines.add(
                  state.file()
                      + " is refused; correct it, or take the change back with `rules rollback`:");
              refused.faults().forEach(fault -> lines.add("  " + fault));
            });
    return lines;
  }
}
