package org.rotavox.acquisition;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.rotavox.acquisition.orbit.AngleDecision;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.DicomFormatException;
import org.rotavox.dataset.PixelDescription;
import org.rotavox.dataset.Tag;

/**
 * The frames of any object as they are stored, with what its header says about their angles: for
 * people who want to see what a run is, whether it can be reconstructed or not.
 *
 * <p>Not synchronised.
 */
public final class RunFrames implements Closeable {

  private final StoredFrames stored;
  private final PixelDescription layout;
  private final List<Double> primaryDeg;
  private final List<Double> secondaryDeg;

  private final DataSet header;

  private RunFrames(
      DataSet header,
      StoredFrames stored,
      PixelDescription layout,
      List<Double> primaryDeg,
      List<Double> secondaryDeg) {
    this.header = header;
    this.stored = stored;
    this.layout = layout;
    this.primaryDeg = List.copyOf(primaryDeg);
    this.secondaryDeg = List.copyOf(secondaryDeg);
  }

  /**
   * Opens the files of one run.
   *
   * @param stations where angle readings may be prescribed
   * @throws DicomFormatException if there are no images, or none that can be decoded
   * @throws IOException if a file cannot be read
   */
  public static RunFrames open(List<Path> instances, List<StationProfile> stations)
      throws IOException {
    List<DicomFile> files = new ArrayList<>();
    for (Path path : instances) {
      files.add(DicomFile.read(path));
    }
    Finding unused = new Finding();
    RunInstances found = RunInstances.of(files, unused);
    Optional<StationProfile> station = StationProfile.matching(stations, found.first());
    RunInstances run = found.withAnglesOfParts(station, unused);
    if (!run.first().contains(Tag.PixelData)) {
      throw new DicomFormatException(run.kind().article() + ": it holds no image");
    }
    StoredFrames stored = run.stored();
    try {
      AngleDecision angles = new RunAngles(run, station, unused).decide();
      boolean known = angles instanceof AngleDecision.Decided;
      return new RunFrames(
          run.first(),
          stored,
          stored.describe(),
          known ? ((AngleDecision.Decided) angles).primaryDeg() : List.of(),
          known ? ((AngleDecision.Decided) angles).secondaryDeg() : List.of());
    } catch (IOException e) {
      stored.close();
      throw e;
    }
  }

  /** Returns the number of frames. */
  public int count() {
    return stored.count();
  }

  /** Returns the width of a frame, pixels. */
  public int columns() {
    return layout.columns();
  }

  /** Returns the height of a frame, pixels. */
  public int rows() {
    return layout.rows();
  }

  /** Returns true if the lowest value is to be shown white (MONOCHROME1). */
  public boolean lowestIsWhite() {
    return layout.photometricInterpretation().equals("MONOCHROME1");
  }

  /** Returns true if there are angles, by the one reading that is possible. */
  public boolean hasAngles() {
    return !primaryDeg.isEmpty();
  }

  /** Returns the positioner primary angle that the header gives for the first frame, degrees. */
  public OptionalDouble firstPrimaryDeg() {
    return header.getDouble(Tag.PositionerPrimaryAngle);
  }

  /** Returns the positioner secondary angle that the header gives for the first frame, degrees. */
  public OptionalDouble firstSecondaryDeg() {
    return header.getDouble(Tag.PositionerSecondaryAngle);
  }

  /** Returns the positioner primary angle of a frame, degrees, within ±180°. */
  public double primaryDeg(int frame) {
    return wrapped(primaryDeg.get(frame));
  }

  /** Returns the positioner secondary angle of a frame, degrees, within ±180°. */
  public double secondaryDeg(int frame) {
    return wrapped(secondaryDeg.get(frame));
  }

  private static double wrapped(double degrees) {
    return degrees - 360 * Math.rint(degrees / 360);
  }

  /**
   * Reads the stored values of a frame.
   *
   * @param into receives rows times columns values, row by row
   */
  public void read(int frame, int[] into) throws IOException {
    stored.read(frame, into);
  }

  @Override
  public void close() throws IOException {
    stored.close();
  }
}
