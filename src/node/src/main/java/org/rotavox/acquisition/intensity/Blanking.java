package org.rotavox.acquisition.intensity;

import java.util.List;
import java.util.Locale;

/**
 * A shutter or collimator as a header describes it (PS3.3 C.7.6.11, C.8.7.3): pixels outside of it
 * hold no radiation that counts. Rows and columns are numbered from 1.
 *
 * @param shapes RECTANGULAR, CIRCULAR, POLYGONAL, or several: then all of them bound the image
 * @param left first visible column
 * @param right last visible column
 * @param upper first visible row
 * @param lower last visible row
 * @param circle row and column of the centre and radius of a circle, or empty
 * @param polygon rows and columns of the corners in turn, or empty
 */
public record Blanking(
    List<String> shapes,
    int left,
    int right,
    int upper,
    int lower,
    List<Integer> circle,
    List<Integer> polygon) {

  public Blanking {
    shapes = List.copyOf(shapes);
    circle = List.copyOf(circle);
    polygon = List.copyOf(polygon);
  }

  /** Marks the blanked pixels of an image; row by row, others stay as they are. */
  public void mark(boolean[] blanked, int columns, int rows) {
    for (String shape : shapes) {
      switch (shape.toUpperCase(Locale.ROOT)) {
        case "RECTANGULAR" -> markWhere(blanked, columns, rows, this::outsideRectangle);
        case "CIRCULAR" -> {
          if (circle.size() == 3) {
            markWhere(blanked, columns, rows, this::outsideCircle);
          }
        }
        case "POLYGONAL" -> {
          if (polygon.size() >= 6) {
            markWhere(blanked, columns, rows, this::outsidePolygon);
          }
        }
        default -> {} // unknown shapes blank nothing
      }
    }
  }

  private interface Outside {
    boolean test(int column, int row);
  }

  private static void markWhere(boolean[] blanked, int columns, int rows, Outside outside) {
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        blanked[r * columns + c] |= outside.test(c + 1, r + 1);
      }
    }
  }

  private boolean outsideRectangle(int column, int row) {
    return column < left || column > right || row < upper || row > lower;
  }

  private boolean outsideCircle(int column, int row) {
    double dr = row - circle.get(0);
    double dc = column - circle.get(1);
    return dr * dr + dc * dc > (double) circle.get(2) * circle.get(2);
  }

  /** Counts the edges that a line from the pixel to the right crosses: even = outside. */
  private boolean outsidePolygon(int column, int row) {
    boolean inside = false;
    int corners = polygon.size() / 2;
    for (int i = 0, j = corners - 1; i < corners; j = i++) {
      double ri = polygon.get(2 * i);
      double ci = polygon.get(2 * i + 1);
      double rj = polygon.get(2 * j);
      double cj = polygon.get(2 * j + 1);
      if (ri > row != rj > row && column < (cj - ci) * (row - ri) / (rj - ri) + ci) {
        inside = !inside;
      }
    }
    return !inside;
  }
}
