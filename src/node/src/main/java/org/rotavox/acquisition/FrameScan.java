package org.rotavox.acquisition;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.rotavox.acquisition.intensity.IntensityScale;
import org.rotavox.dataset.DicomFormatException;
import org.rotavox.dataset.PixelDescription;
import org.rotavox.model.ObstacleCode;

/**
 * Looks at every frame of a run that could be reconstructed: each must be there, decodable, an
 * image rather than a constant, not saturated and not the one before once more; and together they
 * must not contradict the geometry.
 *
 * <p>Of compressed runs beyond {@value #MOST_COMPRESSED_PIXELS} pixels evenly spaced frames are
 * looked at, as many as that; the others are when they are reconstructed, by {@link
 * IntensityFrames}.
 */
final class FrameScan {

  static final long MOST_COMPRESSED_PIXELS = 200_000_000;

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
        finding.unreadablePixels(e);
        return false;
      }
      Optional<FrameLevels.Flaw> flaw = FrameLevels.of(values, blanked).flaw(frame, layout);
      if (flaw.isPresent()) {
        finding.obstacle(flaw.get().code(), flaw.get().sentence());
        return false;
      }
      int hash = Arrays.hashCode(values);
      repeated += read > 0 && hash == before ? 1 : 0;
      before = hash;
      rays.take(frame, values, scale);
    }
    if (repeated > LARGEST_REPEATED_SHARE * read) {
      finding.obstacle(
          ObstacleCode.FRAMES_IDENTICAL,
          repeated + " of " + read + " frames are the same image as the one before");
      return false;
    }
    return true;
  }
}
