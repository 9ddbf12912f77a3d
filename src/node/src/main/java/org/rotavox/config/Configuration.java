package org.rotavox.config;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.rotavox.dataset.Dictionary;
import org.rotavox.receive.StoreScpSettings;
import org.rotavox.recon.ReconstructionProtocol;
import org.rotavox.reconstruction.ProtocolKeys;
import org.rotavox.reconstruction.ProtocolOutputs;
import org.rotavox.rules.RuleBook;
import org.rotavox.rules.RuleFaults;
import org.rotavox.rules.RuleNames;
import org.rotavox.send.DestinationSettings;
import org.rotavox.send.Destinations;
import org.rotavox.settings.EffectiveSetting;
import org.rotavox.settings.Reading;
import org.rotavox.settings.Section;
import org.rotavox.work.ScheduleSettings;
import org.rotavox.yaml.YamlFile;
import org.rotavox.yaml.YamlMap;

/** Reads a configuration folder into settings, and writes the folder of a fresh install. */
public final class Configuration {

  /** The file of the node's settings in the configuration folder. */
  public static final String NODE_FILE = "rotavox.yaml";

  private static final List<String> DEFAULT_FILES =
      List.of(NODE_FILE, "rules.yaml", "cases.yaml", "protocols.yaml", "logback.xml");

  /** Fields about the patient never reach the rules. */
  private static final int PATIENT_GROUP = 0x0010;

  private Configuration() {}

  /**
   * Reads {@code rotavox.yaml} and the files that it names.
   *
   * @throws ConfigurationFaults with everything that is wrong in all of them
   */
  public static NodeSettings load(Path configFolder) throws ConfigurationFaults {
    return load(configFolder, System.getenv()).settings();
  }

  /**
   * Settings together with where each comes from.
   *
   * @param settings what is in force
   * @param effective each setting with its origin, in the order of the documentation
   */
  public record Loaded(NodeSettings settings, List<EffectiveSetting> effective) {

    public Loaded {
      effective = NodeFile.inOrderOfDocumentation(effective);
    }
  }

  /**
   * Reads as {@link #load(Path)} does, with the given environment variables.
   *
   * @throws ConfigurationFaults with everything that is wrong in all files
   */
  public static Loaded load(Path configFolder, Map<String, String> environment)
      throws ConfigurationFaults {
    return load(configFolder, environment, RuleBook::load);
  }

  /**
   * Reads as {@link #load(Path)} does, but other rules than those that {@code rotavox.yaml} names:
   * a draft, which may then be wrong where the file in use is not, and the other way round.
   *
   * @throws ConfigurationFaults with everything that is wrong in all files that were read
   */
  public static NodeSettings loadWithRules(Path configFolder, Path rulesFile)
      throws ConfigurationFaults {
    return load(
            configFolder, System.getenv(), (configured, known) -> RuleBook.load(rulesFile, known))
        .settings();
  }

  /**
   * Reads as {@link #load(Path)} does, but no rules at all: for work that must go on while the file
   * of the rules is faulty.
   *
   * @throws ConfigurationFaults with everything that is wrong in the other files
   */
  public static NodeSettings loadWithoutRules(Path configFolder) throws ConfigurationFaults {
    return load(configFolder, System.getenv(), (configured, known) -> RuleBook.empty()).settings();
  }

  /**
   * Reads no more than where the node keeps its data: enough to find the node that runs, at once,
   * and whatever else is wrong in the files.
   *
   * @throws ConfigurationFaults with what is wrong in that part of {@code rotavox.yaml}
   */
  public static Path dataFolder(Path configFolder) throws ConfigurationFaults {
    Reading reading = Reading.begin(System.getenv());
    Path folder = configFolder.toAbsolutePath().normalize();
    Optional<Section> nodeFile = section(folder.resolve(NODE_FILE), reading);
    Optional<Path> data =
        nodeFile.map(section -> new NodeFile(section, folder).store().dataFolder());
    if (data.isEmpty() || !reading.faults().isEmpty()) {
      throw new ConfigurationFaults(reading.faults().sorted());
    }
    return data.get();
  }

