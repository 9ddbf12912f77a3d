package org.rotavox.collect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.rotavox.liveness.Pulse;
import org.rotavox.liveness.VitalPart;
import org.rotavox.liveness.Vitals;
import org.rotavox.support.DaemonThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that the file of the rules changed, however it was written: in place, by renaming, on a
 * network drive. It looks every {@value #POLL_MILLIS} ms and waits until the file stood still for
 * {@value #QUIET_POLLS} further looks, so that a file that is being written is not taken for the
 * whole; a change is taken within two seconds.
 */
public final class RulesWatch implements AutoCloseable {

  static final int POLL_MILLIS = 400;
  static final int QUIET_POLLS = 2;

  private static final Logger LOG = LoggerFactory.getLogger(RulesWatch.class);

  /** Larger files are no rules: their content is not read to see whether it changed. */
  private static final long MAX_BYTES = 16 << 20;

  private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

  private final Path file;
  private final Runnable changed;
  private final Pulse pulse;
  private final Thread thread;

  /** What is there while there is no file. */
  private static final Stamp ABSENT = new Stamp(Optional.empty(), -1, 0);

  private Stamp seen = ABSENT;
  private int quiet;
  private Optional<Stamp> taken = Optional.empty();

  /** How a file looks; equal stamps, equal content. */
  private record Stamp(Optional<FileTime> modified, long bytes, long checksum) {}

  /**
   * Makes a watch; {@link #start} lets it look.
   *
   * @param changed called on the thread of the watch, also once after the start
   */
  public RulesWatch(Path file, Runnable changed, Vitals vitals) {
    this.file = file;
    this.changed = changed;
    this.pulse = vitals.watch(VitalPart.RULES_WATCH, "rules-watch");
    this.thread = DaemonThreads.of("rules-watch", pulse.keepRunning(this::run));
  }

  /** Begins to look. */
  public RulesWatch start() {
    thread.start();
    return this;
  }

  private void run() throws InterruptedException {
    while (true) {
      look();
      pulse.beat();
      Thread.sleep(POLL_MILLIS);
    }
  }

  /** Looks once. */
  void look() {
    Stamp now = stamp();
    quiet = now.equals(seen) ? quiet + 1 : 0;
    seen = now;
    if (quiet < QUIET_POLLS || taken.filter(now::equals).isPresent()) {
      return;
    }
    try {
      changed.run();
      taken = Optional.of(now);
    } catch (RuntimeException e) {
      // such as a ledger that cannot be written: the change is taken up at a later look
      LOG.error("the rules cannot be read again now", e);
      quiet = 0;
    }
  }

  private Stamp stamp() {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      CRC32C checksum = new CRC32C();
      if (found.size() <= MAX_BYTES) {
        checksum.update(Files.readAllBytes(file));
      }
      return new Stamp(Optional.of(found.lastModifiedTime()), found.size(), checksum.getValue());
    } catch (IOException e) {
      return ABSENT;
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(LONGEST_STOP.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
