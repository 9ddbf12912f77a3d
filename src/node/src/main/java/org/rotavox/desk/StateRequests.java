package org.rotavox.desk;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.rotavox.config.NodeSettings;
import org.rotavox.store.Store;
import org.rotavox.upkeep.Housekeeping;

/** Answers how the node is, and copies its ledger. */
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
      Supplier<NodeStatus.ProcessState> process) {
    StatusReport report = new StatusReport(settings, store, clock);
    operations
        .add(Desk.STATUS, nothing -> report.status(process.get()))
        .addList(Desk.OPERATIONS, nothing -> operations.list())
        .add(
            Desk.BACKUP,
            wanted -> {
              if (wanted.file().isEmpty()) {
                return new BackupFile(Optional.of(housekeeping.backUp().toString()));
              }
              Path made = Path.of(wanted.file().get()).toAbsolutePath();
              store.backup(made);
              return new BackupFile(Optional.of(made.toString()));
            });
  }
}
