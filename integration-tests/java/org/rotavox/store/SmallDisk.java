package org.rotavox.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A small file system in memory; only root can make one, other users skip the test.
 *
 * @param folder where it is mounted
 * @param bytes how much it holds
 */
public record SmallDisk(Path folder, int bytes) implements AutoCloseable {

  /** Mounts one over a folder, which is made if need be. */
  public static SmallDisk mount(Path folder, int bytes) throws IOException {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root can make a small disk");
    Files.createDirectories(folder);
    run("mount", "-t", "tmpfs", "-o", "size=" + bytes, "tmpfs", folder.toString());
    return new SmallDisk(folder, bytes);
  }

  void remount(String how) throws IOException {
    run("mount", "-o", "remount," + how, folder.toString());
  }

  private static void run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exitCode = process.onExit().join().exitValue();
    if (exitCode != 0) {
      throw new IOException(String.join(" ", command) + ": " + text);
    }
  }

  @Override
  public void close() throws IOException {
    run("umount", folder.toString());
  }
}
