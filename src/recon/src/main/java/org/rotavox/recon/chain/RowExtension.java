package org.rotavox.recon.chain;

import java.util.Arrays;
import org.rotavox.recon.Truncation;

/**
 * Continues the rows of a truncated view beyond the detector, so that the ramp filter meets no step
 * there: the rim of the field of view would glow.
 *
 * <p>Mirror: {@code p(N+k) = (2·p(N) − p(N−k))} faded out by cos² (Ohnesorge et al., Med. Phys.
 * 27(1), 2000). Water cylinder: the shadow {@code 2μ·√(R² − x²)} whose value and slope at the row's
 * end are those of the row: {@code x = −p·p′/(4μ²)}, {@code R² = p²/(4μ²) + x²} (Hsieh et al., Med.
 * Phys. 31(9), 2004, equations 4 to 7).
 */
public final class RowExtension {

  /** Columns at the end of a row from which its value and slope there are fitted. */
  private static final int FITTED = 8;

  /** Line integrals below this at the end of a row: the row is not truncated there. */
  private static final double AIR = 0.02;

  private final Truncation truncation;
  private final int columns;
  private final int margin;
  private final double columnMm;
  private final double waterPerMm;

  /**
   * @param margin columns by which a row is continued on either side
   * @param columnMm column spacing at the depth of the isocentre
   */
  public RowExtension(
      Truncation truncation, int columns, int margin, double columnMm, double waterPerMm) {
    this.truncation = truncation;
    this.columns = columns;
    this.margin = margin;
    this.columnMm = columnMm;
    this.waterPerMm = waterPerMm;
  }

  /** Returns the margin that a treatment of truncated rows needs, columns. */
  public static int marginFor(Truncation truncation, int columns) {
    return switch (truncation) {
      case NONE -> 0;
      case AUTO, MIRROR, WATER_CYLINDER -> columns / 2;
    };
  }

  /**
   * Writes a row with its continuation on both sides.
   *
   * @param image the view's line integrals; NaN at a row's end = blanked
   * @param start index of the row's first value
   * @param out receives margin + columns + margin values; all of them are finite
   * @return false if the row holds less than two valid values: then all that is received is 0
   */
  public boolean extend(float[] image, int start, float[] out) {
    Arrays.fill(out, 0, columns + 2 * margin, 0);
    int first = firstValid(image, start);
    int last = lastValid(image, start, first);
    if (first >= last) {
      return false;
    }
    System.arraycopy(image, start + first, out, margin + first, last - first + 1);
    switch (truncation) {
      case NONE -> {}
      case MIRROR -> {
        mirror(out, margin + first, -1, last - first);
        mirror(out, margin + last, 1, last - first);
      }
      case AUTO, WATER_CYLINDER -> {
        cylinder(out, margin + first, -1, last - first);
        cylinder(out, margin + last, 1, last - first);
      }
    }
    return true;
  }

  private int room(int end, int direction) {
    return direction < 0 ? end : columns + 2 * margin - 1 - end;
  }

  private void mirror(float[] row, int end, int direction, int valid) {
    int reach = Math.min(room(end, direction), valid);
    double edge = fit(row, end, direction, valid)[0];
    for (int k = 1; k <= reach; k++) {
      double fade = Math.cos(Math.PI / 2 * k / (reach + 1));
      double mirrored = Math.max(0, 2 * edge - row[end - direction * k]);
      row[end + direction * k] = (float) (mirrored * fade * fade);
    }
  }

  private void cylinder(float[] row, int end, int direction, int valid) {
    Cylinder fitted = fitCylinder(row, end, direction, valid);
    int reach = room(end, direction);
    for (int k = 1; k <= reach; k++) {
      double x = fitted.atMm + k * columnMm;
      double rest = fitted.radiusSquared - x * x;
      if (rest <= 0) {
        return;
      }
      row[end + direction * k] = (float) (2 * waterPerMm * Math.sqrt(rest));
    }
  }

  /**
   * A cylinder of water behind the end of a row.
   *
   * @param atMm how far the row's end lies from its middle
   * @param radiusSquared of the cylinder; 0 = the row is not truncated
   */
  private record Cylinder(double atMm, double radiusSquared) {

    static final Cylinder NONE = new Cylinder(0, 0);

    double beyondMm() {
      return Math.max(0, Math.sqrt(radiusSquared) - atMm);
    }
  }

  /**
   * The squares of a cylinder's shadow are a parabola, so value and slope are those of the squares
   * in the middle of the fitted columns.
   */
  private Cylinder fitCylinder(float[] row, int end, int direction, int valid) {
    int n = Math.min(FITTED, valid + 1);
    double middle = (n - 1) / 2.0;
    double squares = 0;
    double moment = 0;
    double spread = 0;
    double edge = 0;
    for (int k = 0; k < n; k++) {
      double value = row[end - direction * k];
      edge += value / n;
      squares += value * value / n;
      moment += (middle - k) * value * value;
      spread += (middle - k) * (middle - k);
    }
    if (edge < AIR) {
      return Cylinder.NONE;
    }
    double four = 4 * waterPerMm * waterPerMm;
    double slopePerMm = spread > 0 ? moment / spread / columnMm : 0;
    double at = Math.max(0, -slopePerMm / (2 * four));
    double radiusSquared = squares / four + at * at + columnMm * columnMm * (n * n - 1.0) / 12;
    return new Cylinder(at + middle * columnMm, radiusSquared);
  }

  /**
   * How far the object reaches beyond both ends of a row, as far as a cylinder of water tells.
   *
   * @param leftMm beyond the first valid column, millimetres at the isocentre; 0 = not at all
   * @param rightMm beyond the last one
   */
  public record Beyond(double leftMm, double rightMm) {}

  /**
   * Returns how far the object reaches beyond both ends of a row.
   *
   * @param image the view's line integrals; NaN at a row's end = blanked
   * @param start index of the row's first value
   */
  public Beyond beyond(float[] image, int start) {
    int first = firstValid(image, start);
    int last = lastValid(image, start, first);
    if (first >= last) {
      return new Beyond(0, 0);
    }
    return new Beyond(
        fitCylinder(image, start + first, -1, last - first).beyondMm(),
        fitCylinder(image, start + last, 1, last - first).beyondMm());
  }

  private int firstValid(float[] image, int start) {
    int first = 0;
    while (first < columns && Float.isNaN(image[start + first])) {
      first++;
    }
    return first;
  }

  private int lastValid(float[] image, int start, int first) {
    int last = columns - 1;
    while (last > first && Float.isNaN(image[start + last])) {
      last--;
    }
    return last;
  }

  /** Returns value and slope (per column, outwards) at the row's end, by a straight line. */
  private static double[] fit(float[] row, int end, int direction, int valid) {
    int n = Math.min(FITTED, valid + 1);
    double sum = 0;
    double moment = 0;
    double spread = 0;
    double middle = (n - 1) / 2.0;
    for (int k = 0; k < n; k++) {
      double value = row[end - direction * k];
      sum += value;
      moment += (middle - k) * value;
      spread += (middle - k) * (middle - k);
    }
    double slope = spread > 0 ? moment / spread : 0;
    return new double[] {sum / n + slope * middle, slope};
  }
}
