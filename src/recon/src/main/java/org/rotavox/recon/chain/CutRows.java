package org.rotavox.recon.chain;

import java.io.IOException;
import org.rotavox.geometry.DetectorGrid;

/** Whether the object reaches beyond the ends of the detector's rows, as a few views tell. */
public final class CutRows {

  private static final int LOOKED_AT = 9;

  /** Line integrals above this at the end of a row: the object goes on beyond it. */
  private static final double AIR = 0.05;

  /** Columns whose mean is looked at: noise of single pixels decides nothing. */
  private static final int COLUMNS = 4;

  /** Fewer cut rows than this part of a view do no harm. */
  private static final double TOLERATED = 0.1;

  private CutRows() {}

  /** Returns true if in any of the views looked at more than a tenth of the rows is cut. */
  public static boolean any(PreparedRun run) throws IOException {
    DetectorGrid detector = run.detector();
    int frames = run.views();
    int looks = Math.min(LOOKED_AT, frames);
    float[] image = new float[detector.rows() * detector.columns()];
    for (int n = 0; n < looks; n++) {
      int view = (int) ((long) n * (frames - 1) / Math.max(1, looks - 1));
      run.readLineIntegrals(view, image);
      int cut = 0;
      for (int row = 0; row < detector.rows(); row++) {
        cut += isCut(image, row * detector.columns(), detector.columns()) ? 1 : 0;
      }
      if (cut > TOLERATED * detector.rows()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isCut(float[] image, int start, int columns) {
    int first = 0;
    while (first < columns && Float.isNaN(image[start + first])) {
      first++;
    }
    int last = columns - 1;
    while (last > first && Float.isNaN(image[start + last])) {
      last--;
    }
    return last - first > 2 * COLUMNS
        && (mean(image, start + first) > AIR || mean(image, start + last - COLUMNS + 1) > AIR);
  }

  private static double mean(float[] image, int from) {
    double sum = 0;
    for (int i = from; i < from + COLUMNS; i++) {
      sum += image[i];
    }
    return sum / COLUMNS;
  }
}
