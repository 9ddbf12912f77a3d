package org.rotavox.dataset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The value representations of PS3.5 section 6.2, each with what a reader and a writer must know of
 * it: the form of its length field, its padding, the width of its binary units and whether text of
 * it follows the Specific Character Set.
 */
public enum VR {
  AE(Form.TEXT, 0, 16),
  AS(Form.TEXT, 0, 4),
  AT(Form.BINARY, 2, 4),
  CS(Form.TEXT, 0, 16),
  DA(Form.TEXT, 0, 18),
  DS(Form.TEXT, 0, 16),
  DT(Form.TEXT, 0, 54),
  FD(Form.BINARY, 8, 8),
  FL(Form.BINARY, 4, 4),
  IS(Form.TEXT, 0, 12),
  LO(Form.LOCAL_TEXT, 0, 64),
  LT(Form.LOCAL_PARAGRAPHS, 0, 10240),
  OB(Form.BULK, 1, 0),
  OD(Form.BULK, 8, 0),
  OF(Form.BULK, 4, 0),
  OL(Form.BULK, 4, 0),
  OV(Form.BULK, 8, 0),
  OW(Form.BULK, 2, 0),
  PN(Form.LOCAL_TEXT, 0, 64),
  SH(Form.LOCAL_TEXT, 0, 16),
  SL(Form.BINARY, 4, 4),
  SQ(Form.ITEMS, 1, 0),
  SS(Form.BINARY, 2, 2),
  ST(Form.LOCAL_PARAGRAPHS, 0, 1024),
  SV(Form.BINARY, 8, 8),
  TM(Form.TEXT, 0, 28),
  UC(Form.LOCAL_TEXT, 0, Integer.MAX_VALUE),
  UI(Form.TEXT, 0, 64),
  UL(Form.BINARY, 4, 4),
  UN(Form.BULK, 1, 0),
  UR(Form.PARAGRAPHS, 0, Integer.MAX_VALUE),
  US(Form.BINARY, 2, 2),
  UT(Form.LOCAL_PARAGRAPHS, 0, Integer.MAX_VALUE),
  UV(Form.BINARY, 8, 8);

  /** What the bytes of a value are. */
  enum Form {
    /** Text of the default repertoire; several values are separated by backslashes. */
    TEXT,
    /** Text in the Specific Character Set; several values are separated by backslashes. */
    LOCAL_TEXT,
    /** One text of the default repertoire, in which a backslash is a character. */
    PARAGRAPHS,
    /** One text in the Specific Character Set, in which a backslash is a character. */
    LOCAL_PARAGRAPHS,
    /** Numbers of a fixed width. */
    BINARY,
    /** A stream of bytes or words. */
    BULK,
    /** Items, each a data set. */
    ITEMS
  }

  private static final int LETTERS = 26;

  /** By the two letters of the code. */
  private static final List<Optional<VR>> CODES = codes();

  private final Form form;
  private final int unitBytes;
  private final int longest;

  VR(Form form, int unitBytes, int longest) {
    this.form = form;
    this.unitBytes = unitBytes;
    this.longest = longest;
  }

  private static List<Optional<VR>> codes() {
    List<Optional<VR>> codes =
        new ArrayList<>(Collections.nCopies(LETTERS * LETTERS, Optional.empty()));
    for (VR vr : values()) {
      int row = vr.name().charAt(0) - 'A';
      codes.set(row * LETTERS + vr.name().charAt(1) - 'A', Optional.of(vr));
    }
    return List.copyOf(codes);
  }

  /** Returns true if values are text of any kind. */
  public boolean isText() {
    return unitBytes == 0;
  }

  /** Returns true if the bytes of text depend on the Specific Character Set. */
  public boolean isLocalText() {
    return form == Form.LOCAL_TEXT || form == Form.LOCAL_PARAGRAPHS;
  }

  /** Returns true if a backslash separates values. */
  boolean isMultiValuedText() {
    return form == Form.TEXT || form == Form.LOCAL_TEXT;
  }

  /**
   * Returns true if an explicit header has two reserved bytes and a length of 32 bits (table
   * 7.1-1).
   */
  boolean hasLongLength() {
    return switch (this) {
      case OB, OD, OF, OL, OV, OW, SQ, SV, UC, UN, UR, UT, UV -> true;
      case AE, AS, AT, CS, DA, DS, DT, FD, FL, IS, LO, LT, PN, SH, SL, SS, ST, TM, UI, UL, US ->
          false;
    };
  }

  /** Width of the unit whose bytes trade places between the endiannesses; 1 if none do. */
  int swapBytes() {
    return Math.max(1, unitBytes);
  }

  /** Longest single value: characters of text, bytes of a number, 0 where the length is free. */
  int longest() {
    return longest;
  }

  /** Width of one number in bytes; 0 if values are not numbers of a fixed width. */
  int numberBytes() {
    return form == Form.BINARY ? longest : 0;
  }

  /** The byte that makes a value even in length. */
  int padding() {
    return isText() && this != UI ? ' ' : 0;
  }

  /** Returns the VR of two characters as they stand in an explicit header. */
  static Optional<VR> ofCode(int first, int second) {
    int row = first - 'A';
    int column = second - 'A';
    boolean letters = row >= 0 && row < LETTERS && column >= 0 && column < LETTERS;
    return letters ? CODES.get(row * LETTERS + column) : Optional.empty();
  }
}
