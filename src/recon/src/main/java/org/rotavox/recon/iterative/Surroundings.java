package org.rotavox.recon.iterative;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rotavox.geometry.DetectorGrid;
import org.rotavox.geometry.ProjectionMatrix;
import org.rotavox.geometry.Vector3;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.recon.ColumnVolume;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.Truncation;
import org.rotavox.recon.Workers;
import org.rotavox.recon.chain.PreparedRun;
import org.rotavox.recon.chain.RowExtension;
import org.rotavox.recon.orbit.ViewGeometry;

/**
 * How far the object reaches beyond the volume that was asked for. An iterative reconstruction must
 * have room for everything that throws a shadow: what has none is pushed into the rim. A few views
 * tell: where the object ends in the picture, or, where it goes beyond the detector's left or right
 * edge, a cylinder of water that is fitted there (as {@link RowExtension} does). Where it goes
 * beyond the upper or lower edge, the volume reaches as far as any ray.
 */
final class Surroundings {

  private static final int LOOKED_AT = 9;

  /** Line integrals above this at an edge: the object goes on beyond it. */
  private static final double AIR = 0.05;

  /** Part of the rows that are truncated more than the reach that is returned: outliers. */
  private static final double LARGEST_LEFT_OUT = 0.1;

  /** A fitted cylinder is not exact; what is missing costs more than what is too much. */
  private static final double MARGIN = 1.05;

  /** The volume stays so far away from the source, as a part of its distance. */
  private static final double MOST_REACH = 0.6;

  private final PreparedRun run;
  private final DetectorGrid detector;
  private final List<Outline> outlines = new ArrayList<>();
  private double reachMm;
  private boolean truncated;
  private boolean beyondRows;

  private Surroundings(PreparedRun run) {
    this.run = run;
    this.detector = run.detector();
  }

  /** Looks at a few views of a run. */
  static Surroundings of(PreparedRun run) throws IOException {
    Surroundings surroundings = new Surroundings(run);
    int views = Math.min(LOOKED_AT, run.views());
    for (int n = 0; n < views; n++) {
      surroundings.look(n * (run.views() - 1) / Math.max(1, views - 1));
    }
    return surroundings;
  }

  private void look(int view) throws IOException {
    float[] image = new float[detector.rows() * detector.columns()];
    run.readLineIntegrals(view, image);
    ViewGeometry geometry = run.orbit().view(view);
    double columnMm = 1 / geometry.columnsPerMm();
    RowExtension rows =
        new RowExtension(
            Truncation.WATER_CYLINDER,
            detector.columns(),
            0,
            columnMm,
            run.protocol().calibration().waterPerMm());
    double[] left = new double[detector.rows()];
    double[] right = new double[detector.rows()];
    int truncatedRows = 0;
    for (int row = 0; row < detector.rows(); row++) {
      int start = row * detector.columns();
      int first = firstCovered(image, start);
      if (first >= 0) {
        RowExtension.Beyond beyond = rows.beyond(image, start);
        left[row] = (geometry.principalColumn() - first) * columnMm + beyond.leftMm();
        right[row] =
            (lastCovered(image, start) - geometry.principalColumn()) * columnMm + beyond.rightMm();
        truncatedRows += beyond.leftMm() + beyond.rightMm() > 0 ? 1 : 0;
      }
    }
    Outline outline =
        new Outline(
            run.stack().trajectory().matrices().get(view),
            geometry.principalColumn() - usual(left) / columnMm,
            geometry.principalColumn() + usual(right) / columnMm);
    outlines.add(outline);
    reachMm = Math.max(reachMm, Math.max(usual(left), usual(right)));
    truncated |= truncatedRows > LARGEST_LEFT_OUT * detector.rows();
    beyondRows |= covered(image, 0) || covered(image, detector.rows() - 1);
  }

  /** Returns what nearly all rows reach at most. */
  private static double usual(double[] reaches) {
    double[] sorted = reaches.clone();
    Arrays.sort(sorted);
    return sorted[(int) ((1 - LARGEST_LEFT_OUT) * (sorted.length - 1))];
  }

  /** Between which columns of a view, beyond the detector perhaps, the object lies. */
  private record Outline(ProjectionMatrix matrix, double firstColumn, double lastColumn) {

    boolean holds(Vector3 point) {
      double column = matrix.column(point);
      return column >= firstColumn && column <= lastColumn;
    }
  }

  /** Returns the first column of a row that the object covers; −1 if none. */
  private int firstCovered(float[] image, int start) {
    for (int column = 0; column < detector.columns(); column++) {
      if (image[start + column] > AIR) {
        return column;
      }
    }
    return -1;
  }

  private int lastCovered(float[] image, int start) {
    int column = detector.columns() - 1;
    while (!(image[start + column] > AIR)) {
      column--;
    }
    return column;
  }

  /** Returns whether the object covers a tenth of a row. */
  private boolean covered(float[] image, int row) {
    int start = row * detector.columns();
    int covered = 0;
    for (int n = start; n < start + detector.columns(); n++) {
      covered += image[n] > AIR ? 1 : 0;
    }
    return covered > detector.columns() / 10;
  }

  /**
   * Writes what the iteration begins with: zeros; for a truncated object water inside its outlines
   * in the views looked at, since nothing decides what its interior adds up to but what one began
   * with.
   */
  void start(ColumnVolume x, Workers workers) throws ReconstructionException {
    float water = (float) run.protocol().calibration().waterPerMm();
    x.fill(0, workers);
    if (truncated) {
      x.fillColumns(water, point -> outlines.stream().allMatch(outline -> outline.holds(point)));
    }
  }

  /** Returns the run's grid, continued by whole voxels to hold what throws a shadow. */
  VolumeGrid grid() {
    VolumeGrid grid = run.grid();
    ViewGeometry view = run.orbit().view(0);
    double sod = view.sourceToIsocenterMm();
    double reach = Math.min(MOST_REACH * sod, MARGIN * reachMm);
    double height =
        Math.max(view.principalRow(), detector.rows() - 1 - view.principalRow())
            / view.rowsPerMm()
            * (1 + reach / sod);
    int beforeX = beyond(-grid.x(-0.5), reach, grid.spacingXMm());
    int behindX = beyond(grid.x(grid.sizeX() - 0.5), reach, grid.spacingXMm());
    int beforeY = beyond(-grid.y(-0.5), reach, grid.spacingYMm());
    int behindY = beyond(grid.y(grid.sizeY() - 0.5), reach, grid.spacingYMm());
    int beforeZ = beyondRows ? beyond(-grid.z(-0.5), height, grid.spacingZMm()) : 0;
    int behindZ = beyondRows ? beyond(grid.z(grid.sizeZ() - 0.5), height, grid.spacingZMm()) : 0;
    return new VolumeGrid(
        beforeX + grid.sizeX() + behindX,
        beforeY + grid.sizeY() + behindY,
        beforeZ + grid.sizeZ() + behindZ,
        grid.spacingXMm(),
        grid.spacingYMm(),
        grid.spacingZMm(),
        new Vector3(grid.x(-beforeX), grid.y(-beforeY), grid.z(-beforeZ)));
  }

  /** Returns the voxels that lie between the grid's end and the reach. */
  private static int beyond(double endMm, double reachMm, double spacingMm) {
    return (int) Math.max(0, Math.ceil((reachMm - endMm) / spacingMm - 0.5));
  }
}
