package org.rotavox.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rotavox.app.node.DataFolder;
import org.rotavox.config.Configuration;
import org.rotavox.config.ConfigurationFaults;
import org.rotavox.config.NodeSettings;
import org.rotavox.rules.RuleBook;
import org.rotavox.rules.RuleFaults;
import picocli.CommandLine.Option;

/** Which configuration, and which rules in it, a command is about. */
final class RulesSelection {

  private static final Path USUAL_FOLDER = Path.of("config");

  @Option(
      names = "--config",
      paramLabel = "DIR",
      description =
          "Configuration folder. Default: the folder of the rules that are named, if it is one;"
              + " else @|italic config|@.")
  private @Nullable Path folder;

  /** Returns the configuration folder of a file of rules. */
  private Path folderOf(Path rules) {
    if (folder != null) {
      return folder;
    }
    Path own = rules.toAbsolutePath().normalize().getParent();
    return own != null && Files.exists(own.resolve(Configuration.NODE_FILE)) ? own : USUAL_FOLDER;
  }

  private Path folder() {
    return folder == null ? USUAL_FOLDER : folder;
  }

  /** Returns the settings with the rules that they name. */
  NodeSettings settings() throws ConfigurationFaults {
    return Configuration.load(folder());
  }

  /** Returns the settings with these rules; a folder stands for the rules that it names. */
  NodeSettings settingsWith(Optional<Path> rules) throws ConfigurationFaults, IOException {
    if (rules.isEmpty()) {
      return settings();
    }
    if (!Files.exists(rules.get())) {
      throw new NoSuchFileException(rules.get().toString());
    }
    return Files.isDirectory(rules.get())
        ? Configuration.load(rules.get())
        : Configuration.loadWithRules(folderOf(rules.get()), rules.get());
  }

  /** Returns where the cases of these rules are, if there are any; a folder stands for its own. */
  Path casesFile(Optional<Path> rules) {
    Path home =
        rules.isEmpty()
            ? folder()
            : Files.isDirectory(rules.get()) ? rules.get() : folderOf(rules.get());
    return home.resolve("cases.yaml");
  }

  /** Returns the settings alone: they are needed when the rules are faulty too. */
  NodeSettings settingsWithoutRules() throws ConfigurationFaults {
    return Configuration.loadWithoutRules(folder());
  }

  /** Returns the node that runs with the configuration, or else its data folder. */
  DataFolder open() throws ConfigurationFaults, IOException {
    return DataFolder.open(settingsWithoutRules());
  }

  /** Checks a text of rules against these settings. */
  static RuleBook book(String text, String name, NodeSettings settings) throws IOException {
    try {
      return RuleBook.parse(text, name, Configuration.ruleNames(settings));
    } catch (RuleFaults e) {
      throw new IOException(name + " does not fit this configuration:", e);
    }
  }
}
