package org.rotavox.recon.fdk;

import org.jtransforms.fft.FloatFFT_1D;
import org.rotavox.recon.FilterWindow;

/**
 * The ramp filter of filtered back-projection, along rows, by FFT.
 *
 * <p>Its response is the transform of the band-limited kernel {@code h(0) = 1/(4τ²)}, {@code h(n) =
 * −1/(πnτ)²} for odd n, 0 for even n (Kak and Slaney, 1988, equation 61), not the sampled ramp: the
 * latter is 0 at frequency 0 and shifts the whole volume. Rows are zero-padded so that the
 * convolution does not wrap around. Two rows are filtered at once, as real and imaginary part.
 *
 * <p>Not thread-safe: one for each thread.
 */
public final class RampFilter {

  private final int length;
  private final float[] response;
  private final float[] pair;
  private final FloatFFT_1D transform;

  /**
   * @param columns values of an extended row
   * @param used how far apart an input and an output that matters are at most, columns
   * @param columnMm column spacing τ at the depth of the isocentre
   */
  public RampFilter(int columns, int used, double columnMm, FilterWindow window, double cutoff) {
    this.length = fastLength(Math.max(columns, 2 * used));
    this.transform = new FloatFFT_1D(length);
    this.pair = new float[2 * length];
    this.response = response(length, columnMm, window, cutoff, transform);
  }

  /** Returns the smallest 2^a or 3·2^a that is not smaller. */
  public static int fastLength(int atLeast) {
    int power = Math.max(8, Integer.highestOneBit(Math.max(1, atLeast - 1)) * 2);
    return power / 4 * 3 >= atLeast ? power / 4 * 3 : power;
  }

  private static float[] response(
      int n, double columnMm, FilterWindow window, double cutoff, FloatFFT_1D transform) {
    float[] kernel = new float[2 * n];
    for (int i = 0; i < n; i++) {
      int distance = Math.min(i, n - i);
      if (distance == 0) {
        kernel[0] = (float) (1 / (4 * columnMm));
      } else if (distance % 2 == 1) {
        kernel[2 * i] =
            (float) (-1 / (Math.PI * Math.PI * distance * (double) distance * columnMm));
      }
    }
    transform.complexForward(kernel);
    float[] response = new float[n];
    for (int i = 0; i < n; i++) {
      double fraction = 2.0 * Math.min(i, n - i) / n / cutoff;
      response[i] = (float) (kernel[2 * i] * window.factor(fraction));
    }
    return response;
  }

  /**
   * Filters two rows in place.
   *
   * @param a one row
   * @param b another row; may be the same array
   * @param columns values of each row
   */
  public void apply(float[] a, float[] b, int columns) {
    for (int i = 0; i < columns; i++) {
      pair[2 * i] = a[i];
      pair[2 * i + 1] = b[i];
    }
    java.util.Arrays.fill(pair, 2 * columns, pair.length, 0);
    transform.complexForward(pair);
    for (int i = 0; i < length; i++) {
      pair[2 * i] *= response[i];
      pair[2 * i + 1] *= response[i];
    }
    transform.complexInverse(pair, true);
    for (int i = 0; i < columns; i++) {
      a[i] = pair[2 * i];
      b[i] = pair[2 * i + 1];
    }
  }
}
