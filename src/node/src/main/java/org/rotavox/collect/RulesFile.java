package org.rotavox.collect;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Optional;
import org.rotavox.rules.RuleRevision;

/**
 * The file of the rules on the disk. It is replaced as a whole, so that nobody ever reads half of
 * it.
 *
 * @param path where it is; may be a symbolic link, which then stays one
 */
public record RulesFile(Path path) {

  /** Appended to the name of the file for the copy of what was replaced. */
  static final String BACKUP = ".bak";

  /** Returns its name without folders. */
  public String name() {
    return String.valueOf(path.getFileName());
  }

  /** Returns the revision that its text has, valid or not; empty if there is no file. */
  public Optional<String> revision() throws IOException {
    try {
      String text = Files.readString(path);
      return Optional.of(RuleRevision.of(text, name()).shortDigest());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (java.nio.charset.CharacterCodingException e) {
      return Optional.of("");
    }
  }

  /**
   * Puts another text in its place; what was there is kept beside it under the same name with
   * {@code .bak}, in place of an older copy.
   *
   * @return the copy; empty if there was no file
   */
  public Optional<Path> replace(String text) throws IOException {
    Path target = Files.exists(path) ? path.toRealPath() : path;
    Path parent = target.toAbsolutePath().normalize().getParent();
    if (parent == null) {
      throw new IOException("there is no folder for " + path);
    }
    Optional<Path> backup = Optional.empty();
    if (Files.exists(target)) {
      Path copy = parent.resolve(name() + BACKUP);
      write(parent, target, Files.readAllBytes(target), copy);
      backup = Optional.of(copy);
    }
    write(parent, target, text.getBytes(StandardCharsets.UTF_8), target);
    return backup;
  }

  /** Writes a new file, durable before it gets its name, with the permissions of another one. */
  private static void write(Path folder, Path like, byte[] bytes, Path target) throws IOException {
    Path fresh = Files.createTempFile(folder, ".rules", ".new");
    try {
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      copyPermissions(like, fresh);
      Files.move(
          fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static void copyPermissions(Path from, Path to) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (view != null && Files.exists(from)) {
      view.setPermissions(Files.getPosixFilePermissions(from));
    }
  }
}
