package org.rotavox.dataset;

import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Which attributes a parser keeps of what it reads. All are parsed and counted alike, so that the
 * same is refused whatever is kept.
 *
 * @param wanted tags of the data set itself; of what lies in sequences nothing is kept
 * @param isAll everything is kept, also in sequences
 */
record Kept(IntPredicate wanted, boolean isAll) {

  /** Everything. */
  static final Kept ALL = new Kept(Kept::any, true);

  /** In every data set: on them rests how others are read. */
  private static final Set<Integer> FOR_READING =
      Set.of(Tag.SpecificCharacterSet, Tag.PixelRepresentation);

  /** In the data set itself: from them {@link PixelClaims} tells syntax and number of frames. */
  private static final Set<Integer> FOR_PIXEL_CLAIMS =
      Set.of(
          Tag.TransferSyntaxUID,
          Tag.PixelData,
          Tag.NumberOfFrames,
          Tag.Rows,
          Tag.Columns,
          Tag.SamplesPerPixel,
          Tag.BitsAllocated,
          Tag.PerFrameFunctionalGroupsSequence,
          Tag.PositionerPrimaryAngleIncrement,
          Tag.PositionerSecondaryAngleIncrement);

  /** Stands for each item, of which only the number is kept. */
  private static final DataSet SOME_ITEM = new DataSet();

  private static boolean any(int tag) {
    return true;
  }

  boolean keeps(Scope scope, int tag) {
    return isAll
        || FOR_READING.contains(tag)
        || (scope.depth() == 0 && (FOR_PIXEL_CLAIMS.contains(tag) || wanted.test(tag)));
  }

  /** Adds an item that was read to those of its sequence. */
  void add(Scope scope, ElementHeader sequence, DataSet item, List<DataSet> items) {
    if (isAll) {
      items.add(item);
    } else if (keeps(scope, sequence.tag())) {
      items.add(SOME_ITEM);
    }
  }
}
