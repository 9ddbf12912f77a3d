package org.rotavox.config;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;
import org.rotavox.acquisition.AcquisitionSettings;
import org.rotavox.collect.LateArrivals;
import org.rotavox.dicom.AeTitle;
import org.rotavox.recon.Engine;
import org.rotavox.reconstruction.RunOrder;
import org.rotavox.result.ResultDetails;
import org.rotavox.settings.EffectiveSetting;
import org.rotavox.settings.Format;
import org.rotavox.settings.Group;
import org.rotavox.settings.Key;

/** The keys of {@code rotavox.yaml}, all but those of the lists. */
final class NodeKeys {

  private static final Duration MS_10 = Duration.ofMillis(10);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  // node
  static final Key<AeTitle> AE_TITLE =
      Key.of(
          "aeTitle",
          Format.AE_TITLE,
          "ROTAVOX",
          "the node's AE title: senders call it, and the node calls under it");
  static final Key<AeTitle> OTHER_AE_TITLES =
      Key.of(
          "otherAeTitles",
          Format.AE_TITLE,
          "[]",
          "list of further AE titles that senders may call, such as one for each suite; rules ask"
              + " for them by `calledAeTitle`");
  static final Key<String> BIND_ADDRESS =
      Key.of(
          "bindAddress",
          Format.HOST,
          "0.0.0.0",
          "local address to listen on; 0.0.0.0 = all, 127.0.0.1 = this machine only");
  static final Key<Integer> PORT = Key.of("port", Format.PORT, "11112", "TCP port to listen on");
  static final Key<AeTitle> ACCEPTED_CALLING_AE_TITLES =
      Key.of(
          "acceptedCallingAeTitles",
          Format.AE_TITLE,
          "[]",
          "list of AE titles that may send; empty = everybody");
  static final Key<Integer> MAX_ASSOCIATIONS =
      Key.of(
          "maxAssociations",
          Format.count(1, 1000),
          "50",
          "associations at once, all peers together; more are rejected for the moment, but a caller"
              + " whose address holds none may have one of a tenth more");
  static final Key<Integer> MAX_ASSOCIATIONS_PER_PEER =
      Key.of(
          "maxAssociationsPerPeer",
          Format.count(1, 1000),
          "20",
          "associations at once from one network address");
  static final Key<Long> MAX_PDU_SIZE =
      Key.of(
          "maxPduSize",
          Format.size(4096, 16_000_000),
          "256 KiB",
          "largest PDU that the node offers to receive");
  static final Key<Duration> IDLE_TIMEOUT =
      Key.of(
          "idleTimeout",
          Format.duration(SECOND, HOUR),
          "60 s",
          "silence after which an association is aborted");

  // collect
  static final Key<Duration> QUIET_TIME =
      Key.of(
          "quietTime",
          Format.duration(MS_10, DAY),
          "10 s",
          "a run of single frames that do not say how many they are is complete when nothing came"
              + " for this long");

  /** For one source; see {@code NodeFile}. */
  static final Key<Integer> EXPECTED_FRAMES =
      Key.of(
          "expectedFrames",
          Format.countOr("unknown", 100_000),
          "unknown",
          "frames of every run of a source");

  static final Key<Duration> MAXIMUM_WAIT =
      Key.of(
          "maximumWait",
          Format.duration(MS_10, DAY),
          "10 min",
          "a run is closed this long after its first frame even if more keeps coming, or announced"
              + " frames are missing");

  static final Key<LateArrivals> LATE_ARRIVALS =
      Key.of(
          "lateArrivals",
          Format.choice(LateArrivals.class),
          "hold",
          "what becomes of instances that come after the job of their run began: hold = a person"
              + " decides; reconstruct = one more series of all instances together; supersede = the"
              + " same, and what the earlier job has not delivered yet is given up");

  // acquisition
  static final Key<AcquisitionSettings.Unconfirmed> UNCONFIRMED =
      Key.of(
          "unconfirmed",
          Format.choice(AcquisitionSettings.Unconfirmed.class),
          "accept",
          "what becomes of a run with values of the geometry that nothing repeats: accept = it is"
              + " reconstructed, and the fact `unconfirmed` names them; refuse = it is refused"
              + " until a station entry confirms them");

  // maintenance
  static final Key<String> HOUSEKEEPING =
      Key.of(
          "housekeeping",
          CronFormat.CRON,
          "0 0/10 * * * ?",
          "when retention is applied; also at each start");
  static final Key<String> BACKUP =
      Key.of(
          "backup",
          CronFormat.CRON_OR_OFF,
          "0 30 2 * * ?",
          "when the ledger is backed up by itself");
  static final Key<Path> BACKUP_FOLDER =
      Key.of(
          "backupFolder",
          Format.PATH,
          "./backup",
          "where backups go, best on another disk; relative to the configuration folder");
  static final Key<Integer> KEEP_BACKUPS =
      Key.of(
          "keepBackups",
          Format.count(1, 1000),
          "14",
          "how many backups are kept; the oldest goes first");
  static final Key<String> DESTINATION_CHECK =
      Key.of(
          "destinationCheck",
          CronFormat.CRON_OR_OFF,
          "0 0/5 * * * ?",
          "when every destination is asked by C-ECHO whether it is there; `status` shows it");

