package org.rotavox.support;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The digest SHA-256 (FIPS 180-4), by which contents are told apart. */
public final class Sha256 {

  private Sha256() {}

  /** Returns a digest of nothing yet. */
  public static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Returns the digest of a text in UTF-8, 64 lower-case hexadecimal digits. */
  public static String hexOf(String text) {
    return hexOf(newDigest().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Returns what a digest holds, 64 lower-case hexadecimal digits, and resets it. */
  public static String hexOf(MessageDigest digest) {
    return hexOf(digest.digest());
  }

  private static String hexOf(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
