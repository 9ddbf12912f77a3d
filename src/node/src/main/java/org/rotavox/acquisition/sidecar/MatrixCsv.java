package org.rotavox.acquisition.sidecar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rotavox.geometry.ProjectionMatrix;

/**
 * 3×4 matrices as CSV, one view on each line, row by row: 12 numbers, or 13 with the view's number
 * first, which must count up by one. Lines that begin with a letter or {@code #} are headings. The
 * matrices project to pixels.
 */
final class MatrixCsv {

  private static final int MATRIX_SIZE = 12;

  private MatrixCsv() {}

  static SideCarGeometry parse(String text) throws SideCarException {
    List<ProjectionMatrix> matrices = new ArrayList<>();
    double nextView = Double.NaN;
    String[] lines = text.split("\\R", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].strip();
      if (line.isEmpty() || line.startsWith("#") || Character.isLetter(line.charAt(0))) {
        continue;
      }
      double[] values = numbers(line, i + 1);
      if (values.length == MATRIX_SIZE + 1) {
        if (!Double.isNaN(nextView) && values[0] != nextView) {
          throw new SideCarException(
              "line " + (i + 1) + ": expected view " + (long) nextView + ", got " + values[0]);
        }
        nextView = values[0] + 1;
        values = Arrays.copyOfRange(values, 1, MATRIX_SIZE + 1);
      }
      matrices.add(matrix(values, "line " + (i + 1)));
      if (matrices.size() > SideCarReader.MAX_VIEWS) {
        throw new SideCarException("more than " + SideCarReader.MAX_VIEWS + " views");
      }
    }
    if (matrices.isEmpty()) {
      throw new SideCarException("there is no matrix in the file");
    }
    return new SideCarGeometry(matrices, SideCarGeometry.DetectorUnit.PIXEL);
  }

  private static double[] numbers(String line, int lineNumber) throws SideCarException {
    String[] cells = line.split("[,;]", -1);
    double[] values = new double[cells.length];
    for (int k = 0; k < cells.length; k++) {
      try {
        values[k] = Double.parseDouble(cells[k].strip());
      } catch (NumberFormatException e) {
        throw new SideCarException(
            "line " + lineNumber + ", cell " + (k + 1) + ": not a number", e);
      }
    }
    return values;
  }

  /** Returns the matrix of 12 values; {@code place} is for the message. */
  static ProjectionMatrix matrix(double[] values, String place) throws SideCarException {
    if (values.length != MATRIX_SIZE) {
      throw new SideCarException(
          place + ": a 3×4 matrix has 12 numbers, there are " + values.length);
    }
    try {
      return ProjectionMatrix.ofRows(values);
    } catch (IllegalArgumentException e) {
      throw new SideCarException(place + ": " + e.getMessage(), e);
    }
  }
}
