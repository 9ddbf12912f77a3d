package org.rotavox.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.rotavox.app.node.DataFolder;
import org.rotavox.config.Configuration;
import org.rotavox.config.ConfigurationFaults;
import org.rotavox.config.NodeSettings;
import picocli.CommandLine.Option;

/** Which node a command speaks to. */
final class NodeFolder {

  @Option(
      names = "--config",
      paramLabel = "DIR",
      defaultValue = "config",
      description = "Configuration folder of the node. Default: ${DEFAULT-VALUE}.")
  private Path config = Path.of("config");

  /** Returns the settings of the node without its rules: faulty ones must not stop a command. */
  NodeSettings settings() throws ConfigurationFaults {
    return Configuration.loadWithoutRules(config);
  }

  /** Finds the node that runs, or opens its data folder and says so. */
  DataFolder open(PrintWriter err) throws IOException, ConfigurationFaults {
    Optional<DataFolder> node = DataFolder.running(Configuration.dataFolder(config));
    if (node.isPresent()) {
      return node.get();
    }
    NodeSettings settings = settings();
    DataFolder folder = DataFolder.open(settings);
    if (!folder.running()) {
      err.println(
          "No node runs on " + settings.store().dataFolder() + "; this is read from its ledger.");
    }
    return folder;
  }
}
