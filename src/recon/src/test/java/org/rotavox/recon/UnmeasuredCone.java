package org.rotavox.recon;

import org.jtransforms.fft.FloatFFT_3D;
import org.rotavox.geometry.Vector3;
import org.rotavox.geometry.VolumeGrid;

/**
 * What the views of a circle leave out of the small phantom, from its Fourier transform and without
 * any reconstruction.
 *
 * <p>At a point of height h over a circle of radius d, no plane whose normal makes an angle of less
 * than atan(h/d) with the axis meets the circle (Tuy, SIAM J. Appl. Math. 43(3), 1983): that cone
 * of frequencies is unknown there. The best linear reconstruction puts nothing in its place, and is
 * right otherwise.
 */
public final class UnmeasuredCone {

  private static final double WITHIN_MM = 40;
  private static final double SOURCE_MM = 785;
  private static final double SPACING_MM = 1.6;

  /** Twice as wide as the object: its periodic images must not reach into it. */
  private static final int SIZE = 192;

  private static final int FIRST = SIZE / 2 - (int) Math.ceil(WITHIN_MM / SPACING_MM);
  private static final int KEPT = SIZE - 2 * FIRST;
  private static final int SAMPLES = 6;
  private static final VolumeGrid GRID = grid();
  private static final FloatFFT_3D TRANSFORM = new FloatFFT_3D(SIZE, SIZE, SIZE);
  private static final float[] SPECTRUM = spectrum();

  private UnmeasuredCone() {}

  /** Returns the error of the best linear reconstruction within 40 mm of the isocentre. */
  public static Simulation.Deviation error(double secondaryDeg) {
    double radius = SOURCE_MM * Math.cos(Math.toRadians(secondaryDeg));
    double height = SOURCE_MM * Math.sin(Math.toRadians(secondaryDeg));
    float[] low = lost(Math.abs(height - WITHIN_MM) / radius);
    float[] middle = lost(height / radius);
    float[] high = lost((height + WITHIN_MM) / radius);
    double sum = 0;
    double squares = 0;
    int count = 0;
    for (int n = 0; n < middle.length; n++) {
      double x = GRID.x(FIRST + n % KEPT);
      double y = GRID.y(FIRST + n / KEPT % KEPT);
      double z = GRID.z(FIRST + n / (KEPT * KEPT));
      if (new Vector3(x, y, z).length() < WITHIN_MM) {
        double at = z / WITHIN_MM;
        double error =
            low[n] * at * (at - 1) / 2 + middle[n] * (1 - at * at) + high[n] * at * (at + 1) / 2;
        sum -= error;
        squares += error * error;
        count++;
      }
    }
    return new Simulation.Deviation(Math.sqrt(squares / count), sum / count);
  }

  private static VolumeGrid grid() {
    double first = -(SIZE - 1) / 2.0 * SPACING_MM;
    return new VolumeGrid(
        SIZE, SIZE, SIZE, SPACING_MM, SPACING_MM, SPACING_MM, new Vector3(first, first, first));
  }

  private static float[] spectrum() {
    Volume truth = Simulation.PHANTOM.truth(GRID, 2);
    float[] values = new float[2 * SIZE * SIZE * SIZE];
    for (int n = 0; n < SIZE * SIZE * SIZE; n++) {
      values[2 * n] = truth.slice(n / (SIZE * SIZE))[n % (SIZE * SIZE)] + 1000;
    }
    TRANSFORM.complexForward(values);
    return values;
  }

  /** Returns the part of the object within the cone, Hounsfield units, of the middle voxels. */
  private static float[] lost(double tangent) {
    float[] values = SPECTRUM.clone();
    for (int n = 0; n < SIZE * SIZE * SIZE; n++) {
      double share =
          inside(
              frequency(n % SIZE),
              frequency(n / SIZE % SIZE),
              frequency(n / (SIZE * SIZE)),
              tangent);
      values[2 * n] *= (float) share;
      values[2 * n + 1] *= (float) share;
    }
    TRANSFORM.complexInverse(values, true);
    float[] middle = new float[KEPT * KEPT * KEPT];
    for (int n = 0; n < middle.length; n++) {
      int i = FIRST + n % KEPT;
      int j = FIRST + n / KEPT % KEPT;
      int k = FIRST + n / (KEPT * KEPT);
      middle[n] = values[2 * ((k * SIZE + j) * SIZE + i)];
    }
    return middle;
  }

  private static int frequency(int n) {
    return n < SIZE / 2 ? n : n - SIZE;
  }

  /** Returns which share of a cell of frequencies lies in the cone. */
  private static double inside(int x, int y, int z, double tangent) {
    double beyond = Math.hypot(x, y) - Math.abs(z) * tangent;
    if (Math.abs(beyond) > 2) {
      return beyond > 0 ? 0 : 1;
    }
    int hits = 0;
    for (int s = 0; s < SAMPLES * SAMPLES * SAMPLES; s++) {
      int row = s / SAMPLES;
      int plane = row / SAMPLES;
      double dx = (s % SAMPLES + 0.5) / SAMPLES - 0.5;
      double dy = (row % SAMPLES + 0.5) / SAMPLES - 0.5;
      double dz = (plane + 0.5) / SAMPLES - 0.5;
      if (Math.hypot(x + dx, y + dy) < Math.abs(z + dz) * tangent) {
        hits++;
      }
    }
    return (double) hits / (SAMPLES * SAMPLES * SAMPLES);
  }
}
