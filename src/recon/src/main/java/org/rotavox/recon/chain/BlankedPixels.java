package org.rotavox.recon.chain;

import java.util.List;
import org.rotavox.recon.StepRecord;

/**
 * Bridges blanked pixels inside a row linearly. Blanked ends of a row stay blanked: there the row
 * is truncated, and {@link RowExtension} continues it.
 */
public final class BlankedPixels implements FrameStep {

  private final int columns;

  public BlankedPixels(int columns) {
    this.columns = columns;
  }

  @Override
  public List<StepRecord> records() {
    return List.of(StepRecord.of("blanked-pixels", "bridges blanked pixels inside a row"));
  }

  @Override
  public void apply(int view, float[] image) {
    for (int start = 0; start < image.length; start += columns) {
      bridge(image, start, start + columns);
    }
  }

  private static void bridge(float[] image, int start, int end) {
    int lastValid = -1;
    for (int i = start; i < end; i++) {
      if (Float.isNaN(image[i])) {
        continue;
      }
      if (lastValid >= 0 && i - lastValid > 1) {
        float step = (image[i] - image[lastValid]) / (i - lastValid);
        for (int j = lastValid + 1; j < i; j++) {
          image[j] = image[lastValid] + step * (j - lastValid);
        }
      }
      lastValid = i;
    }
  }
}
