package org.rotavox.desk;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.rotavox.config.NodeSettings;
import org.rotavox.store.Store;
import org.rotavox.upkeep.Housekeeping;

/** How the node is, and the copy of its ledger, as operations that have a name. */
public final class StateRequests {

  private StateRequests() {}

  /**
   * Adds them.
   *
   * @param process what is known of the process that answers
   */
  public static void addTo(
      Operations operations,
      NodeSettings settings,
      Store store,
      Housekeeping housekeeping,
      Clock clock,
      Supplier<Map<String, Object>> process) {
    StatusReport report = new StatusReport(settings, store, clock);
    operations
        .add("status", "how the node is", arguments -> report.json(process.get()))
        .add("operations", "what this node can be asked to do", arguments -> operations.list())
        .add(
            "backup",
            "copies the ledger; file",
            Operations.LONG_LIMIT,
            (arguments, answers) -> {
              Optional<String> file = arguments.optionalText("file");
              Path made;
              if (file.isPresent()) {
                made = Path.of(file.get()).toAbsolutePath();
                store.backup(made);
              } else {
                made = housekeeping.backUp();
              }
              answers.send(Map.of("file", made.toString()));
            });
  }
}
