package org.rotavox.dataset;

/** How element headers and numbers are written: the part of a transfer syntax a parser needs. */
record Encoding(boolean explicit, boolean bigEndian) {

  static final Encoding IMPLICIT_LITTLE = new Encoding(false, false);
  static final Encoding EXPLICIT_LITTLE = new Encoding(true, false);

  static Encoding of(TransferSyntax syntax) {
    return new Encoding(syntax.explicitVr(), syntax.bigEndian());
  }
}
