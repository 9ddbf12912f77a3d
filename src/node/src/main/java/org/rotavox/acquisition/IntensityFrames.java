package org.rotavox.acquisition;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.rotavox.acquisition.intensity.IntensityScale;
import org.rotavox.acquisition.orbit.PixelMap;
import org.rotavox.dataset.DicomFormatException;
import org.rotavox.recon.AirLevels;
import org.rotavox.recon.FrameSource;

/**
 * The frames of a run as linear intensity in the orientation of its trajectory, computed when they
 * are asked for. A frame that is constant or saturated is refused here once more: of long
 * compressed runs not all were looked at before.
 */
final class IntensityFrames implements FrameSource {

  private final StoredFrames stored;
  private final IntensityScale scale;
  private final PixelMap map;
  private final int storedColumns;
  private final int storedPixels;
  private final boolean[] blanked;
  private final double unattenuated;

  /**
   * Creates the source.
   *
   * @param map from the stored image to the trajectory's
   * @param blanked pixels of the stored image that hold no radiation; empty = none
   * @param unattenuatedValue the stored value where nothing attenuates; empty = not known
   */
  IntensityFrames(
      StoredFrames stored,
      IntensityScale scale,
      PixelMap map,
      int storedColumns,
      boolean[] blanked,
      OptionalInt unattenuatedValue) {
    this.unattenuated =
        unattenuatedValue.isPresent() ? scale.intensity(unattenuatedValue.getAsInt()) : 0;
    this.stored = stored;
    this.scale = scale;
    this.map = map;
    this.storedColumns = storedColumns;
    this.storedPixels = map.columns() * map.rows();
    this.blanked = blanked;
  }

  @Override
  public int frames() {
    return stored.count();
  }

  @Override
  public AirLevels air() {
    return unattenuated > 0 ? AirLevels.stated(unattenuated, frames()) : AirLevels.IN_EACH;
  }

  @Override
  public void readIntensities(int frame, float[] out) throws IOException {
    int[] values = new int[storedPixels];
    stored.read(frame, values);
    Optional<FrameLevels.Flaw> flaw =
        FrameLevels.of(values, blanked).flaw(frame, stored.describe());
    if (flaw.isPresent()) {
      throw new DicomFormatException(flaw.get().sentence() + ": it is no projection");
    }
    int target = 0;
    for (int r = 0; r < map.rows(); r++) {
      for (int c = 0; c < map.columns(); c++) {
        int source = map.oldRow(c, r) * storedColumns + map.oldColumn(c, r);
        out[target++] =
            blanked.length > 0 && blanked[source] ? Float.NaN : scale.intensity(values[source]);
      }
    }
  }
}
