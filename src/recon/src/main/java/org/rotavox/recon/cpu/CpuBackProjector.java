package org.rotavox.recon.cpu;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.Volume;
import org.rotavox.recon.Workers;
import org.rotavox.recon.detector.RectifiedView;
import org.rotavox.recon.engine.BackProjectionTask;
import org.rotavox.recon.engine.BackProjector;
import org.rotavox.recon.orbit.FieldOfView;

/**
 * The back-projector in plain Java. A tile is a few neighbouring columns (x, y) of the volume, held
 * z by z in a small array while a whole batch of views is added to it, two views at a time; see
 * {@link ColumnWalk} for what is done for a column.
 */
final class CpuBackProjector implements BackProjector {

  /** Columns of a tile: one cache line of each slice. */
  private static final int TILE = 16;

  /** A place on a line that is not quite its first value: fixed-point steps may not pass it. */
  private static final double LEAST_PLACE = 1e-3;

  private final Workers workers;
  private final Optional<ViewWalk> viewWalk;
  private final Volume volume;
  private final FieldOfView fieldOfView;
  private final int viewColumns;
  private final int viewRows;
  private final List<float[][]> columns = new ArrayList<>();
  private final LongAdder busyNanos = new LongAdder();
  private int firstSlice;
  private int slices;

  CpuBackProjector(
      Workers workers, Volume volume, BackProjectionTask task, Optional<ViewWalk> viewWalk) {
    this.workers = workers;
    this.viewWalk = viewWalk;
    this.volume = volume;
    this.fieldOfView = task.fieldOfView();
    this.viewColumns = task.rectification().columns();
    this.viewRows = task.rectification().rows();
  }

  @Override
  public void begin(int newFirstSlice, int newSlices) {
    this.firstSlice = newFirstSlice;
    this.slices = newSlices;
    volume.provide(newFirstSlice, newSlices);
  }

  @Override
  public void add(List<RectifiedView> batch) throws ReconstructionException {
    int padding = viewWalk.map(ViewWalk::padding).orElse(0);
    while (columns.size() < batch.size()) {
      columns.add(new float[viewColumns][viewRows + padding]);
    }
    List<Future<?>> tasks = new ArrayList<>();
    for (int n = 0; n < batch.size(); n++) {
      int view = n;
      tasks.add(workers.start(() -> takeColumns(batch.get(view), columns.get(view))));
    }
    await(tasks);
    tasks.clear();
    for (int j = 0; j < volume.grid().sizeY(); j++) {
      int row = j;
      tasks.add(workers.start(() -> addToRow(row, batch)));
    }
    await(tasks);
  }

  private void await(List<Future<?>> tasks) throws ReconstructionException {
    try {
      workers.await(tasks);
    } catch (IOException e) {
      throw new IllegalStateException("back-projection reads no files", e);
    }
  }

  /** Columns are blended several times as fast when each is an array of its own. */
  private void takeColumns(RectifiedView view, float[][] out) {
    for (int u = 0; u < viewColumns; u++) {
      System.arraycopy(view.data(), u * viewRows, out[u], 0, viewRows);
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
    int sizeX = volume.grid().sizeX();
    float[] sums = new float[TILE * slices];
    Line one = new Line();
    Line other = new Line();
    for (int tile = 0; tile < sizeX; tile += TILE) {
      int width = Math.min(TILE, sizeX - tile);
      load(j, tile, width, sums);
      for (int n = 0; n < batch.size(); n += 2) {
        for (int x = 0; x < width; x++) {
          int i = tile + x;
          int first = Math.max(firstSlice, fieldOfView.first(i, j));
          int count = Math.min(firstSlice + slices - 1, fieldOfView.last(i, j)) - first + 1;
          if (count > 0) {
            int at = x * slices + first - firstSlice;
            one.place(batch, n, i, j, first, count);
            other.place(batch, n + 1, i, j, first, count);
            addBoth(one, other, sums, at, count);
          }
        }
      }
      store(j, tile, width, sums);
    }
    busyNanos.add(System.nanoTime() - start);
  }

  private void addBoth(Line one, Line other, float[] sums, int at, int count) {
    if (viewWalk.isPresent()) {
      one.walk(viewWalk.get(), sums, at, count);
      other.walk(viewWalk.get(), sums, at, count);
      return;
    }
    one.blend(count);
    other.blend(count);
    ColumnWalk.addTwo(
        one.values,
        ColumnWalk.fixed(one.from),
        ColumnWalk.fixed(one.step),
        other.values,
        ColumnWalk.fixed(other.from),
        ColumnWalk.fixed(other.step),
        sums,
        at,
        count);
  }

  /** A view's two columns next to a column of the volume, and the walk along them. */
  private final class Line {

    private final float[] values = ColumnWalk.line(viewRows);
    private float[][] view = new float[0][];
    private int column;
    private float left;
    private float right;
    private double from;
    private double step;

    /** Finds the place; a view behind the last is none. */
    void place(List<RectifiedView> batch, int n, int i, int j, int first, int count) {
      if (n >= batch.size()) {
        view = new float[0][];
        return;
      }
      view = columns.get(n);
      float[] c = batch.get(n).coefficients();
      float inverse = 1 / (c[0] + c[1] * i + c[2] * j);
      float at = Math.max(0, (c[3] + c[4] * i + c[5] * j) * inverse);
      column = Math.min(viewColumns - 2, (int) at);
      from = c[6] + (c[7] + c[8] * first) * inverse;
      step = c[8] * inverse;
      float weight = inverse * inverse;
      right = weight * (at - column);
      left = weight - right;
      double to = from + step * (count - 1);
      if (!(Math.min(from, to) > LEAST_PLACE && Math.max(from, to) < viewRows - 1)) {
        throw new IllegalStateException(
            "column (" + i + ", " + j + ") leaves its view: rows " + from + " to " + to);
      }
    }

    void blend(int count) {
      if (view.length == 0) {
        from = 0;
        step = 0;
        Arrays.fill(values, 0);
        return;
      }
      double to = from + step * (count - 1);
      ColumnWalk.blend(
          view[column],
          view[column + 1],
          (int) Math.min(from, to),
          (int) Math.max(from, to) + 1,
          left,
          right,
          values);
    }

    void walk(ViewWalk walk, float[] sums, int at, int count) {
      if (view.length > 0) {
        walk.add(
            view[column],
            view[column + 1],
            left,
            right,
            (float) from,
            (float) step,
            sums,
            at,
            count);
      }
    }
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
}
