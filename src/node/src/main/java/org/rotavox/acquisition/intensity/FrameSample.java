package org.rotavox.acquisition.intensity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a few decoded frames look like: enough to tell constant, saturated and repeated images, the
 * direction of the grey scale, and its kind. Holds figures, no images.
 */
public final class FrameSample {

  private static final double EDGE_SHARE = 0.025;
  private static final double MIDDLE_SHARE = 0.2;

  /** Left, right, middle, above, below, and the outermost of what moves. */
  private static final int ZONES = 6;

  private static final int MOVING = 5;

  private final int columns;
  private final int rows;
  private final List<Frame> frames = new ArrayList<>();

  /** Creates an empty sample of images of this size. */
  public FrameSample(int columns, int rows) {
    this.columns = columns;
    this.rows = rows;
  }

  /** Returns a sample of frames whose figures are known. */
  public static FrameSample of(int columns, int rows, List<Frame> figures) {
    FrameSample sample = new FrameSample(columns, rows);
    sample.frames.addAll(figures);
    return sample;
  }

  /**
   * Figures of one frame; all in stored values, pixels outside of shutters and collimators only.
   *
   * @param index the frame
   * @param min smallest value
   * @param max largest value
   * @param low 1st percentile
   * @param high 99th percentile
   * @param leftEdge mean of the leftmost columns
   * @param rightEdge mean of the rightmost columns
   * @param upperEdge mean of the uppermost rows
   * @param lowerEdge mean of the lowermost rows
   * @param middle mean of the middle columns
   * @param movingEdge mean of the outermost columns of what changes during the run; NaN if nothing
   *     does
   * @param atMin share of pixels that have the smallest value
   * @param atMax share of pixels that have the largest value
   * @param hash of all values
   */
  public record Frame(
      int index,
      int min,
      int max,
      int low,
      int high,
      double leftEdge,
      double rightEdge,
      double upperEdge,
      double lowerEdge,
      double middle,
      double movingEdge,
      double atMin,
      double atMax,
      int hash) {}

