package org.rotavox.recon.fdk;

import java.util.List;
import java.util.Locale;
import org.rotavox.geometry.DetectorGrid;
import org.rotavox.geometry.Vector3;
import org.rotavox.recon.Provenance;
import org.rotavox.recon.ReconstructionProtocol;
import org.rotavox.recon.StepRecord;
import org.rotavox.recon.Truncation;
import org.rotavox.recon.chain.FrameStep;
import org.rotavox.recon.chain.PreparedRun;
import org.rotavox.recon.chain.RowExtension;
import org.rotavox.recon.orbit.Orbit;
import org.rotavox.recon.orbit.ShortScanWeights;
import org.rotavox.recon.orbit.ViewGeometry;

/**
 * Filters the rows of a view of line integrals: continues them beyond the detector, weighs them,
 * applies the ramp filter, and adds what filtering along rows leaves out ({@link TangentPlanes}).
 * Two rows go at a time, as real and imaginary part of one transform.
 */
final class RowFiltering implements FrameStep {

  private final PreparedRun run;
  private final ShortScanWeights redundancy;
  private final Truncation truncation;
  private final DetectorGrid detector;
  private final int margin;
  private final double nominalColumnMm;

  /**
   * @param redundancy the weights of rays that are measured twice
   * @param truncation how rows are continued; never {@link Truncation#AUTO}
   */
  RowFiltering(PreparedRun run, ShortScanWeights redundancy, Truncation truncation) {
    this.run = run;
    this.redundancy = redundancy;
    this.truncation = truncation;
    this.detector = run.detector();
    this.margin = RowExtension.marginFor(truncation, detector.columns());
    this.nominalColumnMm = 1 / run.orbit().view(0).columnsPerMm();
  }

  @Override
  public List<StepRecord> records() {
    ReconstructionProtocol protocol = run.protocol();
    String window = protocol.window().name().replace('_', '-');
    return List.of(
        StepRecord.of(
            "row-extension",
            "continues the rows beyond the detector",
            StepRecord.Parameter.text("truncation", truncation.name()),
            StepRecord.Parameter.number("marginColumns", margin)),
        StepRecord.of(
            "weights",
            "weighs rays by their obliquity and by how often the scan measures them",
            StepRecord.Parameter.number("arcDeg", Math.toDegrees(run.orbit().arc()))),
        StepRecord.of(
                "ramp-filter",
                "filters along the rows",
                StepRecord.Parameter.text(Provenance.KERNEL, window),
                StepRecord.Parameter.number("cutoff", protocol.cutoff()))
            .described(
                String.format(
                    Locale.ROOT,
                    "filter %s to %.2f of the Nyquist frequency",
                    window,
                    protocol.cutoff())),
        StepRecord.of(
            "tangent-planes", "adds the integrals over planes that touch the path of the source"));
  }

  @Override
  public void apply(int view, float[] image) {
    forOneThread().apply(view, image);
  }

  @Override
  public FrameStep forOneThread() {
    return new Work();
  }

  @Override
  public long workingBytes() {
    return 24L * detector.rows() + 64L * detector.columns();
  }

  /** The step with its working arrays. */
  private final class Work implements FrameStep {

    private final RowExtension extension;
    private final RampFilter filter;
    private final float[] evenRow;
    private final float[] oddRow;
    private final float[] columnWeights;
    private final double[] rowSums;
    private final TangentPlanes tangentPlanes;

    Work() {
      ReconstructionProtocol protocol = run.protocol();
      int columns = detector.columns();
      this.extension =
          new RowExtension(
              truncation, columns, margin, nominalColumnMm, protocol.calibration().waterPerMm());
      int extended = columns + 2 * margin;
      this.filter =
          new RampFilter(
              extended, columns + margin, nominalColumnMm, protocol.window(), protocol.cutoff());
      this.evenRow = new float[extended];
      this.oddRow = new float[extended];
      this.columnWeights = new float[extended];
      this.rowSums = new double[detector.rows()];
      this.tangentPlanes = new TangentPlanes(run.orbit(), detector.rows(), columns);
    }

    @Override
    public List<StepRecord> records() {
      return RowFiltering.this.records();
    }

    @Override
    public void apply(int view, float[] image) {
      fillColumnWeights(view);
      for (int row = 0; row < detector.rows(); row += 2) {
        filterRows(view, row, Math.min(row + 1, detector.rows() - 1), image);
      }
      tangentPlanes.add(view, rowSums, image);
    }

    /** Filters two rows; they may be the same one. */
    private void filterRows(int view, int first, int second, float[] image) {
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

    /** Redundancy × arc × tilt × column pitch of the view over the nominal one, by column. */
    private void fillColumnWeights(int view) {
      Orbit orbit = run.orbit();
      double factor = orbit.radiusRatio(view) * nominalColumnMm * orbit.view(view).columnsPerMm();
      for (int i = 0; i < columnWeights.length; i++) {
        int column = Math.min(detector.columns() - 1, Math.max(0, i - margin));
        double gamma = orbit.fanAngle(view, column);
        columnWeights[i] = (float) (factor * redundancy.weight(view, gamma));
      }
    }

    /** Multiplies a row by its column weights and by cos ϑ = SOD / |ray|. */
    private void weigh(int view, int row, float[] values) {
      ViewGeometry geometry = run.orbit().view(view);
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
      double columnMm = 1 / run.orbit().view(view).columnsPerMm();
      return sum * columnMm * columnMm / nominalColumnMm;
    }
  }
}
