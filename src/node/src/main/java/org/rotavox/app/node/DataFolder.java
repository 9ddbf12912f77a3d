package org.rotavox.app.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.rotavox.collect.RulesFile;
import org.rotavox.config.Configuration;
import org.rotavox.config.NodeSettings;
import org.rotavox.control.ControlClient;
import org.rotavox.desk.JobRequests;
import org.rotavox.desk.NodeAccess;
import org.rotavox.desk.NodeStatus;
import org.rotavox.desk.Operations;
import org.rotavox.desk.RuleOperations;
import org.rotavox.desk.RuleRequests;
import org.rotavox.desk.StateRequests;
import org.rotavox.spool.StoreException;
import org.rotavox.store.Store;
import org.rotavox.upkeep.Housekeeping;

/**
 * A data folder as commands see it: through the node that runs on it, or opened by the command
 * itself while none does. The same operations answer in both cases, but for those that need a
 * running node.
 *
 * @param access calls the operations
 * @param running a node runs on it
 */
public record DataFolder(NodeAccess access, boolean running, AutoCloseable opened)
    implements AutoCloseable {

  /**
   * Finds the node, or opens the folder.
   *
   * @throws IOException if neither is possible, with what to do
   */
  public static DataFolder open(NodeSettings settings) throws IOException {
    Optional<DataFolder> node = running(settings);
    if (node.isPresent()) {
      return node.get();
    }
    Path folder = settings.store().dataFolder();
    if (!Files.isDirectory(folder.resolve("ledger"))) {
      throw new IOException(
          "no node runs on " + folder + ", and there is no ledger in it: start the node once");
    }
    Clock clock = Clock.systemUTC();
    Store store;
    try {
      store = Store.open(settings.store(), clock);
    } catch (StoreException e) {
      if (e.kind() != StoreException.Kind.IN_USE) {
        throw e;
      }
      return running(settings).orElseThrow(() -> notAnswering(folder, e));
    }
    Operations operations = new Operations();
    JobRequests.addTo(operations, store.ledger(), clock);
    StateRequests.addTo(
        operations,
        settings,
        store,
        new Housekeeping(store, settings.maintenance(), clock),
        clock,
        () -> NodeStatus.ProcessState.none(Product.version()));
    RuleRequests.addTo(
        operations,
        RuleOperations.ofDataFolder(
            new RulesFile(settings.rulesFile()),
            Configuration.ruleNames(settings),
            store.ledger().rules()));
    return new DataFolder(operations, false, store);
  }

  private static IOException notAnswering(Path folder, StoreException inUse) {
    return new IOException(
        "a node is starting or stopping on "
            + folder
            + " and does not answer yet: try again in some seconds ("
            + inUse.getMessage()
            + ")",
        inUse);
  }

  /** Returns the node that runs on the data folder of these settings; empty if none does. */
  public static Optional<DataFolder> running(NodeSettings settings) throws IOException {
    return running(settings.store().dataFolder());
  }

  /** Returns the node that runs on a data folder; empty if none does. */
  public static Optional<DataFolder> running(Path dataFolder) throws IOException {
    return ControlClient.find(dataFolder).map(client -> new DataFolder(client, true, () -> {}));
  }

  @Override
  public void close() throws IOException {
    try {
      opened.close();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}
