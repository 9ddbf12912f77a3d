package org.rotavox.recon;

/**
 * The settings of the iterative reconstruction (OS-SART: Wang and Jiang, J. X-Ray Sci. Technol.
 * 12(3), 2004) with optional total-variation smoothing after each iteration.
 *
 * @param count passes over all views; 0 = not iterative, plain FDK
 * @param subsets groups of views, each followed by an update of the volume
 * @param relaxation share of each correction that is applied, above 0, below 2
 * @param totalVariation strength of the smoothing, 0 = none, up to 1
 */
public record Iterations(int count, int subsets, double relaxation, double totalVariation) {

  /** Plain FDK. */
  public static final Iterations NONE = new Iterations(0, 1, 1, 0);

  private static final int MAXIMUM_COUNT = 200;
  private static final int MAXIMUM_SUBSETS = 1000;

  public Iterations {
    if (count < 0 || count > MAXIMUM_COUNT || subsets < 1 || subsets > MAXIMUM_SUBSETS) {
      throw new IllegalArgumentException(
          "expected 0 to "
              + MAXIMUM_COUNT
              + " iterations of 1 to "
              + MAXIMUM_SUBSETS
              + " subsets, got "
              + count
              + " of "
              + subsets);
    }
    if (!(relaxation > 0 && relaxation < 2) || !(totalVariation >= 0 && totalVariation <= 1)) {
      throw new IllegalArgumentException(
          "expected a relaxation between 0 and 2 and a total variation from 0 to 1, got "
              + relaxation
              + " and "
              + totalVariation);
    }
  }
}
