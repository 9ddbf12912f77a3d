package org.rotavox.recon.cpu;

/**
 * The columns of a volume whose footprints reach one column of a virtual detector: a strip across
 * the volume, visited along the axis that the rays follow.
 */
final class Strip {

  private final float[] c;
  private final int column;
  private final boolean alongY;
  private final int across;

  /**
   * @param c coefficients of the view
   * @param column the detector column
   */
  Strip(float[] c, int column, int sizeX, int sizeY) {
    this.c = c;
    this.column = column;
    this.alongY = Math.abs(c[4]) >= Math.abs(c[5]);
    this.across = alongY ? sizeX : sizeY;
  }

  /** Returns whether the strip is visited y by y (true) or x by x. */
  boolean alongY() {
    return alongY;
  }

  /** Returns the first index across that may lie in the strip, at a place along it. */
  int first(int along) {
    return (int) Math.max(0, Math.ceil(Math.min(edge(along, -1), edge(along, 1)) - 0.01));
  }

  /** Returns the last such index. */
  int last(int along) {
    return (int)
        Math.min(across - 1.0, Math.floor(Math.max(edge(along, -1), edge(along, 1)) + 0.01));
  }

  /** Returns where U = column + side: {@code c3 + c4 i + c5 j = U · (c0 + c1 i + c2 j)}. */
  private double edge(int along, int side) {
    double u = column + side;
    return alongY
        ? (u * (c[0] + c[2] * (double) along) - c[3] - c[5] * (double) along) / (c[4] - u * c[1])
        : (u * (c[0] + c[1] * (double) along) - c[3] - c[4] * (double) along) / (c[5] - u * c[2]);
  }
}
