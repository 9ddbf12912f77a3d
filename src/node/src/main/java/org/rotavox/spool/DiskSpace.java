package org.rotavox.spool;

import java.io.IOException;
import java.nio.file.Path;

/** How much room a disk has, asked without the table of mounts, which not every system shows. */
public final class DiskSpace {

  private DiskSpace() {}

  /**
   * Returns how many bytes the disk of a folder has left for this process.
   *
   * @throws IOException if the system does not report it
   */
  public static long usableBytes(Path folder) throws IOException {
    long usable = folder.toFile().getUsableSpace();
    if (usable == 0 && folder.toFile().getTotalSpace() == 0) {
      throw new IOException(
          "the system does not report the free space of the disk of " + folder + " has");
    }
    return usable;
  }
}
