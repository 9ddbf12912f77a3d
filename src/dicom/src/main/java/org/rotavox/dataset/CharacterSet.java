package org.rotavox.dataset;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The Specific Character Set of a data set (PS3.3 C.12.1.1.2, PS3.5 section 6.1): one repertoire,
 * or several between which text switches by ISO 2022 escape sequences.
 *
 * <p>It never refuses text. Where the set is missing, unknown or wrong, bytes beyond ASCII are
 * taken for UTF-8 if they are valid UTF-8 and for Latin-1 otherwise; a single code that a set does
 * not define becomes U+FFFD.
 */
final class CharacterSet {

  /** ISO-IR 6: what holds where no Specific Character Set is given. */
  static final CharacterSet DEFAULT = new CharacterSet(List.of(Repertoire.ASCII), true, false);

  private final List<Repertoire> repertoires;
  private final boolean guessing;
  private final boolean extended;

  private CharacterSet(List<Repertoire> repertoires, boolean guessing, boolean extended) {
    this.repertoires = repertoires;
    this.guessing = guessing;
    this.extended = extended;
  }

  /** Returns the set of the values of Specific Character Set; unknown terms are guessed around. */
  static CharacterSet of(List<String> terms) {
    List<Repertoire> repertoires = new ArrayList<>();
    boolean guessing = terms.isEmpty();
    for (String term : terms) {
      Repertoire repertoire = Repertoire.ofTerm(term);
      guessing |= repertoire == null;
      if (repertoire != null && !repertoires.contains(repertoire)) {
        repertoires.add(repertoire);
      }
    }
    if (repertoires.isEmpty()) {
      return DEFAULT;
    }
    boolean extended = repertoires.size() > 1 || repertoires.get(0).needsEscape();
    guessing |= repertoires.equals(List.of(Repertoire.ASCII));
    return new CharacterSet(List.copyOf(repertoires), guessing, extended);
  }

  /** Returns true if every term is one of PS3.3 table C.12-2 to C.12-5, or a usual misspelling. */
  static boolean knows(List<String> terms) {
    return terms.stream().allMatch(term -> Repertoire.ofTerm(term) != null);
  }

  /** Returns the text of a value. */
  String decode(byte[] bytes) {
    boolean plain = true;
    for (byte b : bytes) {
      plain &= b >= 0 && b != Iso2022.ESCAPE;
    }
    if (plain) {
      return new String(bytes, StandardCharsets.US_ASCII);
    }
    Repertoire first = repertoires.get(0);
    if (extended || startsEscape(bytes)) {
      return Iso2022.decode(bytes, first);
    }
    if (guessing || first == Repertoire.UTF_8) {
      return guess(bytes);
    }
    return new String(bytes, first.charset());
  }

  private static boolean startsEscape(byte[] bytes) {
    for (byte b : bytes) {
      if (b == Iso2022.ESCAPE) {
        return true;
      }
    }
    return false;
  }

  private static String guess(byte[] bytes) {
    try {
      return strict(StandardCharsets.UTF_8, bytes);
    } catch (CharacterCodingException e) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }

  private static String strict(Charset charset, byte[] bytes) throws CharacterCodingException {
    return charset
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT)
        .decode(ByteBuffer.wrap(bytes))
        .toString();
  }

  /**
   * Returns the bytes of a text.
   *
   * @throws IllegalArgumentException if a character is in none of the repertoires
   */
  byte[] encode(String text) {
    if (StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
      return text.getBytes(StandardCharsets.US_ASCII);
    }
    if (extended) {
      return Iso2022.encode(text, repertoires);
    }
    Charset charset = repertoires.get(0).charset();
    if (!charset.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException(
          "text has a character that is not in the Specific Character Set "
              + repertoires.get(0).term());
    }
    return text.getBytes(charset);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CharacterSet set
        && set.repertoires.equals(repertoires)
        && set.guessing == guessing;
  }

  @Override
  public int hashCode() {
    return repertoires.hashCode();
  }
}
