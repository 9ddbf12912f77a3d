package org.rotavox.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rotavox.acquisition.AcquisitionSettings;
import org.rotavox.collect.CollectSettings;
import org.rotavox.collect.LateArrivals;
import org.rotavox.dicom.AeTitle;
import org.rotavox.notify.NotificationSettings;
import org.rotavox.receive.StoreScpSettings;
import org.rotavox.recon.Engine;
import org.rotavox.reconstruction.EngineSettings;
import org.rotavox.reconstruction.ResultSettings;
import org.rotavox.settings.Format;
import org.rotavox.settings.Group;
import org.rotavox.settings.Key;
import org.rotavox.settings.Section;
import org.rotavox.store.RetentionPolicy;
import org.rotavox.store.StoreSettings;
import org.rotavox.upkeep.MaintenanceSettings;
import org.rotavox.work.ScheduleSettings;
import org.rotavox.yaml.YamlMap;

/**
 * Reads {@code rotavox.yaml}. Values that are not valid are replaced by stand-ins so that reading
 * goes on to the next fault; nothing of it is used if there is any fault.
 */
final class NodeFile {

  private static final AeTitle STAND_IN = new AeTitle("INVALID");

  private static final String QUIET_TIMES = "quietTimes";
  private static final String EXPECTED_FRAMES = "expectedFrames";

  private final Section file;
  private final Path folder;

  NodeFile(Section file, Path folder) {
    this.file = file;
    this.folder = folder;
    List<String> sections = new ArrayList<>();
    NodeKeys.GROUPS.forEach(group -> sections.add(group.name()));
    sections.add("destinations");
    sections.add(NotificationKeys.TOP);
    sections.add("stations");
    file.allow(sections);
  }

  private Section section(Group group, String... alsoAllowed) {
    Section section = file.section(group.name());
    List<String> allowed = new ArrayList<>(group.names());
    allowed.addAll(List.of(alsoAllowed));
    section.allow(allowed);
    return section;
  }

  StoreScpSettings receive() {
    Section node = section(NodeKeys.NODE, TlsKeys.NAME);
    int maxAssociations = node.value(NodeKeys.MAX_ASSOCIATIONS).orElse(1);
    int perPeer = node.value(NodeKeys.MAX_ASSOCIATIONS_PER_PEER).orElse(1);
    if (perPeer > maxAssociations) {
      node.contradiction(
          NodeKeys.MAX_ASSOCIATIONS_PER_PEER.name(),
          "maxAssociationsPerPeer ("
              + perPeer
              + ") is more than maxAssociations ("
              + maxAssociations
              + ")",
          "lower the first or raise the second");
    }
    return new StoreScpSettings(
        node.value(NodeKeys.AE_TITLE).orElse(STAND_IN),
        node.values(NodeKeys.OTHER_AE_TITLES),
        node.value(NodeKeys.BIND_ADDRESS).orElse(""),
        node.value(NodeKeys.PORT).orElse(0),
        node.values(NodeKeys.ACCEPTED_CALLING_AE_TITLES),
        maxAssociations,
        perPeer,
        node.value(NodeKeys.MAX_PDU_SIZE).orElse(0L).intValue(),
        node.value(NodeKeys.IDLE_TIMEOUT).orElse(Duration.ZERO),
        TlsKeys.read(node, TlsKeys.NODE, folder));
  }

  StoreSettings store() {
    Section store = section(StoreKeys.STORE);
    return new StoreSettings(
        store.value(StoreKeys.DATA_FOLDER).map(this::resolve).orElse(folder),
        store.value(StoreKeys.MINIMUM_FREE).orElse(0L),
        retention(store, StoreKeys.KEEP_IGNORED, StoreKeys.MAX_IGNORED),
        retention(store, StoreKeys.KEEP_DELIVERED, StoreKeys.MAX_DELIVERED),
        retention(store, StoreKeys.KEEP_FAILED, StoreKeys.MAX_FAILED),
        store.value(StoreKeys.KEEP_JOURNAL).orElse(Duration.ZERO));
  }

  private static RetentionPolicy retention(Section store, Key<Duration> keep, Key<Long> most) {
    return new RetentionPolicy(
        store.value(keep).orElse(Duration.ZERO),
        store.value(most).orElse(RetentionPolicy.UNLIMITED));
  }

  CollectSettings collect() {
    Section collect = section(NodeKeys.COLLECT, QUIET_TIMES, EXPECTED_FRAMES);
    Optional<Duration> quiet = collect.value(NodeKeys.QUIET_TIME);
    Optional<Duration> most = collect.value(NodeKeys.MAXIMUM_WAIT);
    ordered(collect, NodeKeys.QUIET_TIME, quiet, NodeKeys.MAXIMUM_WAIT, most);
    return new CollectSettings(
        quiet.orElse(Duration.ZERO),
        bySource(collect.section(QUIET_TIMES), NodeKeys.QUIET_TIME),
        bySource(collect.section(EXPECTED_FRAMES), NodeKeys.EXPECTED_FRAMES),
        most.orElse(Duration.ZERO),
        collect.value(NodeKeys.LATE_ARRIVALS).orElse(LateArrivals.HOLD));
  }

