package org.rotavox.dataset;

import java.util.OptionalInt;

/**
 * Blocks of private attributes (PS3.5 section 7.8.1). A creator in element (gggg,00bb) owns the
 * elements (gggg,bb00) to (gggg,bbFF); which bb it has differs from object to object.
 *
 * <p>A private tag is therefore given without its block: of 0x00211020, or 0x00210020, only the
 * group 0021 and the last byte 20 count.
 */
final class PrivateBlock {

  private PrivateBlock() {}

  /** Returns the actual tag if the creator has a block in the group of the data set. */
  static OptionalInt resolve(DataSet dataSet, String creator, int tag) {
    int group = tag & 0xFFFF0000;
    for (int block = 0x10; block <= 0xFF; block++) {
      if (dataSet.getString(group | block, "").equals(creator)) {
        return OptionalInt.of(group | block << 8 | (tag & 0xFF));
      }
    }
    return OptionalInt.empty();
  }

  /** Returns the actual tag and gives the creator the first free block if it has none. */
  static int reserve(DataSet dataSet, String creator, int tag) {
    if (!Dictionary.isPrivate(tag)) {
      throw new IllegalArgumentException(Dictionary.describe(tag) + " is not in a private group");
    }
    OptionalInt known = resolve(dataSet, creator, tag);
    if (known.isPresent()) {
      return known.getAsInt();
    }
    int group = tag & 0xFFFF0000;
    for (int block = 0x10; block <= 0xFF; block++) {
      if (!dataSet.contains(group | block)) {
        dataSet.setString(group | block, creator);
        return group | block << 8 | (tag & 0xFF);
      }
    }
    throw new IllegalArgumentException(
        "all 240 private blocks of group " + Dictionary.format(group) + " are taken");
  }
}
