package org.rotavox.recon.cpu;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Future;
import org.rotavox.recon.ColumnVolume;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.Workers;
import org.rotavox.recon.detector.Shadows;
import org.rotavox.recon.engine.ProjectorPair;

/**
 * The projector pair in plain Java. Forward, a task owns some columns of one view and gathers the
 * strips of the volume that reach them; backward, a task owns one row of the volume. No two tasks
 * write to the same place, so that results do not depend on threads.
 */
public final class CpuProjectorPair implements ProjectorPair {

  private static final int COLUMNS_PER_TASK = 16;

  private final Workers workers;
  private final Shadows shadows;
  private final int sizeX;
  private final int sizeY;
  private final int sizeZ;
  private final int rows;

  /**
   * Creates a pair.
   *
   * @param workers threads that work at the same time; they outlive the pair
   */
  public CpuProjectorPair(Workers workers, Shadows shadows) {
    this.workers = workers;
    this.shadows = shadows;
    this.sizeX = shadows.grid().sizeX();
    this.sizeY = shadows.grid().sizeY();
    this.sizeZ = shadows.grid().sizeZ();
    this.rows = shadows.rows();
  }

  @Override
  public void forward(ColumnVolume volume, int[] views, float[][] out)
      throws ReconstructionException {
    List<Future<?>> tasks = new ArrayList<>();
    for (int n = 0; n < views.length; n++) {
      float[] c = shadows.coefficients(views[n]);
      float[] image = out[n];
      for (int u = 0; u < shadows.columns(); u += COLUMNS_PER_TASK) {
        int from = u;
        int to = Math.min(shadows.columns(), u + COLUMNS_PER_TASK);
        tasks.add(
            workers.start(
                () -> {
                  for (int column = from; column < to; column++) {
                    gather(volume, c, column, image);
                  }
                }));
      }
    }
    await(tasks);
  }

  private void gather(ColumnVolume volume, float[] c, int u, float[] image) {
    Arrays.fill(image, u * rows, (u + 1) * rows, 0);
    Strip strip = new Strip(c, u, sizeX, sizeY);
    int length = strip.alongY() ? sizeY : sizeX;
    for (int along = 0; along < length; along++) {
      int last = strip.last(along);
      for (int across = strip.first(along); across <= last; across++) {
        int i = strip.alongY() ? across : along;
        int j = strip.alongY() ? along : across;
        float inverse = 1 / (c[0] + c[1] * i + c[2] * j);
        float column = (c[3] + c[4] * i + c[5] * j) * inverse;
        float part = 1 - Math.abs(column - u);
        if (part > 0) {
          spread(
              volume.row(j),
              i * volume.stride(),
              part * inverse * inverse,
              c[6] + c[7] * inverse,
              c[8] * inverse,
              image,
              u * rows);
        }
      }
    }
  }

  private void spread(
      float[] column, int at, float weight, float start, float step, float[] image, int imageAt) {
    for (int k = 0; k < sizeZ; k++) {
      float v = start + step * k;
      int row = (int) v;
      float value = weight * column[at + k];
      float lower = (v - row) * value;
      image[imageAt + row] += value - lower;
      image[imageAt + row + 1] += lower;
    }
  }

  @Override
  public void backward(int[] views, float[][] images, ColumnVolume out)
      throws ReconstructionException {
    float[][] coefficients = new float[views.length][];
    for (int n = 0; n < views.length; n++) {
      coefficients[n] = shadows.coefficients(views[n]);
    }
    List<Future<?>> tasks = new ArrayList<>();
    for (int j = 0; j < sizeY; j++) {
      int row = j;
      tasks.add(workers.start(() -> backwardRow(row, coefficients, images, out)));
    }
    await(tasks);
  }

  private void backwardRow(int j, float[][] coefficients, float[][] images, ColumnVolume out) {
    float[] target = out.row(j);
    Arrays.fill(target, 0);
    float[] blended = new float[rows];
    for (int i = 0; i < sizeX; i++) {
      for (int n = 0; n < images.length; n++) {
        float[] c = coefficients[n];
        float inverse = 1 / (c[0] + c[1] * i + c[2] * j);
        float column = (c[3] + c[4] * i + c[5] * j) * inverse;
        int u = (int) column;
        float weight = inverse * inverse;
        float right = weight * (column - u);
        blend(images[n], u * rows, rows, weight - right, right, blended);
        walk(blended, c[6] + c[7] * inverse, c[8] * inverse, target, i * out.stride(), sizeZ);
      }
    }
  }

  private static void blend(float[] image, int at, int rows, float left, float right, float[] out) {
    int next = at + rows;
    for (int v = 0; v < rows; v++) {
      out[v] = left * image[at + v] + right * image[next + v];
    }
  }

  /** The transpose of {@code spread}: the same rows and parts, digit by digit. */
  private static void walk(float[] line, float start, float step, float[] sums, int at, int count) {
    for (int k = 0; k < count; k++) {
      float v = start + step * k;
      int row = (int) v;
      float part = v - row;
      float a = line[row];
      sums[at + k] += a + part * (line[row + 1] - a);
    }
  }

  private void await(List<Future<?>> tasks) throws ReconstructionException {
    try {
      workers.await(tasks);
    } catch (IOException e) {
      throw new IllegalStateException("projection reads no files", e);
    }
  }

  @Override
  public void close() {}
}
