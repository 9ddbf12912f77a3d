package org.rotavox.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.rotavox.acquisition.AcquisitionKeys;
import org.rotavox.acquisition.AcquisitionSettings;
import org.rotavox.acquisition.StationKeys;
import org.rotavox.collect.CollectKeys;
import org.rotavox.collect.CollectSettings;
import org.rotavox.notify.NotificationKeys;
import org.rotavox.notify.NotificationSettings;
import org.rotavox.receive.ReceiveKeys;
import org.rotavox.receive.StoreScpSettings;
import org.rotavox.reconstruction.EngineKeys;
import org.rotavox.reconstruction.EngineSettings;
import org.rotavox.reconstruction.ProtocolOutputs;
import org.rotavox.reconstruction.ResultKeys;
import org.rotavox.reconstruction.ResultSettings;
import org.rotavox.send.DestinationKeys;
import org.rotavox.send.Destinations;
import org.rotavox.settings.EffectiveSetting;
import org.rotavox.settings.Group;
import org.rotavox.settings.Section;
import org.rotavox.store.StoreKeys;
import org.rotavox.store.StoreSettings;
import org.rotavox.upkeep.MaintenanceKeys;
import org.rotavox.upkeep.MaintenanceSettings;
import org.rotavox.work.ScheduleKeys;
import org.rotavox.work.ScheduleSettings;

/**
 * {@code rotavox.yaml}, put together of the sections of the packages. Values that are not valid are
 * replaced by stand-ins so that reading goes on to the next fault; nothing of it is used if there
 * is any fault.
 */
final class NodeFile {

  /** The sections in the order of the documentation. */
  static final List<Group> SECTIONS =
      List.of(
          ReceiveKeys.NODE,
          StoreKeys.STORE,
          CollectKeys.COLLECT,
          AcquisitionKeys.ACQUISITION,
          ScheduleKeys.SCHEDULE,
          MaintenanceKeys.MAINTENANCE,
          EngineKeys.ENGINE,
          ResultKeys.RESULTS,
          FileKeys.FILES);

  private final Section file;
  private final Path folder;

  NodeFile(Section file, Path folder) {
    this.file = file;
    this.folder = folder;
    List<String> names = new ArrayList<>(SECTIONS.stream().map(Group::name).toList());
    names.add(DestinationKeys.DESTINATION.name());
    names.add(NotificationKeys.TOP);
    names.add(StationKeys.STATION.name());
    file.allow(names);
  }

  /** Returns what is in force: the sections in the order of the documentation, then the rest. */
  static List<EffectiveSetting> inOrderOfDocumentation(List<EffectiveSetting> settings) {
    List<String> order = new ArrayList<>();
    for (Group section : SECTIONS) {
      section.names().forEach(name -> order.add(section.name() + "." + name));
    }
    ToIntFunction<EffectiveSetting> rank =
        setting -> {
          int index = order.indexOf(setting.path());
          return index < 0 ? order.size() : index;
        };
    return settings.stream().sorted(Comparator.comparingInt(rank)).toList();
  }

  StoreScpSettings receive() {
    return ReceiveKeys.read(file, folder);
  }

  StoreSettings store() {
    return StoreKeys.read(file, folder);
  }

  CollectSettings collect() {
    return CollectKeys.read(file);
  }

  AcquisitionSettings acquisition() {
    return AcquisitionKeys.read(file, folder);
  }

  MaintenanceSettings maintenance() {
    return MaintenanceKeys.read(file, folder);
  }

  ScheduleSettings schedule() {
    return ScheduleKeys.read(file);
  }

  EngineSettings engine() {
    return EngineKeys.read(file);
  }

  NotificationSettings notifications() {
    return NotificationKeys.read(file, folder);
  }

  Destinations destinations(StoreScpSettings receive, ScheduleSettings schedule) {
    return DestinationKeys.read(
        file,
        folder,
        new DestinationKeys.Node(
            receive.aeTitle(),
            to -> receive.isCalled(to.calledAeTitle()) && receive.listensAt(to.host(), to.port()),
            schedule.windows().keySet()));
  }

  ResultSettings results(
      StoreScpSettings receive,
      ScheduleSettings schedule,
      Destinations destinations,
      Map<String, ProtocolOutputs> protocols) {
    return ResultKeys.read(
        file, receive.aeTitle(), schedule.timeZone(), protocols, destinations.outputs());
  }

  Path rules() {
    return FileKeys.rules(file, folder);
  }

  Path protocols() {
    return FileKeys.protocols(file, folder);
  }
}
