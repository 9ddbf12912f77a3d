package org.rotavox.acquisition;

import java.io.IOException;
import java.util.Arrays;
import org.rotavox.acquisition.intensity.IntensityScale;
import org.rotavox.dataset.DicomFormatException;
import org.rotavox.dataset.PixelDescription;
import org.rotavox.dataset.Tag;

/**
 * Looks at every frame of a run that could be reconstructed: each must be there, decodable, an
 * image rather than a constant, not saturated and not the one before once more; and together they
 * must not contradict the geometry.
 *
 * <p>Of compressed runs beyond {@value #MOST_COMPRESSED_PIXELS} pixels evenly spaced frames are
 * looked at, as many as that; the others when they are reconstructed.
 */
final class FrameScan {

  static final long MOST_COMPRESSED_PIXELS = 200_000_000;
  private static final double LARGEST_SATURATED_SHARE = 0.5;

  /** More neighbours that are the same image than this share: the detector stood still. */
  private static final double LARGEST_REPEATED_SHARE = 0.05;

  private final StoredFrames stored;
  private final PixelDescription layout;
  private final boolean[] blanked;
  private final Finding finding;

  /**
   * @param blanked pixels to leave out; empty = none
   */
  FrameScan(StoredFrames stored, PixelDescription layout, boolean[] blanked, Finding finding) {
    this.stored = stored;
    this.layout = layout;
    this.blanked = blanked;
    this.finding = finding;
  }

  /**
   * Looks at the frames, handing each to {@code rays}; ends with the first that is unusable, as an
   * obstacle.
   *
   * @param compressed true if looking at a frame takes time
   * @return true if all frames looked at are usable
   */
  boolean scan(boolean compressed, OppositeRays rays, IntensityScale scale) throws IOException {
    int[] values = new int[layout.pixels()];
    long pixels = (long) layout.pixels() * stored.count();
    int stride = compressed ? (int) (1 + pixels / MOST_COMPRESSED_PIXELS) : 1;
    int before = 0;
    int repeated = 0;
    int read = 0;
    for (int frame = 0; frame < stored.count(); frame += stride, read++) {
      try {
        stored.read(frame, values);
      } catch (DicomFormatException e) {
        finding.obstacle(
            "PIXELS_UNREADABLE",
            Tag.PixelData,
            String.valueOf(e.getMessage()),
            "send the run again; if it stays so, in another transfer syntax");
        return false;
      }
      if (!check(frame, values)) {
        return false;
      }
      int hash = Arrays.hashCode(values);
      repeated += read > 0 && hash == before ? 1 : 0;
      before = hash;
      rays.take(frame, values, scale);
    }
    if (repeated > LARGEST_REPEATED_SHARE * read) {
      finding.obstacle(
          "FRAMES_IDENTICAL",
          Tag.PixelData,
          repeated + " of " + read + " frames are the same image as the one before",
          "");
      return false;
    }
    return true;
  }

  private boolean check(int frame, int[] values) {
    int min = Integer.MAX_VALUE;
    int max = Integer.MIN_VALUE;
    int atMin = 0;
    int atMax = 0;
    int used = 0;
    for (int i = 0; i < values.length; i++) {
      if (blanked.length > 0 && blanked[i]) {
        continue;
      }
      int value = values[i];
      used++;
      if (value < min) {
        min = value;
        atMin = 0;
      }
      if (value > max) {
        max = value;
        atMax = 0;
      }
      atMin += value == min ? 1 : 0;
      atMax += value == max ? 1 : 0;
    }
    return check(finding, layout, frame, min, max, (double) atMin / used, (double) atMax / used);
  }

  /**
   * Adds an obstacle if a frame is constant or saturated.
   *
   * @param atMin share of the pixels that have the smallest value
   * @param atMax share of the pixels that have the largest value
   * @return true if it is neither
   */
  static boolean check(
      Finding finding,
      PixelDescription layout,
      int frame,
      int min,
      int max,
      double atMin,
      double atMax) {
    if (min >= max) {
      finding.obstacle(
          "FRAME_CONSTANT",
          Tag.PixelData,
          "frame " + (frame + 1) + " has the same value everywhere",
          "");
      return false;
    }
    int largest = (1 << (layout.bitsStored() - (layout.signed() ? 1 : 0))) - 1;
    boolean atLimit = max >= largest && atMax > LARGEST_SATURATED_SHARE;
    boolean atZero = min <= 0 && atMin > LARGEST_SATURATED_SHARE;
    if (atLimit || atZero) {
      finding.obstacle(
          "FRAME_SATURATED",
          Tag.PixelData,
          "in frame "
              + (frame + 1)
              + " "
              + Math.round(100 * (atLimit ? atMax : atMin))
              + " % of the pixels stand at the end of the scale",
          "");
      return false;
    }
    return true;
  }
}
