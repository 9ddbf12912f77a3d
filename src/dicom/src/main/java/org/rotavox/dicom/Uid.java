package org.rotavox.dicom;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;
import java.util.regex.Pattern;
import org.rotavox.support.Sha256;

/**
 * A DICOM unique identifier (PS3.5 section 9): at most 64 characters, numeric components separated
 * by dots.
 *
 * <p>A component with leading zeros breaks the standard but is common in the field and harmless; it
 * is kept as it is, since changing it would change the identity of the object.
 *
 * @param value the dotted form, without padding
 */
public record Uid(String value) implements Comparable<Uid> {

  private static final int MAX_LENGTH = 64;
  private static final Pattern FORM = Pattern.compile("[0-9]+(\\.[0-9]+)*");

  public Uid {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "not a DICOM UID (at most 64 digits and dots): length " + value.length());
    }
  }

  /** Returns true if the text, without padding, has the form of a UID. */
  public static boolean isValid(String text) {
    return text.length() <= MAX_LENGTH && FORM.matcher(text).matches();
  }

  /** Returns a new UID below 2.25 from a random UUID (PS3.5 B.2). */
  public static Uid random() {
    return ofUuid(UUID.randomUUID());
  }

  /**
   * Returns the UID that belongs to these parts: the same parts always give the same UID, other
   * parts another one (SHA-256, cut to the 122 bits that a version 8 UUID leaves free).
   *
   * @param parts what identifies the object; the boundaries between parts count
   */
  public static Uid derived(String... parts) {
    MessageDigest digest = Sha256.newDigest();
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      digest.update(BigInteger.valueOf(bytes.length).toByteArray());
      digest.update((byte) 0xFF);
      digest.update(bytes);
    }
    byte[] hash = digest.digest();
    hash[6] = (byte) ((hash[6] & 0x0F) | 0x80);
    hash[8] = (byte) ((hash[8] & 0x3F) | 0x80);
    return new Uid("2.25." + new BigInteger(1, java.util.Arrays.copyOf(hash, 16)));
  }

  private static Uid ofUuid(UUID uuid) {
    BigInteger high = unsigned(uuid.getMostSignificantBits()).shiftLeft(Long.SIZE);
    return new Uid("2.25." + high.or(unsigned(uuid.getLeastSignificantBits())));
  }

  private static BigInteger unsigned(long bits) {
    return new BigInteger(Long.toUnsignedString(bits));
  }

  @Override
  public int compareTo(Uid other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
