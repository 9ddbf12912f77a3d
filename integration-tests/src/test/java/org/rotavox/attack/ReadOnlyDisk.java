package org.rotavox.attack;

import java.io.IOException;
import java.time.Duration;
import org.rotavox.store.SmallDisk;

/**
 * The disk of the spool can only be read, as after a fault of the file system. Held: each object is
 * refused with A700 or its association rejected, each C-ECHO answered, and objects are taken again
 * by themselves when the disk can be written.
 */
final class ReadOnlyDisk implements Attack {

  private static final int REFUSED = 0xA700; // out of resources
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final SmallDisk disk;
  private int objects;

  ReadOnlyDisk(SmallDisk disk) {
    this.disk = disk;
  }

  @Override
  public String name() {
    return "read-only file system";
  }

  @Override
  public Tally run(Target target) throws Exception {
    int tried = 0;
    int held = 0;
    for (int round = 0; round < target.times(1, 5); round++) {
      disk.remount("ro");
      try {
        for (int i = 0; i < target.times(10, 100); i++) {
          tried += 2;
          held += store(target) == REFUSED ? 1 : 0;
          held += Caller.echo(target).isPresent() ? 1 : 0;
        }
      } finally {
        disk.remount("rw");
      }
      tried++;
      held += takesAgain(target) ? 1 : 0;
    }
    return new Tally(tried, held);
  }

  private boolean takesAgain(Target target) throws IOException, InterruptedException {
    long end = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (System.nanoTime() < end) {
      if (store(target) == 0) {
        return true;
      }
      Thread.sleep(200);
    }
    return false;
  }

  private int store(Target target) throws IOException {
    String instance = "1.2.826.8." + ++objects;
    try (Caller caller = Caller.associate(target, 26)) {
      return caller.store(instance, Objects.xa(instance, 10));
    } catch (Caller.Rejected e) {
      return REFUSED; // before the object was sent
    }
  }
}
