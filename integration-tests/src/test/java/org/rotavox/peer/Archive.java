package org.rotavox.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.Tag;

/** One destination: DCMTK's storescp, which keeps what it gets as files. */
public final class Archive implements AutoCloseable {

  private static final byte[] PIXEL_DATA = {(byte) 0xE0, 0x7F, 0x10, 0x00};

  private final String aeTitle;
  private final Path folder;
  private final int port;
  private Process process;

  private Archive(String aeTitle, Path folder, int port) throws IOException {
    this.aeTitle = aeTitle;
    this.folder = folder;
    this.port = port;
    this.process = launch();
  }

  /** Starts one that listens on this port and keeps its files in this folder. */
  public static Archive start(String aeTitle, Path folder, int port) throws IOException {
    return new Archive(aeTitle, Files.createDirectories(folder), port);
  }

  private Process launch() throws IOException {
    return new ProcessBuilder(
            "storescp", "+B", "-aet", aeTitle, "-od", folder.toString(), Integer.toString(port))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Returns where it listens. */
  public int port() {
    return port;
  }

  /** Ends in the middle of whatever it does and is back after a moment. */
  public void fail(long awayMillis) throws IOException, InterruptedException {
    process.destroyForcibly().waitFor();
    Thread.sleep(awayMillis);
    process = launch();
  }

  /** Returns how many files it has. */
  public long count() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }

  /** Returns what it has: by study the series, by series the pixels of each slice. */
  public Map<String, Map<String, Set<String>>> content() throws IOException {
    Map<String, Map<String, Set<String>>> studies = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        DataSet dataSet = DicomFile.read(file).dataSet();
        studies
            .computeIfAbsent(dataSet.getString(Tag.StudyInstanceUID, ""), study -> new TreeMap<>())
            .computeIfAbsent(dataSet.getString(Tag.SeriesInstanceUID, ""), s -> new TreeSet<>())
            .add(dataSet.getInt(Tag.InstanceNumber, -1) + " " + pixels(file));
      }
    }
    return studies;
  }

  /** Digest of the file from its pixel data on. */
  private static String pixels(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int at = bytes.length - PIXEL_DATA.length;
    while (!Arrays.equals(bytes, at, at + PIXEL_DATA.length, PIXEL_DATA, 0, PIXEL_DATA.length)) {
      at--;
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, at, bytes.length - at);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
