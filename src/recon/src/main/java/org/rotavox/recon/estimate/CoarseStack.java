package org.rotavox.recon.estimate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.rotavox.geometry.CArm;
import org.rotavox.geometry.DetectorGrid;
import org.rotavox.geometry.ProjectionMatrix;
import org.rotavox.geometry.Trajectory;
import org.rotavox.recon.AirLevels;
import org.rotavox.recon.FrameSource;
import org.rotavox.recon.ProjectionStack;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.Workers;

/**
 * A part of the views of a run in large pixels, in memory: for estimates that reconstruct many
 * times.
 */
final class CoarseStack {

  private final Trajectory trajectory;
  private final float[][] images;
  private final double[] levels;

  private CoarseStack(Trajectory trajectory, float[][] images, double[] levels) {
    this.trajectory = trajectory;
    this.images = images;
    this.levels = levels;
  }

  /**
   * Reads views evenly spread over a run.
   *
   * @param mostViews so many at most
   * @param mostColumns so many columns of large pixels at most
   */
  static CoarseStack of(ProjectionStack stack, int mostViews, int mostColumns, Workers workers)
      throws ReconstructionException, IOException {
    Trajectory fine = stack.trajectory();
    DetectorGrid grid = fine.detector();
    int step = (fine.views() + mostViews - 1) / mostViews;
    int views = (fine.views() + step - 1) / step;
    int factor = Math.max(1, (grid.columns() + mostColumns - 1) / mostColumns);
    DetectorGrid coarse =
        new DetectorGrid(
            Math.max(2, grid.columns() / factor),
            Math.max(2, grid.rows() / factor),
            grid.columnSpacingMm() * factor,
            grid.rowSpacingMm() * factor);
    List<ProjectionMatrix> matrices = new ArrayList<>();
    List<Double> angles = new ArrayList<>();
    for (int n = 0; n < views; n++) {
      matrices.add(binned(fine.matrices().get(n * step), factor));
      angles.add(fine.rotationAnglesDeg().get(n * step));
    }
    CArm arm = fine.carm();
    float[][] images = new float[views][];
    double[] levels = new double[views];
    AirLook look = new AirLook(grid);
    List<Future<?>> tasks = new ArrayList<>();
    for (int n = 0; n < views; n++) {
      int view = n;
      tasks.add(
          workers.start(
              () -> {
                float[] image = new float[grid.rows() * grid.columns()];
                stack.frames().readIntensities(view * step, image);
                levels[view] = look.at(image).level();
                images[view] = binned(image, grid, coarse, factor);
              }));
    }
    workers.await(tasks);
    return new CoarseStack(
        new Trajectory(
            new CArm(arm.sourceToIsocenterMm(), arm.sourceToDetectorMm(), coarse),
            matrices,
            angles),
        images,
        levels);
  }

  /** Column c of the coarse image is the mean of the columns from factor·c. */
  private static ProjectionMatrix binned(ProjectionMatrix m, int factor) {
    double half = (factor - 1) / 2.0;
    double[] rows = new double[12];
    for (int i = 0; i < 4; i++) {
      rows[i] = (m.at(0, i) - half * m.at(2, i)) / factor;
      rows[4 + i] = (m.at(1, i) - half * m.at(2, i)) / factor;
      rows[8 + i] = m.at(2, i);
    }
    return ProjectionMatrix.ofRows(rows);
  }

  private static float[] binned(float[] image, DetectorGrid fine, DetectorGrid coarse, int factor) {
    float[] out = new float[coarse.rows() * coarse.columns()];
    for (int r = 0; r < coarse.rows(); r++) {
      for (int c = 0; c < coarse.columns(); c++) {
        double sum = 0;
        int count = 0;
        int lastRow = Math.min(fine.rows(), (r + 1) * factor);
        int lastColumn = Math.min(fine.columns(), (c + 1) * factor);
        for (int y = r * factor; y < lastRow; y++) {
          for (int x = c * factor; x < lastColumn; x++) {
            float value = image[y * fine.columns() + x];
            if (value > 0 && value < Float.POSITIVE_INFINITY) {
              sum += value;
              count++;
            }
          }
        }
        boolean open = 2 * count >= factor * factor;
        out[r * coarse.columns() + c] = open ? (float) (sum / count) : Float.NaN;
      }
    }
    return out;
  }

  /** Returns the level of the brightest part of each view. */
  double[] levels() {
    return levels.clone();
  }

  /** Returns the views with these levels of I₀. */
  ProjectionStack with(AirLevels air) {
    return new ProjectionStack(
        trajectory,
        new FrameSource() {
          @Override
          public int frames() {
            return images.length;
          }

          @Override
          public AirLevels air() {
            return air;
          }

          @Override
          public void readIntensities(int frame, float[] out) {
            System.arraycopy(images[frame], 0, out, 0, images[frame].length);
          }
        });
  }
}
