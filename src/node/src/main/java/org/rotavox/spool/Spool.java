package org.rotavox.spool;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.rotavox.dataset.TemporaryFiles;
import org.rotavox.model.Claim;
import org.rotavox.support.Sha256;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of the node.
 *
 * <pre>
 *   incoming/&lt;id&gt;.part            being received
 *   temporary/…                   in use by a reader; gone with its process
 *   instances/&lt;yyyymmdd&gt;/&lt;id&gt;.dcm  received, durable
 *   results/&lt;job&gt;/&lt;attempt&gt;/…     made by an attempt at a job
 *   quarantine/&lt;id&gt;.dcm           found without a row in the ledger, and not readable
 * </pre>
 *
 * <p>Names are the node's own: nothing that a peer sent ever becomes part of a path. All methods
 * may be called by several threads.
 */
public final class Spool {

  private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
  private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;

  private final Path root;
  private final Watermark watermark;
  private final Clock clock;
  private final Set<Path> leftBehind = ConcurrentHashMap.newKeySet();

  public Spool(Path root, long minimumFreeBytes, Clock clock) throws IOException {
    this.root = root.toAbsolutePath().normalize();
    this.watermark = new Watermark(this.root, minimumFreeBytes);
    this.clock = clock;
    for (Path folder : List.of(incoming(), temporary(), instances(), results(), quarantine())) {
      Durability.createFolders(folder);
    }
  }

  /**
   * Begins to receive an object.
   *
   * @throws StoreException of kind {@code BELOW_WATERMARK} if the disk is below the watermark
   * @throws IOException if the spool cannot be written
   */
  public IncomingFile newIncoming() throws IOException {
    if (!watermark.admits()) {
      requireRoom();
    }
    Path target = newInstance();
    String name = nameOf(target);
    Path part = incoming().resolve(name.substring(0, name.lastIndexOf('.')) + ".part");
    return new IncomingFile(this, part, target, Sha256.newDigest());
  }

