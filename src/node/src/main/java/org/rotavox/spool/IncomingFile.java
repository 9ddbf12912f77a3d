package org.rotavox.spool;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.rotavox.support.Sha256;

/**
 * One object on its way into the spool: a {@code .part} file that either becomes durable under its
 * final name or leaves nothing behind. Used by one thread.
 */
public final class IncomingFile implements AutoCloseable {

  private static final int BUFFER_BYTES = 1 << 16;

  /** How often the disk is asked whether it has room for more: 4 MiB. */
  private static final int ASKED_EVERY_BYTES = 4 << 20;

  private final Spool spool;
  private final Path part;
  private final Path target;
  private final FileOutputStream file;
  private final CountingDigest stream;
  private @Nullable String sha256;
  private boolean finished;

  IncomingFile(Spool spool, Path part, Path target, MessageDigest digest) throws IOException {
    this.spool = spool;
    this.part = part;
    this.target = target;
    this.file = open(part);
    this.stream = new CountingDigest(new BufferedOutputStream(file, BUFFER_BYTES), digest);
  }

  private static FileOutputStream open(Path part) throws StoreException {
    try {
      OwnerOnly.newFile(part);
      return new FileOutputStream(part.toFile());
    } catch (IOException e) {
      throw DiskProbe.explain(Spool.parentOf(part), e);
    }
  }

  /** Returns where the bytes of the file go; closing it does nothing. */
  public OutputStream stream() {
    return stream;
  }

  /**
   * Says that the content begins here: the digest forgets what was written so far. What the node
   * itself puts before the received data set must not make two equal objects look different.
   */
  public void startContent() {
    stream.digest.reset();
  }

  /**
   * Makes the file durable under its final name: file forced, renamed, folder forced.
   *
   * @return the file, relative to the spool
   * @throws IOException if anything on the way failed; nothing is left then
   */
  public Path commit() throws IOException {
    if (finished) {
      throw new IllegalStateException("already committed or discarded");
    }
    try {
      stream.flush();
      file.getFD().sync();
      file.close();
      spool.createDayFolder(target);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      Durability.forceFolder(Spool.parentOf(target));
      finished = true;
      sha256 = Sha256.hexOf(stream.digest);
      return spool.relative(target);
    } catch (IOException e) {
      discard();
      deleteIfThere(target);
      throw e instanceof StoreException ? e : DiskProbe.explain(Spool.parentOf(part), e);
    }
  }

  /** On a disk that is read only, removing what is not there fails, too. */
  private static void deleteIfThere(Path file) throws IOException {
    if (Files.exists(file)) {
      Files.delete(file);
    }
  }

  /** Returns how many bytes were written. */
  public long bytes() {
    return stream.bytes;
  }

  /** Returns the digest of the content, lower-case hexadecimal; only after {@link #commit()}. */
  public String sha256() {
    if (sha256 == null) {
      throw new IllegalStateException("the digest is known after the commit");
    }
    return sha256;
  }

  /** Removes the file if it was not committed. */
  public void discard() {
    if (!finished) {
      finished = true;
      spool.dropPart(file, part);
    }
  }

  /** As {@link #discard()}. */
  @Override
  public void close() {
    discard();
  }

  /** Counts and digests what passes. */
  private final class CountingDigest extends OutputStream {

    private final OutputStream out;
    private final MessageDigest digest;
    private long bytes;
    private long unasked;

    CountingDigest(OutputStream out, MessageDigest digest) {
      this.out = out;
      this.digest = digest;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      requireRoom(length);
      try {
        out.write(buffer, offset, length);
      } catch (IOException e) {
        // the disk here is at fault, not the connection on which the object comes
        throw DiskProbe.explain(Spool.parentOf(part), e);
      }
      digest.update(buffer, offset, length);
      bytes += length;
    }

    /** One object that never ends must not take what the ledger needs. */
    private void requireRoom(int length) throws IOException {
      unasked += length;
      if (unasked >= ASKED_EVERY_BYTES) {
        spool.requireReserve();
        unasked = 0;
      }
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }
  }
}
