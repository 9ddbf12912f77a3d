package org.rotavox.result.surface;

import java.util.Arrays;
import org.rotavox.recon.Workers;

/**
 * What it costs to collapse each edge of a mesh that is being reduced. An edge is known by the
 * corner of a triangle at which it starts; a triangle that is gone has corners −1.
 */
final class EdgePrices {

  /** Triangles that one task prices. */
  private static final int TASK_TRIANGLES = 1 << 14;

  /** Classes of prices: exponent and seven bits of the fraction. */
  private static final int CLASS_SHIFT = 16;

  private final int[] corners;
  private final float[] points;
  private final Quadrics quadrics;
  private final int threads;

  /** The price of the edge that starts at a corner; NaN where the other direction is priced. */
  private final float[] prices;

  /** The arrays are live: they are read anew each time. */
  EdgePrices(int[] corners, float[] points, Quadrics quadrics, int threads) {
    this.threads = threads;
    this.corners = corners;
    this.points = points;
    this.quadrics = quadrics;
    this.prices = new float[corners.length];
  }

  private void price() {
    int tasks = (corners.length / 3 + TASK_TRIANGLES - 1) / TASK_TRIANGLES;
    Workers.forEach(
        threads,
        tasks,
        task ->
            price(
                3 * TASK_TRIANGLES * task,
                Math.min(corners.length, 3 * TASK_TRIANGLES * (task + 1))));
  }

  /** In a closed mesh every edge comes twice, once in each direction: the rising one is priced. */
  private void price(int from, int to) {
    Quadrics.Solver own = quadrics.solver(points);
    double[] anywhere = new double[3];
    for (int t = from; t < to; t += 3) {
      for (int c = t; c < t + 3; c++) {
        int a = corners[c];
        int b = corners[next(c)];
        prices[c] = a < b ? (float) own.meetingPoint(a, b, anywhere) : Float.NaN;
      }
    }
  }

  /** Returns the corner that follows in the triangle. */
  static int next(int corner) {
    return corner % 3 == 2 ? corner - 2 : corner + 1;
  }

  /** Returns the corner at which a priced edge starts. */
  static int corner(long edge) {
    return (int) edge;
  }

  /**
   * Prices all edges that are left and returns the cheapest of them, sorted: the price in the upper
   * half, in the lower half the corner that it starts at.
   *
   * @param part about one edge of so many is returned
   */
  long[] cheapest(int part) {
    price();
    int[] classes = new int[(Integer.MAX_VALUE >>> CLASS_SHIFT) + 1];
    int edges = 0;
    for (float price : prices) {
      if (price >= 0) {
        classes[Float.floatToRawIntBits(price + 0f) >>> CLASS_SHIFT]++;
        edges++;
      }
    }
    int limit = 0;
    int count = classes[0];
    while (count < edges / part) {
      count += classes[++limit];
    }
    long[] cheapest = new long[count];
    int length = 0;
    for (int c = 0; c < prices.length; c++) {
      int bits = Float.floatToRawIntBits(prices[c] + 0f);
      if (prices[c] >= 0 && bits >>> CLASS_SHIFT <= limit) {
        cheapest[length++] = (long) bits << Integer.SIZE | c;
      }
    }
    Arrays.parallelSort(cheapest);
    return cheapest;
  }
}
