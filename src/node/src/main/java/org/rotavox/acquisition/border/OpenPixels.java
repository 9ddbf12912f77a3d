package org.rotavox.acquisition.border;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The pixels that are not as the border is, and the convex hull of the largest patch of them. */
final class OpenPixels {

  private static final int MOST_OF_NINE = 5;

  private final int columns;
  private final int rows;
  private final boolean[] open;

  private OpenPixels(int columns, int rows, boolean[] open) {
    this.columns = columns;
    this.rows = rows;
    this.open = open;
  }

  /**
   * Finds them.
   *
   * @param least the level between border and picture
   */
  static OpenPixels of(PixelCourse course, Polarity polarity, double least) {
    int columns = course.columns();
    int rows = course.rows();
    boolean[] above = new boolean[columns * rows];
    for (int i = 0; i < above.length; i++) {
      above[i] = course.isOpen(i) && polarity.level(course, i) > least;
    }
    return new OpenPixels(columns, rows, largestPatch(mostOfNine(above, columns, rows), columns));
  }

  /** Pixels that most of their neighbours agree with: noise is gone, straight edges stay. */
  private static boolean[] mostOfNine(boolean[] above, int columns, int rows) {
    boolean[] kept = new boolean[above.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        int alike = 0;
        int there = 0;
        for (int y = Math.max(0, r - 1); y <= Math.min(rows - 1, r + 1); y++) {
          for (int x = Math.max(0, c - 1); x <= Math.min(columns - 1, c + 1); x++) {
            there++;
            alike += above[y * columns + x] ? 1 : 0;
          }
        }
        kept[r * columns + c] = above[r * columns + c] && alike * 9 >= MOST_OF_NINE * there;
      }
    }
    return kept;
  }

  private static boolean[] largestPatch(boolean[] open, int columns) {
    int[] patch = new int[open.length];
    int most = 0;
    int largest = 0;
    int patches = 0;
    for (int i = 0; i < open.length; i++) {
      if (open[i] && patch[i] == 0) {
        int size = flood(open, columns, i, ++patches, patch);
        if (size > most) {
          most = size;
          largest = patches;
        }
      }
    }
    boolean[] kept = new boolean[open.length];
    for (int i = 0; i < open.length; i++) {
      kept[i] = largest > 0 && patch[i] == largest;
    }
    return kept;
  }

  private static int flood(boolean[] open, int columns, int from, int number, int[] patch) {
    ArrayDeque<Integer> waiting = new ArrayDeque<>();
    patch[from] = number;
    waiting.add(from);
    int size = 0;
    while (!waiting.isEmpty()) {
      int i = waiting.remove();
      size++;
      int c = i % columns;
      int[] beside = {c > 0 ? i - 1 : -1, c < columns - 1 ? i + 1 : -1, i - columns, i + columns};
      for (int j : beside) {
        if (j >= 0 && j < open.length && open[j] && patch[j] == 0) {
          patch[j] = number;
          waiting.add(j);
        }
      }
    }
    return size;
  }

  /** A place in the image, in pixels. */
  record Place(int column, int row) {}

  /**
   * Returns the corners of the convex hull, clockwise on the screen (Andrew's monotone chain);
   * fewer than three if nothing is open.
   */
  List<Place> hull() {
    List<Place> ends = new ArrayList<>();
    for (int c = 0; c < columns; c++) {
      int first = -1;
      int last = -1;
      for (int r = 0; r < rows; r++) {
        if (open[r * columns + c]) {
          first = first < 0 ? r : first;
          last = r;
        }
      }
      if (first >= 0) {
        ends.add(new Place(c, first));
      }
      if (last > first) {
        ends.add(new Place(c, last));
      }
    }
    List<Place> hull = new ArrayList<>(half(ends));
    List<Place> reversed = new ArrayList<>(ends);
    Collections.reverse(reversed);
    hull.addAll(half(reversed));
    return hull;
  }

  private static List<Place> half(List<Place> ordered) {
    List<Place> chain = new ArrayList<>();
    for (Place p : ordered) {
      while (chain.size() >= 2
          && cross(chain.get(chain.size() - 2), chain.get(chain.size() - 1), p) <= 0) {
        chain.remove(chain.size() - 1);
      }
      chain.add(p);
    }
    return chain.isEmpty() ? chain : chain.subList(0, chain.size() - 1);
  }

  private static long cross(Place a, Place b, Place c) {
    return (long) (b.column() - a.column()) * (c.row() - a.row())
        - (long) (b.row() - a.row()) * (c.column() - a.column());
  }
}
