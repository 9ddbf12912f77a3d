package org.rotavox.result;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.DicomFormatException;
import org.rotavox.dataset.PixelDescription;
import org.rotavox.dataset.PixelFrames;
import org.rotavox.dataset.Tag;
import org.rotavox.geometry.Vector3;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.recon.ValueScale;
import org.rotavox.recon.Volume;

/**
 * Reads an axial CT series back into a volume, by its DICOM geometry alone (PS3.3 C.7.6.2): file
 * names, order and instance numbers mean nothing.
 *
 * <p>For the demo's own check and for tests: what the PACS returns must be what was sent.
 */
public final class CtSeriesReader {

  /** Largest deviation of a direction or, in millimetres, of a position. */
  private static final double TOLERANCE = 1e-3;

  /** More slices than this are not one series of this node. */
  private static final int MAX_SLICES = 4096;

  /** Makes a reader. */
  public CtSeriesReader() {}

  /**
   * Reads a series.
   *
   * @param files all slices, in any order; at least two
   * @throws DicomFormatException if they are not the axial slices of one volume in equal steps
   * @throws IOException if a file cannot be read
   */
  public Volume read(List<Path> files) throws IOException {
    if (files.size() < 2 || files.size() > MAX_SLICES) {
      throw new DicomFormatException(
          "expected 2 to " + MAX_SLICES + " slices, got " + files.size());
    }
    List<SliceFile> slices = new ArrayList<>();
    for (Path file : files) {
      slices.add(SliceFile.of(DicomFile.read(file)));
    }
    slices.sort(Comparator.comparingDouble(slice -> slice.position.z()));
    SliceFile first = slices.get(0);
    double stepMm =
        (slices.get(slices.size() - 1).position.z() - first.position.z()) / (slices.size() - 1);
    for (int k = 0; k < slices.size(); k++) {
      checkPlace(slices.get(k), first, k, stepMm);
    }
    VolumeGrid grid =
        new VolumeGrid(
            first.columns,
            first.rows,
            slices.size(),
            first.columnSpacingMm,
            first.rowSpacingMm,
            stepMm,
            first.position);
    float[][] values = new float[slices.size()][];
    for (int k = 0; k < values.length; k++) {
      values[k] = slices.get(k).values();
    }
    return Volume.of(
        grid, values, first.hounsfield ? ValueScale.HOUNSFIELD : ValueScale.UNCALIBRATED);
  }

  private static void checkPlace(SliceFile slice, SliceFile first, int k, double stepMm)
      throws DicomFormatException {
    Vector3 expected = first.position.plus(new Vector3(0, 0, k * stepMm));
    if (!(slice.position.minus(expected).length() <= TOLERANCE) || !(stepMm > TOLERANCE)) {
      throw new DicomFormatException(
          "slice " + (k + 1) + " is not where equal steps of " + stepMm + " mm would put it");
    }
    if (slice.rows != first.rows
        || slice.columns != first.columns
        || slice.rowSpacingMm != first.rowSpacingMm
        || slice.columnSpacingMm != first.columnSpacingMm
        || !slice.series.equals(first.series)) {
      throw new DicomFormatException("slice " + (k + 1) + " belongs to another series or grid");
    }
  }

  /** One slice: where it is, and how its stored values become values. */
  private static final class SliceFile {
    private final DicomFile file;
    private final String series;
    private final Vector3 position;
    private final int rows;
    private final int columns;
    private final double rowSpacingMm;
    private final double columnSpacingMm;
    private final double slope;
    private final double intercept;
    private final boolean hounsfield;

    private SliceFile(DicomFile file, double[] position, double[] spacing) {
      this.file = file;
      this.position = new Vector3(position[0], position[1], position[2]);
      this.rowSpacingMm = spacing[0];
      this.columnSpacingMm = spacing[1];
      DataSet data = file.dataSet();
      this.series = data.getString(Tag.SeriesInstanceUID, "");
      this.rows = data.getInt(Tag.Rows, 0);
      this.columns = data.getInt(Tag.Columns, 0);
      this.slope = data.getDouble(Tag.RescaleSlope).orElse(1);
      this.intercept = data.getDouble(Tag.RescaleIntercept).orElse(0);
      this.hounsfield = data.getString(Tag.RescaleType, "HU").equals("HU");
    }

    static SliceFile of(DicomFile file) throws DicomFormatException {
      DataSet data = file.dataSet();
      double[] position = triple(data, Tag.ImagePositionPatient, 3);
      double[] spacing = triple(data, Tag.PixelSpacing, 2);
      double[] directions = triple(data, Tag.ImageOrientationPatient, 6);
      double[] axial = {1, 0, 0, 0, 1, 0};
      for (int n = 0; n < axial.length; n++) {
        if (!(Math.abs(directions[n] - axial[n]) <= TOLERANCE)) {
          throw new DicomFormatException(
              "expected axial slices, rows to the left and columns to the back");
        }
      }
      return new SliceFile(file, position, spacing);
    }

    private static double[] triple(DataSet data, int tag, int count) throws DicomFormatException {
      double[] values = data.getDoubles(tag);
      if (values.length != count) {
        throw new DicomFormatException(
            String.format(
                "expected %d values of (%04X,%04X), got %d",
                count, tag >>> 16, tag & 0xFFFF, values.length));
      }
      return values;
    }

    float[] values() throws IOException {
      try (PixelFrames frames = PixelFrames.open(file)) {
        PixelDescription description = frames.description();
        if (frames.count() != 1 || description.samplesPerPixel() != 1) {
          throw new DicomFormatException("expected one grey frame in each slice");
        }
        int[] stored = new int[rows * columns];
        frames.readFrame(0, stored);
        float[] values = new float[stored.length];
        for (int n = 0; n < stored.length; n++) {
          values[n] = (float) (stored[n] * slope + intercept);
        }
        return values;
      }
    }
  }
}