  // schedule
  static final Key<Duration> TICK =
      Key.of("tick", Format.duration(MS_10, HOUR), "1 s", "how often the node looks for work");
  static final Key<Integer> SLOTS =
      Key.of("slots", Format.count(1, 64), "1", "reconstructions at once");
  static final Key<Integer> MAX_ATTEMPTS =
      Key.of(
          "maxAttempts",
          Format.count(1, 1000),
          "5",
          "how often a reconstruction is tried before it counts as failed");
  static final Key<Duration> FIRST_RETRY_DELAY =
      Key.of(
          "firstRetryDelay",
          Format.duration(MS_10, DAY),
          "30 s",
          "wait before the second attempt; doubles from attempt to attempt");
  static final Key<Duration> MAX_RETRY_DELAY =
      Key.of("maxRetryDelay", Format.duration(MS_10, DAY), "1 h", "upper bound of that wait");
  static final Key<ZoneId> TIME_ZONE =
      Key.of(
          "timeZone",
          Format.TIME_ZONE,
          "system",
          "in which windows and dates of rules are meant; system = that of the machine");

  // engine
  static final Key<Engine> DEVICE =
      Key.of(
          "device",
          Format.choice(Engine.class),
          "auto",
          "what reconstructs: auto = a GPU with OpenCL, else the CPU; opencl = any OpenCL device");
  static final Key<String> OPENCL_DEVICE =
      Key.of(
          "openClDevice",
          Format.TEXT,
          "",
          "part of the name of the OpenCL device to take; empty = the first");
  static final Key<Integer> CPU_THREADS =
      Key.of(
          "cpuThreads",
          Format.countOr("all", 1024),
          "all",
          "threads of the CPU engine; all = one for each core");

  // results
  static final Key<String> SERIES_DESCRIPTION =
      Key.of(
          "seriesDescription",
          Format.TEXT,
          RunOrder.DEFAULT_DESCRIPTION,
          "Series Description of results whose rule has none: {protocol}, {rule}, {sweep} and the"
              + " names of facts are filled in");
  static final Key<String> IMAGE_COMMENTS =
      Key.of(
          "imageComments",
          Format.TEXT,
          ResultDetails.NOT_FOR_DIAGNOSIS,
          "Image Comments of every result; empty = none");
  static final Key<Boolean> FAILURE_NOTES =
      Key.of(
          "failureNotes",
          Format.BOOLEAN,
          "false",
          "true = a failed reconstruction sends a page into the study that says why there is no"
              + " volume");

  // files
  static final Key<Path> RULES =
      Key.of("rules", Format.PATH, "rules.yaml", "the rules, relative to this folder");
  static final Key<Path> PROTOCOLS =
      Key.of(
          "protocols",
          Format.PATH,
          "protocols.yaml",
          "the reconstruction protocols, relative to this folder");

  static final Group NODE =
      new Group(
          "node",
          "Where and for whom the node listens.",
          List.of(
              AE_TITLE,
              OTHER_AE_TITLES,
              BIND_ADDRESS,
              PORT,
              ACCEPTED_CALLING_AE_TITLES,
              MAX_ASSOCIATIONS,
              MAX_ASSOCIATIONS_PER_PEER,
              MAX_PDU_SIZE,
              IDLE_TIMEOUT));

  static final Group COLLECT =
      new Group(
          "collect",
          "When a run counts as complete.",
          List.of(QUIET_TIME, MAXIMUM_WAIT, LATE_ARRIVALS));

  static final Group ACQUISITION =
      new Group(
          "acquisition",
          "What a run must say about itself; `stations` say more.",
          List.of(UNCONFIRMED));

  static final Group MAINTENANCE =
      new Group(
          "maintenance",
          "What the node does at regular times, in the time zone of `schedule`.",
          List.of(HOUSEKEEPING, BACKUP, BACKUP_FOLDER, KEEP_BACKUPS, DESTINATION_CHECK));

  static final Group SCHEDULE =
      new Group(
          "schedule",
          "When reconstructions run and how often they are tried.",
          List.of(TICK, SLOTS, MAX_ATTEMPTS, FIRST_RETRY_DELAY, MAX_RETRY_DELAY, TIME_ZONE));

  static final Group ENGINE =
      new Group("engine", "What computes.", List.of(DEVICE, OPENCL_DEVICE, CPU_THREADS));

  static final Group RESULTS =
      new Group(
          "results",
          "What results say about themselves.",
          List.of(SERIES_DESCRIPTION, IMAGE_COMMENTS, FAILURE_NOTES));

  static final Group FILES =
      new Group("files", "The other files of the configuration.", List.of(RULES, PROTOCOLS));

  static final List<Group> GROUPS =
      List.of(
          NODE,
          StoreKeys.STORE,
          COLLECT,
          ACQUISITION,
          SCHEDULE,
          MAINTENANCE,
          ENGINE,
          RESULTS,
          FILES);

  private NodeKeys() {}

  static List<EffectiveSetting> inOrderOfDocumentation(List<EffectiveSetting> settings) {
    List<String> order = new ArrayList<>();
    for (Group group : GROUPS) {
      group.names().forEach(name -> order.add(group.name() + "." + name));
    }
    ToIntFunction<EffectiveSetting> rank =
        setting -> {
          int index = order.indexOf(setting.path());
          return index < 0 ? order.size() : index;
        };
    return settings.stream().sorted(Comparator.comparingInt(rank)).toList();
  }
}