  /**
   * Adds a frame.
   *
   * @param index its number, from 0
   * @param values stored values, row by row
   * @param blanked pixels to leave out; empty = none
   * @param still pixels that hardly change during the run: the edges leave them out too; empty =
   *     none
   */
  public void add(int index, int[] values, boolean[] blanked, boolean[] still) {
    int[] seen = new int[values.length];
    int n = 0;
    double[] sums = new double[ZONES];
    long[] counts = new long[ZONES];
    Open open = Open.of(columns, rows, blanked, new boolean[0]);
    Open moving = Open.of(columns, rows, blanked, still);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        int i = r * columns + c;
        if (holds(blanked, i)) {
          continue;
        }
        seen[n++] = values[i];
        add(open.across(c, r), values[i], sums, counts);
        add(open.down(c, r), values[i], sums, counts);
        if (!holds(still, i) && Open.isEdge(moving.across(c, r))) {
          add(MOVING, values[i], sums, counts);
        }
      }
    }
    frames.add(figures(index, Arrays.copyOf(seen, n), sums, counts));
  }

  private static boolean holds(boolean[] marked, int pixel) {
    return marked.length > 0 && marked[pixel];
  }

  private static void add(int zone, int value, double[] sums, long[] counts) {
    if (zone >= 0) {
      sums[zone] += value;
      counts[zone]++;
    }
  }

  /** The rectangle about what is not blanked, and the zones at its edges and in its middle. */
  private record Open(int left, int right, int upper, int lower) {

    static Open of(int columns, int rows, boolean[] blanked, boolean[] still) {
      if (blanked.length == 0 && still.length == 0) {
        return new Open(0, columns - 1, 0, rows - 1);
      }
      int left = columns;
      int right = -1;
      int upper = rows;
      int lower = -1;
      for (int i = 0; i < columns * rows; i++) {
        if (!holds(blanked, i) && !holds(still, i)) {
          left = Math.min(left, i % columns);
          right = Math.max(right, i % columns);
          upper = Math.min(upper, i / columns);
          lower = Math.max(lower, i / columns);
        }
      }
      return new Open(left, right, upper, lower);
    }

    static boolean isEdge(int zone) {
      return zone == 0 || zone == 1;
    }

    /** Left 0, right 1, middle 2, else −1. */
    int across(int c, int r) {
      int quarter = (lower - upper + 1) / 4;
      if (r < upper + quarter || r > lower - quarter) {
        return -1;
      }
      double width = right - left + 1.0;
      int edge = Math.max(1, (int) (width * EDGE_SHARE));
      if (c < left + edge || c > right - edge) {
        return c < left + edge ? 0 : 1;
      }
      double place = (c - left) / width;
      return place >= 0.5 - MIDDLE_SHARE / 2 && place < 0.5 + MIDDLE_SHARE / 2 ? 2 : -1;
    }

    /** Above 3, below 4, else −1. */
    int down(int c, int r) {
      int quarter = (right - left + 1) / 4;
      int edge = Math.max(1, (int) ((lower - upper + 1) * EDGE_SHARE));
      if (c < left + quarter || c > right - quarter || (r >= upper + edge && r <= lower - edge)) {
        return -1;
      }
      return r < upper + edge ? 3 : 4;
    }
  }

  private static Frame figures(int index, int[] seen, double[] sums, long[] zoneCounts) {
    int hash = Arrays.hashCode(seen);
    int n = seen.length;
    if (n == 0) {
      return new Frame(index, 0, 0, 0, 0, 0, 0, 0, 0, 0, Double.NaN, 1, 1, hash);
    }
    int min = Arrays.stream(seen).min().getAsInt();
    int max = Arrays.stream(seen).max().getAsInt();
    int[] counts = new int[Math.addExact(Math.subtractExact(max, min), 1)];
    for (int value : seen) {
      counts[value - min]++;
    }
    return new Frame(
        index,
        min,
        max,
        min + rank(counts, n / 100),
        min + rank(counts, n - 1 - n / 100),
        sums[0] / Math.max(1, zoneCounts[0]),
        sums[1] / Math.max(1, zoneCounts[1]),
        sums[3] / Math.max(1, zoneCounts[3]),
        sums[4] / Math.max(1, zoneCounts[4]),
        sums[2] / Math.max(1, zoneCounts[2]),
        sums[MOVING] / zoneCounts[MOVING],
        (double) counts[0] / n,
        (double) counts[max - min] / n,
        hash);
  }

  /** Returns which value is the one of a rank, counted from the smallest, from 0. */
  private static int rank(int[] counts, int rank) {
    int value = 0;
    int left = rank;
    while (left >= counts[value]) {
      left -= counts[value++];
    }
    return value;
  }

  /** Returns the frames added so far. */
  public List<Frame> frames() {
    return List.copyOf(frames);
  }

  int smallest() {
    return frames.stream().mapToInt(Frame::min).min().orElse(0);
  }

  int largest() {
    return frames.stream().mapToInt(Frame::max).max().orElse(0);
  }

  /**
   * Returns by how much the outermost of what changes during the run is brighter (in stored values)
   * than the middle, as a share of the range of the frame; the median of all frames; 0 if nothing
   * changes. There the object is thinnest, or air shows beside it: it tells which end of the grey
   * scale is radiation. Pixels that stand still may be a border, and tell nothing.
   */
  double edgeOverMiddle() {
    return median(
        frames.stream()
            .filter(f -> !Double.isNaN(f.movingEdge()))
            .mapToDouble(f -> (f.movingEdge() - f.middle()) / Math.max(1, f.high() - f.low()))
            .toArray());
  }

  /** Returns the 99th percentile divided by the 1st; the median of all frames. */
  double percentileRatio() {
    return median(frames.stream().mapToDouble(f -> f.high() / Math.max(1.0, f.low())).toArray());
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values.length == 0 ? 0 : values[values.length / 2];
  }
}
