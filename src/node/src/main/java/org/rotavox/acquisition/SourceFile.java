package org.rotavox.acquisition;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import org.rotavox.support.Sha256;

/**
 * One file of a run.
 *
 * @param path the file
 * @param sha256 digest of its data set when it was received, 64 lower-case hexadecimal digits;
 *     empty = not known, the file is taken as it is
 */
public record SourceFile(Path path, String sha256) {

  /** Returns files whose digests are not known. */
  public static List<SourceFile> of(List<Path> paths) {
    return paths.stream().map(path -> new SourceFile(path, "")).toList();
  }

  /**
   * Returns the digest of a file from an offset to its end.
   *
   * @param offset where the data set begins, bytes
   * @return 64 lower-case hexadecimal digits
   */
  public static String digestFrom(Path file, long offset) throws IOException {
    MessageDigest digest = Sha256.newDigest();
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(offset);
      try (DigestInputStream digesting = new DigestInputStream(in, digest)) {
        digesting.transferTo(OutputStream.nullOutputStream());
      }
    }
    return Sha256.hexOf(digest);
  }
}
