package org.rotavox.recon;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import org.rotavox.geometry.VolumeGrid;

/**
 * The back-projector in plain Java. A tile is a few neighbouring columns (x, y) of the volume, held
 * z by z in a small array while a whole batch of views is added to it; per view and column the two
 * neighbouring detector columns are blended once, and z is walked with one linear interpolation.
 */
final class CpuBackProjector implements BackProjector {

  /** Columns of a tile: one cache line of each slice. */
  private static final int TILE = 16;

  private final Workers workers;
  private final Volume volume;
  private final FieldOfView fieldOfView;
  private final int viewColumns;
  private final int viewRows;
  private final LongAdder busyNanos = new LongAdder();
  private int firstSlice;
  private int slices;

  CpuBackProjector(Workers workers, Volume volume, FdkPlan plan) {
    this.workers = workers;
    this.volume = volume;
    this.fieldOfView = plan.fieldOfView();
    this.viewColumns = plan.rectification().columns();
    this.viewRows = plan.rectification().rows();
  }

  @Override
  public void begin(int newFirstSlice, int newSlices) {
    this.firstSlice = newFirstSlice;
    this.slices = newSlices;
    volume.provide(newFirstSlice, newSlices);
  }

  @Override
  public void add(List<RectifiedView> batch) throws ReconstructionException {
    List<Future<?>> tasks = new ArrayList<>();
    for (int j = 0; j < volume.grid().sizeY(); j++) {
      int row = j;
      tasks.add(workers.start(() -> addToRow(row, batch)));
    }
    try {
      workers.await(tasks);
    } catch (IOException e) {
      throw new IllegalStateException("back-projection reads no files", e);
    }
  }

  @Override
  public void end() {}

  @Override
  public double busySeconds() {
    return busyNanos.sum() * 1e-9 / workers.threads();
  }

  private void addToRow(int j, List<RectifiedView> batch) {
    long start = System.nanoTime();
    VolumeGrid grid = volume.grid();
    float[] sums = new float[TILE * slices];
    float[] blended = new float[viewRows];
    for (int tile = 0; tile < grid.sizeX(); tile += TILE) {
      int width = Math.min(TILE, grid.sizeX() - tile);
      load(j, tile, width, sums);
      for (RectifiedView view : batch) {
        for (int x = 0; x < width; x++) {
          addColumn(tile + x, j, view, blended, sums, x * slices);
        }
      }
      store(j, tile, width, sums);
    }
    busyNanos.add(System.nanoTime() - start);
  }

  private void load(int j, int tile, int width, float[] sums) {
    int at = j * volume.grid().sizeX() + tile;
    for (int k = 0; k < slices; k++) {
      float[] slice = volume.slice(firstSlice + k);
      for (int x = 0; x < width; x++) {
        sums[x * slices + k] = slice[at + x];
      }
    }
  }

  private void store(int j, int tile, int width, float[] sums) {
    int at = j * volume.grid().sizeX() + tile;
    for (int k = 0; k < slices; k++) {
      float[] slice = volume.slice(firstSlice + k);
      for (int x = 0; x < width; x++) {
        slice[at + x] = sums[x * slices + k];
      }
    }
  }

  private void addColumn(
      int i, int j, RectifiedView view, float[] blended, float[] sums, int sumsAt) {
    int first = Math.max(firstSlice, fieldOfView.first(i, j));
    int last = Math.min(firstSlice + slices - 1, fieldOfView.last(i, j));
    if (first > last) {
      return;
    }
    float[] c = view.coefficients();
    float inverse = 1 / (c[0] + c[1] * i + c[2] * j);
    float column = Math.max(0, (c[3] + c[4] * i + c[5] * j) * inverse);
    int u = Math.min(viewColumns - 2, (int) column);
    float start = c[6] + (c[7] + c[8] * first) * inverse;
    float step = c[8] * inverse;
    float end = start + step * (last - first);
    int low = Math.max(0, (int) Math.min(start, end) - 1);
    int high = Math.min(viewRows - 1, (int) Math.max(start, end) + 2);
    float weight = inverse * inverse;
    float right = weight * (column - u);
    blend(view.data(), u * viewRows, viewRows, low, high, weight - right, right, blended);
    walk(blended, start, step, sums, sumsAt + first - firstSlice, last - first + 1);
  }

  static void blend(
      float[] data, int at, int rows, int low, int high, float left, float right, float[] out) {
    int next = at + rows;
    for (int v = low; v <= high; v++) {
      out[v] = left * data[at + v] + right * data[next + v];
    }
  }

  static void walk(float[] line, float start, float step, float[] sums, int at, int count) {
    for (int k = 0; k < count; k++) {
      float v = start + step * k;
      int row = (int) v;
      float part = v - row;
      float a = line[row];
      sums[at + k] += a + part * (line[row + 1] - a);
    }
  }
}
