package org.rotavox.upkeep;

import java.nio.file.Path;
import java.util.List;
import org.rotavox.settings.Format;
import org.rotavox.settings.Group;
import org.rotavox.settings.Key;
import org.rotavox.settings.Section;
import org.rotavox.ticks.CronFormat;

/** The keys of the section {@code maintenance}, and how they are read. */
public final class MaintenanceKeys {

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
          "when every destination is checked by C-ECHO; `status` shows the result");

  public static final Group MAINTENANCE =
      new Group(
          "maintenance",
          "What the node does at regular times, in the time zone of `schedule`.",
          List.of(HOUSEKEEPING, BACKUP, BACKUP_FOLDER, KEEP_BACKUPS, DESTINATION_CHECK));

  private MaintenanceKeys() {}

  /**
   * Reads the section.
   *
   * @param folder that paths are relative to
   */
  public static MaintenanceSettings read(Section file, Path folder) {
    Section maintenance = file.section(MAINTENANCE);
    return new MaintenanceSettings(
        maintenance.orDefault(HOUSEKEEPING),
        maintenance.orDefault(BACKUP),
        folder.resolve(maintenance.orDefault(BACKUP_FOLDER)).toAbsolutePath().normalize(),
        maintenance.orDefault(KEEP_BACKUPS),
        maintenance.orDefault(DESTINATION_CHECK));
  }
}
