package org.rotavox.dataset;

/** What a parser cannot go on from, in words, with offsets. */
final class ParserFaults {

  private ParserFaults() {}

  static DicomFormatException tooMuch(long mostBytes, ElementHeader header) {
    return new DicomFormatException(
        "the data set has more than "
            + mostBytes
            + " bytes of attributes beside bulk values, at offset "
            + header.offset());
  }

  static DicomFormatException tooDeep(int nesting, ElementHeader header) {
    return new DicomFormatException(
        "sequences nested deeper than "
            + nesting
            + ", at "
            + Dictionary.describe(header.tag())
            + " at offset "
            + header.offset());
  }

  static DicomFormatException noItem(ElementHeader header, long offset, int foundTag) {
    return new DicomFormatException(
        "expected an item of "
            + Dictionary.describe(header.tag())
            + " at offset "
            + offset
            + ", found "
            + Dictionary.format(foundTag));
  }

  static DicomFormatException itemTooLong(
      ElementHeader header, long offset, long length, long found) {
    return new DicomFormatException(
        "expected an item of "
            + length
            + " bytes in "
            + Dictionary.describe(header.tag())
            + " at offset "
            + offset
            + ", found "
            + found);
  }
}
