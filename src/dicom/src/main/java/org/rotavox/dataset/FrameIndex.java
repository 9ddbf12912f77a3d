package org.rotavox.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rotavox.dataset.codec.Jp2Boxes;

/**
 * Which fragments make up which frame (PS3.5 A.4 and table A.4-1).
 *
 * <p>Tried in this order: the Extended Offset Table (PS3.3 C.7.6.3.1.8); the Basic Offset Table;
 * one fragment a frame; a single frame; the fragments that begin like a JPEG or JPEG 2000 stream. A
 * table that points beside the fragments is passed over.
 */
final class FrameIndex {

  private static final int JP2_MARK_BYTES = 8;

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
    int tableBytes = (int) Math.min(Integer.MAX_VALUE, 8L * frames);
    byte[] extended = dataSet.getBytes(Tag.ExtendedOffsetTable, tableBytes);
    int[] firsts = fromTable(words(extended, 8), fragments, frames);
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

  /**
   * By the marks of a stream's begin; where there are too many, one counts only behind the mark of
   * an end: the bytes of a begin can stand anywhere inside a stream.
   */
  private static int[] fromStreams(Value.Fragments fragments, int frames, PositionedBytes bytes)
      throws IOException {
    List<Integer> begins = new ArrayList<>();
    List<Integer> behindAnEnd = new ArrayList<>();
    for (int i = 0; i < fragments.count(); i++) {
      if (startsStream(fragments, i, bytes)) {
        begins.add(i);
        if (i == 0 || endsStream(fragments, i - 1, bytes)) {
          behindAnEnd.add(i);
        }
      }
    }
    List<Integer> found = begins.size() == frames ? begins : behindAnEnd;
    if (found.size() != frames || found.get(0) != 0) {
      throw new DicomFormatException(
          "expected "
              + frames
              + " frames in "
              + fragments.count()
              + " fragments without a usable offset table, found "
              + begins.size()
              + " that begin a stream");
    }
    return found.stream().mapToInt(Integer::intValue).toArray();
  }

  private static boolean startsStream(Value.Fragments fragments, int i, PositionedBytes bytes)
      throws IOException {
    int length = (int) Math.min(JP2_MARK_BYTES, fragments.fragmentLength(i));
    if (length < 2) {
      return false;
    }
    byte[] start = bytes.read(fragments.offset(i), length);
    int word = (start[0] & 0xFF) << 8 | (start[1] & 0xFF);
    return word == 0xFFD8 || word == 0xFF4F || Jp2Boxes.begin(start);
  }

  /** JPEG and JPEG 2000 have the same end marker; a byte of padding may follow it. */
  private static boolean endsStream(Value.Fragments fragments, int i, PositionedBytes bytes)
      throws IOException {
    long length = fragments.fragmentLength(i);
    if (length < 3) {
      return false;
    }
    byte[] end = bytes.read(fragments.offset(i) + length - 3, 3);
    return isEnd(end[1], end[2]) || (end[2] == 0 && isEnd(end[0], end[1]));
  }

  private static boolean isEnd(byte first, byte second) {
    return (first & 0xFF) == 0xFF && (second & 0xFF) == 0xD9;
  }
}
