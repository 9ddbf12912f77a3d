package org.rotavox.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which fragments make up which frame (PS3.5 A.4 and table A.4-1).
 *
 * <p>Tried in this order: the Extended Offset Table (PS3.3 C.7.6.3.1.8); the Basic Offset Table;
 * one fragment a frame; a single frame; the fragments that begin like a JPEG or JPEG 2000 stream. A
 * table that points beside the fragments is passed over.
 */
final class FrameIndex {

  private final int[] firstFragments;
  private final int fragments;

  private FrameIndex(int[] firstFragments, int fragments) {
    this.firstFragments = firstFragments;
    this.fragments = fragments;
  }

  int first(int frame) {
    return firstFragments[frame];
  }

  /** One behind the last fragment. */
  int end(int frame) {
    return frame + 1 < firstFragments.length ? firstFragments[frame + 1] : fragments;
  }

  static FrameIndex of(
      DataSet dataSet, Value.Fragments fragments, int frames, PositionedBytes bytes)
      throws IOException {
    if (fragments.count() < frames) {
      throw new DicomFormatException(
          "expected at least "
              + frames
              + " fragments for as many frames, found "
              + fragments.count());
    }
    int[] firsts =
        fromTable(words(dataSet.getBytes(Tag.ExtendedOffsetTable), 8), fragments, frames);
    if (firsts == null) {
      firsts = fromTable(words(fragments.offsetTable(), 4), fragments, frames);
    }
    if (firsts == null && (fragments.count() == frames || frames == 1)) {
      firsts = ascending(frames);
    }
    if (firsts == null) {
      firsts = fromStreams(fragments, frames, bytes);
    }
    return new FrameIndex(firsts, fragments.count());
  }

  private static long[] words(byte[] table, int width) {
    ByteBuffer in = ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN);
    long[] words = new long[table.length / width];
    for (int i = 0; i < words.length; i++) {
      words[i] = width == 8 ? in.getLong() : Integer.toUnsignedLong(in.getInt());
    }
    return words;
  }

  private static int[] ascending(int frames) {
    int[] firsts = new int[frames];
    Arrays.setAll(firsts, i -> i);
    return firsts;
  }

  /** Offsets count from the first byte of the item tag of the first fragment. */
  private static int @Nullable [] fromTable(long[] table, Value.Fragments fragments, int frames) {
    if (table.length != frames || table[0] != 0) {
      return null;
    }
    int[] firsts = new int[frames];
    int fragment = 0;
    for (int frame = 0; frame < frames; frame++) {
      while (fragment < fragments.count() && relative(fragments, fragment) < table[frame]) {
        fragment++;
      }
      boolean hit = fragment < fragments.count() && relative(fragments, fragment) == table[frame];
      if (!hit || (frame > 0 && fragment == firsts[frame - 1])) {
        return null;
      }
      firsts[frame] = fragment;
    }
    return firsts;
  }

  private static long relative(Value.Fragments fragments, int fragment) {
    return fragments.offset(fragment) - fragments.offset(0);
  }

  private static int[] fromStreams(Value.Fragments fragments, int frames, PositionedBytes bytes)
      throws IOException {
    int[] firsts = new int[frames];
    int found = 0;
    for (int i = 0; i < fragments.count(); i++) {
      if (fragments.fragmentLength(i) >= 2 && startsStream(bytes.read(fragments.offset(i), 2))) {
        if (found < frames) {
          firsts[found] = i;
        }
        found++;
      }
    }
    if (found != frames || firsts[0] != 0) {
      throw new DicomFormatException(
          "expected "
              + frames
              + " frames in "
              + fragments.count()
              + " fragments without a usable offset table, found "
              + found
              + " that begin a stream");
    }
    return firsts;
  }

  private static boolean startsStream(byte[] marker) {
    int word = (marker[0] & 0xFF) << 8 | (marker[1] & 0xFF);
    return word == 0xFFD8 || word == 0xFF4F;
  }
}
