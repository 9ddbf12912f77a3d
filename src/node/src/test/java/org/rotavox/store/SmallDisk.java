package org.rotavox.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A small file system in memory; only root can make one, other users skip the test.
 *
 * @param folder where it is mounted
 * @param bytes how much it holds
 */
public record SmallDisk(Path folder, long bytes) implements AutoCloseable {

  /** Returns true if this user may mount one. */
  public static boolean isPossible() {
    return System.getProperty("user.name").equals("root");
  }

  /** Mounts one over a folder, which is made if need be. */
  public static SmallDisk mount(Path folder, long bytes) throws IOException {
    assumeTrue(isPossible(), "only root can make a small disk");
    Files.createDirectories(folder);
    run("mount", "-t", "tmpfs", "-o", "size=" + bytes, "tmpfs", folder.toString());
    return new SmallDisk(folder, bytes);
  }

  /**
   * Mounts it anew with another option. What was open for writing may be closed a moment later by
   * another thread or by a process that is being started; the mount is tried until then.
   */
  public void remount(String how) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (true) {
      try {
        run("mount", "-o", "remount," + how, folder.toString());
        return;
      } catch (IOException e) {
        if (System.nanoTime() - end > 0) {
          throw new IOException(e.getMessage() + "open here: " + openFiles(), e);
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
  }

  /**
   * Fills it to the last block.
   *
   * @return the file that does; without it there is room again
   */
  public Path fill() throws IOException {
    Path hog = folder.resolve("hog");
    byte[] block = new byte[4096];
    try (OutputStream out = Files.newOutputStream(hog)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      if (Files.size(hog) < block.length) {
        throw e;
      }
      return hog;
    }
  }

  private List<String> openFiles() throws IOException {
    List<String> open = new ArrayList<>();
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path descriptor : descriptors) {
        String target = targetOf(descriptor);
        if (target.startsWith(folder.toString())) {
          open.add(target);
        }
      }
    }
    return open;
  }

  private static String targetOf(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return "";
    }
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