  /** Returns where a new instance goes; the folder may not exist yet. */
  public Path newInstance() {
    String id = UUID.randomUUID().toString().replace("-", "");
    String day = DAY.format(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    return instances().resolve(day).resolve(id + ".dcm");
  }

  /** Returns what lies in quarantine: files that are not acknowledged and cannot be read. */
  public Quarantine inQuarantine() throws IOException {
    return Quarantine.of(quarantine());
  }

  /**
   * Checks the watermark.
   *
   * @throws StoreException of kind {@code BELOW_WATERMARK}, with figures, if the disk is below it
   */
  public void requireRoom() throws IOException {
    if (!watermark.hasRoom()) {
      throw new StoreException(
          StoreException.Kind.BELOW_WATERMARK, watermark.refusal(watermark.freeBytes()));
    }
  }

  /**
   * Checks that what was begun may go on: below half of the watermark the disk is the ledger's.
   *
   * @throws StoreException of kind {@code BELOW_WATERMARK}, with figures, if not
   */
  public void requireReserve() throws IOException {
    requireReserveBeside(0);
  }

  /**
   * The same for what is about to be written.
   *
   * @param bytes how much that will be
   */
  public void requireReserveBeside(long bytes) throws IOException {
    if (!watermark.leavesReserve(bytes)) {
      watermark.hasRoom(); // says it, once
      throw new StoreException(
          StoreException.Kind.BELOW_WATERMARK, watermark.refusal(watermark.freeBytes()));
    }
  }

  /** Returns where readers put what has no place on the disk of its own. */
  public TemporaryFiles temporaryFiles() {
    return new TemporaryFiles(temporary(), this::requireReserve);
  }

  /** Returns true if the disk is above the watermark; a change is logged, once. */
  public boolean hasRoom() throws IOException {
    return watermark.hasRoom();
  }

  /** As {@link #hasRoom}, for one who is turned away if there is none: they are counted. */
  public boolean admits() throws IOException {
    return watermark.admits();
  }

  /** Returns how many bytes the disk of the spool has left for this process. */
  public long freeBytes() throws IOException {
    return watermark.freeBytes();
  }

  /** Returns how many bytes the result of a job takes. */
  public long resultBytes(long jobId) throws IOException {
    Path folder = results().resolve(Long.toString(jobId));
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    long bytes = 0;
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  /** Returns the absolute path of a file that the ledger names. */
  public Path resolve(Path relative) {
    Path path = root.resolve(relative).normalize();
    if (relative.isAbsolute() || !path.startsWith(root)) {
      throw new IllegalArgumentException("not a path inside the spool: " + relative);
    }
    return path;
  }

  /** Returns the path by which the ledger names a file of the spool. */
  public Path relative(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    if (!absolute.startsWith(root)) {
      throw new IllegalArgumentException("not a path inside the spool: " + file);
    }
    return root.relativize(absolute);
  }

  /**
   * Returns the folder for the results of an attempt at a job, empty. What earlier attempts left is
   * removed.
   *
   * @throws IOException if a folder cannot be made or emptied
   */
  public Path emptyResultFolder(Claim claim) throws IOException {
    Path ofJob = results().resolve(Long.toString(claim.job()));
    Durability.createFolders(ofJob);
    try (Stream<Path> left = Files.list(ofJob)) {
      for (Path each : left.filter(path -> !isLater(path, claim)).toList()) {
        deleteTree(each);
      }
    }
    return resultFolder(claim);
  }

  private static boolean isLater(Path folder, Claim claim) {
    String name = nameOf(folder);
    return name.matches("[0-9]{1,9}") && Integer.parseInt(name) > claim.attempt();
  }

  /** Returns the folder for the results of an attempt at a job; it exists. */
  public Path resultFolder(Claim claim) throws IOException {
    Path folder =
        results().resolve(Long.toString(claim.job())).resolve(Integer.toString(claim.attempt()));
    Durability.createFolders(folder);
    return folder;
  }

  /** Removes the results of a job, of whichever attempt. */
  public void clearResults(long jobId) throws IOException {
    deleteTree(results().resolve(Long.toString(jobId)));
  }

  /** Makes the result files of an attempt durable: before the job is recorded as done. */
  public void forceResults(Claim claim) throws IOException {
    Durability.forceTree(resultFolder(claim));
    Durability.forceFolder(results().resolve(Long.toString(claim.job())));
    Durability.forceFolder(results());
  }

  /** Removes a file that the ledger does not need, such as the file of a duplicate. */
  public void discard(Path relative) {
    try {
      Files.deleteIfExists(resolve(relative));
    } catch (IOException e) {
      leaveBehind(resolve(relative), e);
    }
  }

  public Path incoming() {
    return root.resolve("incoming");
  }

  public Path temporary() {
    return root.resolve("temporary");
  }

  public Path instances() {
    return root.resolve("instances");
  }

  public Path results() {
    return root.resolve("results");
  }

  public Path quarantine() {
    return root.resolve("quarantine");
  }

  void createDayFolder(Path target) throws IOException {
    Durability.createFolders(parentOf(target));
  }

  void dropPart(FileOutputStream file, Path part) {
    try (file) {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      leaveBehind(part, e);
    }
  }

  private void leaveBehind(Path file, IOException why) {
    if (leftBehind.isEmpty()) {
      LOG.warn(
          "cannot remove {}, tried again until it succeeds: {}", relative(file), why.toString());
    }
    leftBehind.add(file);
  }

  /** Removes what could not be removed when it was due. */
  public void removeLeftBehind() {
    leftBehind.removeIf(Spool::isGone);
  }

  private static boolean isGone(Path file) {
    try {
      Files.deleteIfExists(file);
      return true;
    } catch (IOException e) {
      LOG.debug("{} still cannot be removed", file, e);
      return false;
    }
  }

  /** Removes a folder with everything in it; links are removed, never followed. */
  public static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause() == null ? new IOException(e) : e.getCause();
    }
  }

  public static Path parentOf(Path file) {
    return Objects.requireNonNull(file.getParent(), "a file of the spool lies in a folder");
  }

  public static String nameOf(Path file) {
    return Objects.requireNonNull(file.getFileName(), "a file of the spool has a name").toString();
  }
}
