package org.rotavox.recon.detector;

/**
 * A filtered view on its virtual detector, ready to be back-projected. For voxel (i, j, k):
 *
 * <pre>
 *   w = c0 + c1·i + c2·j          U = (c3 + c4·i + c5·j) / w
 *   V = c6 + (c7 + c8·k) / w      volume(i, j, k) += bilinear(U, V) / w²
 * </pre>
 */
public final class RectifiedView {

  /** Number of coefficients of a view. */
  public static final int COEFFICIENTS = 9;

  private final float[] data;
  private final float[] coefficients;

  public RectifiedView(float[] data, float[] coefficients) {
    this.data = data;
    this.coefficients = coefficients;
  }

  /** Returns the values, column by column: (U, V) is at U·rows + V. The live array, not a copy. */
  public float[] data() {
    return data;
  }

  /** Returns c0 to c8. The live array, not a copy. */
  public float[] coefficients() {
    return coefficients;
  }
}