  /** Reads one value of a kind for each of some sources. */
  private static <T> Map<AeTitle, T> bySource(Section section, Key<T> kind) {
    Map<AeTitle, T> values = new LinkedHashMap<>();
    for (YamlMap.Entry entry : section.map().entries()) {
      Key<T> key = new Key<>(entry.key(), kind.format(), kind.fallback(), kind.meaning());
      Optional<AeTitle> source = Format.AE_TITLE.parse(entry.key());
      if (source.isEmpty()) {
        section.contradiction(
            entry.key(),
            "`" + entry.key() + "` must be " + Format.AE_TITLE.expected(),
            "name the calling AE title of the source");
      }
      Optional<T> value = section.value(key);
      if (source.isPresent() && value.isPresent()) {
        values.put(source.get(), value.get());
      }
    }
    return values;
  }

  AcquisitionSettings acquisition() {
    return new AcquisitionSettings(
        StationList.read(file, folder),
        section(NodeKeys.ACQUISITION)
            .value(NodeKeys.UNCONFIRMED)
            .orElse(AcquisitionSettings.Unconfirmed.ACCEPT));
  }

  MaintenanceSettings maintenance() {
    Section maintenance = section(NodeKeys.MAINTENANCE);
    return new MaintenanceSettings(
        maintenance.value(NodeKeys.HOUSEKEEPING).orElse(""),
        maintenance.value(NodeKeys.BACKUP).orElse(""),
        maintenance.value(NodeKeys.BACKUP_FOLDER).map(this::resolve).orElse(folder),
        maintenance.value(NodeKeys.KEEP_BACKUPS).orElse(1),
        maintenance.value(NodeKeys.DESTINATION_CHECK).orElse(""));
  }

  ScheduleSettings schedule() {
    Section schedule = section(NodeKeys.SCHEDULE, "windows");
    Optional<Duration> first = schedule.value(NodeKeys.FIRST_RETRY_DELAY);
    Optional<Duration> most = schedule.value(NodeKeys.MAX_RETRY_DELAY);
    ordered(schedule, NodeKeys.FIRST_RETRY_DELAY, first, NodeKeys.MAX_RETRY_DELAY, most);
    return new ScheduleSettings(
        schedule.value(NodeKeys.TICK).orElse(Duration.ZERO),
        schedule.value(NodeKeys.SLOTS).orElse(1),
        schedule.value(NodeKeys.MAX_ATTEMPTS).orElse(1),
        first.orElse(Duration.ZERO),
        most.orElse(Duration.ZERO),
        schedule.value(NodeKeys.TIME_ZONE).orElse(java.time.ZoneOffset.UTC),
        windows(schedule.section("windows")));
  }

  private static Map<String, List<String>> windows(Section section) {
    Map<String, List<String>> windows = new LinkedHashMap<>();
    for (YamlMap.Entry entry : section.map().entries()) {
      Key<String> key = Key.of(entry.key(), CronFormat.CRON, "[]", "when the window is open");
      int before = section.reading().faults().count();
      List<String> expressions = section.values(key);
      if (Format.NAME.parse(entry.key()).isEmpty()) {
        section.contradiction(
            entry.key(),
            "`" + entry.key() + "` must be " + Format.NAME.expected(),
            "rename the time window");
      }
      if (expressions.isEmpty() && section.reading().faults().count() == before) {
        section.contradiction(
            entry.key(),
            "the time window `" + entry.key() + "` is never open",
            "give it at least one cron expression, or remove it");
      }
      windows.put(entry.key(), expressions);
    }
    return windows;
  }

  EngineSettings engine() {
    Section engine = section(NodeKeys.ENGINE);
    return new EngineSettings(
        engine.value(NodeKeys.DEVICE).orElse(Engine.AUTO),
        engine.value(NodeKeys.OPENCL_DEVICE).orElse(""),
        engine.value(NodeKeys.CPU_THREADS).orElse(0));
  }

  DestinationList destinations(StoreScpSettings node, ScheduleSettings schedule) {
    return DestinationList.read(file, folder, node, schedule.windows().keySet());
  }

  NotificationSettings notifications() {
    return NotificationKeys.read(file, folder);
  }

  /** What is made of volumes, and for whom. */
  ResultSettings results(
      StoreScpSettings node,
      ScheduleSettings schedule,
      DestinationList destinations,
      Optional<Section> protocols) {
    Section results = section(NodeKeys.RESULTS);
    return new ResultSettings(
        node.aeTitle().value(),
        results.value(NodeKeys.IMAGE_COMMENTS).orElse(""),
        results.value(NodeKeys.SERIES_DESCRIPTION).orElse(""),
        results.value(NodeKeys.FAILURE_NOTES).orElse(false),
        schedule.timeZone(),
        protocols.map(ProtocolFile::outputs).orElse(Map.of()),
        destinations.outputs());
  }

  static void ordered(
      Section section,
      Key<Duration> lessKey,
      Optional<Duration> less,
      Key<Duration> moreKey,
      Optional<Duration> more) {
    if (less.isPresent() && more.isPresent() && less.get().compareTo(more.get()) > 0) {
      section.contradiction(
          section.map().containsKey(lessKey.name()) ? lessKey.name() : moreKey.name(),
          "`" + lessKey.name() + "` is longer than `" + moreKey.name() + "`",
          "shorten the first or lengthen the second");
    }
  }

  Path rules() {
    return section(NodeKeys.FILES).value(NodeKeys.RULES).map(this::resolve).orElse(folder);
  }

  Path protocols() {
    return file.section(NodeKeys.FILES.name())
        .value(NodeKeys.PROTOCOLS)
        .map(this::resolve)
        .orElse(folder);
  }

  private Path resolve(Path path) {
    return folder.resolve(path).toAbsolutePath().normalize();
  }
}
