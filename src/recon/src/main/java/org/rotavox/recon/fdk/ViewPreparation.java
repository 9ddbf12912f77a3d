package org.rotavox.recon.fdk;

import java.io.IOException;
import org.rotavox.geometry.DetectorGrid;
import org.rotavox.geometry.Vector3;
import org.rotavox.recon.ReconstructionProtocol;
import org.rotavox.recon.chain.FrameStep;
import org.rotavox.recon.orbit.ViewGeometry;

/**
 * Takes a view from its intensities to its rectified, filtered form: the chain of {@link FdkPlan}
 * but the back-projection. Owns the working arrays: one for each thread.
 */
final class ViewPreparation {

  private final FdkPlan plan;
  private final DetectorGrid detector;
  private final int margin;
  private final double nominalColumnMm;
  private final RowExtension extension;
  private final RampFilter filter;
  private final float[] image;
  private final float[] evenRow;
  private final float[] oddRow;
  private final float[] columnWeights;
  private final double[] rowSums;
  private final TangentPlanes tangentPlanes;
  private long readNanos;
  private long filterNanos;
  private long rectifyNanos;

  ViewPreparation(FdkPlan plan) {
    this.plan = plan;
    this.detector = plan.detector();
    ReconstructionProtocol protocol = plan.protocol();
    int columns = detector.columns();
    this.margin = RowExtension.marginFor(plan.truncation(), columns);
    this.nominalColumnMm = 1 / plan.orbit().view(0).columnsPerMm();
    this.extension =
        new RowExtension(
            plan.truncation(),
            columns,
            margin,
            nominalColumnMm,
            protocol.calibration().waterPerMm());
    int extended = columns + 2 * margin;
    this.filter =
        new RampFilter(
            extended, columns + margin, nominalColumnMm, protocol.window(), protocol.cutoff());
    this.image = new float[detector.rows() * columns];
    this.evenRow = new float[extended];
    this.oddRow = new float[extended];
    this.columnWeights = new float[extended];
    this.rowSums = new double[detector.rows()];
    this.tangentPlanes = new TangentPlanes(plan.orbit(), detector.rows(), columns);
  }

  /** Returns the bytes that the working arrays of one preparation take. */
  static long workingBytes(FdkPlan plan) {
    DetectorGrid detector = plan.detector();
    return 4L * detector.rows() * detector.columns()
        + 24L * detector.rows()
        + 64L * detector.columns();
  }

  /** Prepares a view and writes its rectified form. */
  void prepare(int view, float[] out, int offset) throws IOException {
    long start = System.nanoTime();
    plan.stack().frames().readIntensities(view, image);
    long read = System.nanoTime();
    for (FrameStep step : plan.steps()) {
      step.apply(view, image);
    }
    fillColumnWeights(view);
    for (int row = 0; row < detector.rows(); row += 2) {
      filterRows(view, row, Math.min(row + 1, detector.rows() - 1));
    }
    tangentPlanes.add(view, rowSums, image);
    long filtered = System.nanoTime();
    plan.rectification().sample(view, image, out, offset);
    readNanos += read - start;
    filterNanos += filtered - read;
    rectifyNanos += System.nanoTime() - filtered;
  }

  /** Filters two rows; they may be the same one. */
  private void filterRows(int view, int first, int second) {
    int columns = detector.columns();
    boolean evenOpen = extension.extend(image, first * columns, evenRow);
    boolean oddOpen = extension.extend(image, second * columns, oddRow);
    weigh(view, first, evenRow);
    weigh(view, second, oddRow);
    rowSums[first] = evenOpen ? sum(view, evenRow) : Double.NaN;
    rowSums[second] = oddOpen ? sum(view, oddRow) : Double.NaN;
    filter.apply(evenRow, oddRow, evenRow.length);
    System.arraycopy(evenRow, margin, image, first * columns, columns);
    System.arraycopy(oddRow, margin, image, second * columns, columns);
  }

  /** Redundancy × arc × tilt × column pitch of the view over the nominal one, for each column. */
  private void fillColumnWeights(int view) {
    ViewGeometry geometry = plan.orbit().view(view);
    double factor = plan.orbit().radiusRatio(view) * nominalColumnMm * geometry.columnsPerMm();
    for (int i = 0; i < columnWeights.length; i++) {
      int column = Math.min(detector.columns() - 1, Math.max(0, i - margin));
      double gamma = plan.orbit().fanAngle(view, column);
      columnWeights[i] = (float) (factor * plan.redundancy().weight(view, gamma));
    }
  }

  /** Multiplies a row by its column weights and by cos ϑ = SOD / |ray|. */
  private void weigh(int view, int row, float[] values) {
    ViewGeometry geometry = plan.orbit().view(view);
    Vector3 first = geometry.ray(-margin, row);
    Vector3 step = geometry.rayPerColumn();
    double c = first.dot(first);
    double b = 2 * first.dot(step);
    double a = step.dot(step);
    double sod = geometry.sourceToIsocenterMm();
    for (int i = 0; i < values.length; i++) {
      values[i] *= (float) (sod / Math.sqrt(c + i * (b + i * a))) * columnWeights[i];
    }
  }

  /** Returns the sum of a weighted row times its column spacing, without the filter's factor. */
  private double sum(int view, float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    double columnMm = 1 / plan.orbit().view(view).columnsPerMm();
    return sum * columnMm * columnMm / nominalColumnMm;
  }

  long readNanos() {
    return readNanos;
  }

  long filterNanos() {
    return filterNanos;
  }

  long rectifyNanos() {
    return rectifyNanos;
  }
}