  /** Where the rules come from; given the file that the settings name, and the valid names. */
  private interface RuleSource {
    RuleBook load(Path configured, RuleNames known) throws RuleFaults;
  }

  private static Loaded load(Path configFolder, Map<String, String> environment, RuleSource source)
      throws ConfigurationFaults {
    Reading reading = Reading.begin(environment);
    Path folder = configFolder.toAbsolutePath().normalize();
    Optional<Section> nodeFile = section(folder.resolve(NODE_FILE), reading);
    if (nodeFile.isEmpty()) {
      throw new ConfigurationFaults(reading.faults().sorted());
    }
    NodeFile file = new NodeFile(nodeFile.get(), folder);
    StoreScpSettings receive = file.receive();
    ScheduleSettings schedule = file.schedule();
    Destinations destinations = file.destinations(receive, schedule);
    Optional<Section> protocolFile = section(file.protocols(), reading);
    Map<String, ReconstructionProtocol> protocols =
        protocolFile.map(ProtocolKeys::read).orElse(Map.of());
    var notifications = file.notifications();
    Map<String, ProtocolOutputs> outputs = protocolFile.map(ProtocolKeys::outputs).orElse(Map.of());
    var results = file.results(receive, schedule, destinations, outputs);
    Set<String> protocolNames = protocolFile.map(ProtocolKeys::names).orElse(Set.of());
    Path rulesFile = file.rules();
    Optional<RuleBook> rules =
        rules(source, rulesFile, names(protocolNames, schedule, destinations.settings()), reading);
    var acquisition = file.acquisition();
    var store = file.store();
    var collect = file.collect();
    var maintenance = file.maintenance();
    var engine = file.engine();
    if (!reading.faults().isEmpty() || rules.isEmpty()) {
      throw new ConfigurationFaults(reading.faults().sorted());
    }
    NodeSettings settings =
        new NodeSettings(
            receive,
            store,
            collect,
            schedule,
            maintenance,
            destinations.settings(),
            acquisition,
            engine,
            protocols,
            results,
            notifications,
            rulesFile,
            rules.get());
    return new Loaded(settings, reading.effective());
  }

  /** Returns the names that rules may use under these settings. */
  public static RuleNames ruleNames(NodeSettings settings) {
    return names(settings.protocols().keySet(), settings.schedule(), settings.destinations());
  }

  private static RuleNames names(
      Set<String> protocols, ScheduleSettings schedule, List<DestinationSettings> destinations) {
    return new RuleNames(
        protocols,
        schedule.windows().keySet(),
        destinations.stream().map(DestinationSettings::name).collect(Collectors.toSet()),
        headerKeywords(),
        schedule.timeZone());
  }

  private static Set<String> headerKeywords() {
    return Dictionary.keywords().stream()
        .filter(keyword -> Dictionary.tagOf(keyword).orElse(0) >>> 16 != PATIENT_GROUP)
        .collect(Collectors.toSet());
  }

  private static Optional<RuleBook> rules(
      RuleSource source, Path file, RuleNames known, Reading reading) {
    try {
      return Optional.of(source.load(file, known));
    } catch (RuleFaults e) {
      reading.faults().addAll(e.faults());
      return Optional.empty();
    }
  }

  private static Optional<Section> section(Path file, Reading reading) {
    String name = String.valueOf(file.getFileName());
    Optional<String> text = YamlFile.text(file, reading.faults());
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return YamlFile.parse(text.get(), name, reading.faults())
        .map((YamlMap map) -> new Section("", map, reading));
  }

  /**
   * Writes the commented files of a fresh install; files that exist are left as they are.
   *
   * @return the files that were written
   * @throws IOException if the folder cannot be written
   */
  public static List<Path> writeDefaults(Path folder) throws IOException {
    Files.createDirectories(folder);
    List<Path> missing =
        DEFAULT_FILES.stream().map(folder::resolve).filter(file -> !Files.exists(file)).toList();
    for (Path file : missing) {
      String resource = "defaults/" + file.getFileName();
      try (InputStream in = Configuration.class.getResourceAsStream(resource)) {
        if (in == null) {
          throw new FileNotFoundException("the program lacks its file " + resource);
        }
        Files.copy(in, file);
      }
    }
    return missing;
  }
}
