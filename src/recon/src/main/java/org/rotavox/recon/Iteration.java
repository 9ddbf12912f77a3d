package org.rotavox.recon;

/**
 * How an iterative reconstruction goes about it.
 *
 * @param iterations passes over all views, 1 to 1000
 * @param subsets parts into which the views are dealt; the volume is corrected after each, 1 to 500
 * @param relaxation part of each correction that is applied, above 0 to 2
 * @param tvWeight how much total variation is taken away after each pass, as a part of what the
 *     pass changed; 0 = none, up to 1
 */
public record Iteration(int iterations, int subsets, double relaxation, double tvWeight) {

  public static final int MOST_ITERATIONS = 1000;
  public static final int MOST_SUBSETS = 500;
  public static final double MOST_RELAXATION = 2;

  /** Twenty passes of eight subsets, whole corrections, smoothed. */
  public static final Iteration STANDARD = new Iteration(20, 8, 1, 0.6);

  public Iteration {
    if (iterations < 1
        || iterations > MOST_ITERATIONS
        || subsets < 1
        || subsets > MOST_SUBSETS
        || !(relaxation > 0 && relaxation <= MOST_RELAXATION)
        || !(tvWeight >= 0 && tvWeight <= 1)) {
      throw new IllegalArgumentException(
          "iterations "
              + iterations
              + ", subsets "
              + subsets
              + ", relaxation "
              + relaxation
              + ", weight of total variation "
              + tvWeight);
    }
  }
}
