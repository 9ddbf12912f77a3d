package org.rotavox.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.rotavox.settings.Format;
import org.rotavox.settings.Group;
import org.rotavox.settings.Key;
import org.rotavox.settings.Section;

/** The keys of the section {@code store}, and how they are read. */
public final class StoreKeys {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration YEARS_30 = Duration.ofDays(365 * 30);
  private static final String UNLIMITED = "unlimited";
  private static final Format<Long> SIZE_OR_UNLIMITED =
      Format.sizeOr(UNLIMITED, 1_000_000, 1_000_000_000_000_000L);

  static final Key<Path> DATA_FOLDER =
      Key.of(
          "dataFolder",
          Format.PATH,
          "./data",
          "holds the ledger and the spool; relative to the configuration folder; one node per"
              + " folder");
  static final Key<Long> MINIMUM_FREE =
      Key.of(
          "minimumFree",
          Format.size(1_000_000, 100_000_000_000_000L),
          "5 GB",
          "with less free disk the node rejects associations that could store, and answers objects"
              + " with \"out of resources\"; both end by themselves");
  static final Key<Duration> KEEP_IGNORED =
      Key.of(
          "keepIgnored",
          Format.duration(SECOND, YEARS_30),
          "2 days",
          "how long objects are kept that no rule selects");
  static final Key<Duration> KEEP_DELIVERED =
      Key.of(
          "keepDelivered",
          Format.duration(SECOND, YEARS_30),
          "14 days",
          "how long sources and results are kept after every delivery succeeded");
  static final Key<Duration> KEEP_FAILED =
      Key.of(
          "keepFailed",
          Format.duration(SECOND, YEARS_30),
          "14 days",
          "how long objects are kept whose job failed, counted from the failure; only after `jobs"
              + " acknowledge`");
  static final Key<Long> MAX_IGNORED =
      Key.of(
          "maxIgnored",
          SIZE_OR_UNLIMITED,
          UNLIMITED,
          "how much disk objects may take that no rule selects; beyond it the oldest are removed early");
  static final Key<Long> MAX_DELIVERED =
      Key.of(
          "maxDelivered",
          SIZE_OR_UNLIMITED,
          UNLIMITED,
          "how much disk sources and results may take whose every delivery succeeded");
  static final Key<Long> MAX_FAILED =
      Key.of(
          "maxFailed",
          SIZE_OR_UNLIMITED,
          UNLIMITED,
          "how much disk objects may take whose failed job was acknowledged");

  static final Key<Duration> KEEP_JOURNAL =
      Key.of(
          "keepJournal",
          Format.duration(SECOND, YEARS_30),
          "400 days",
          "how long the journal keeps the events of runs whose files are removed");

  public static final Group STORE =
      new Group(
          "store",
          "The data of the node, and how long they are kept.",
          List.of(
              DATA_FOLDER,
              MINIMUM_FREE,
              KEEP_IGNORED,
              KEEP_DELIVERED,
              KEEP_FAILED,
              MAX_IGNORED,
              MAX_DELIVERED,
              MAX_FAILED,
              KEEP_JOURNAL));

  private StoreKeys() {}

  /**
   * Reads the section.
   *
   * @param folder that paths are relative to
   */
  public static StoreSettings read(Section file, Path folder) {
    Section store = file.section(STORE);
    return new StoreSettings(
        folder.resolve(store.orDefault(DATA_FOLDER)).toAbsolutePath().normalize(),
        store.orDefault(MINIMUM_FREE),
        retention(store, KEEP_IGNORED, MAX_IGNORED),
        retention(store, KEEP_DELIVERED, MAX_DELIVERED),
        retention(store, KEEP_FAILED, MAX_FAILED),
        store.orDefault(KEEP_JOURNAL));
  }

  private static RetentionPolicy retention(Section store, Key<Duration> keep, Key<Long> most) {
    return new RetentionPolicy(store.orDefault(keep), store.orDefault(most));
  }
}
