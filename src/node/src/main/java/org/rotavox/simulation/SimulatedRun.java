package org.rotavox.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomWriter;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.dataset.VR;
import org.rotavox.simulation.SimulationOptions.ObjectForm;

/**
 * A rotational run of an object whose truth is known, written as a station would write it. For
 * tests and for trying out a node. The same options give the same files, byte for byte; frames are
 * computed while they are written, so that a run never has to fit into memory.
 */
public final class SimulatedRun {

  private static final int MAX_FRAMES = 2000;
  private static final int MAX_PIXELS = 4096 * 4096;

  private final SimulationOptions options;
  private final SimulatedOrbit orbit;
  private final SimulatedPixels pixels;
  private final SimulatedHeader header;

  /**
   * Creates the run.
   *
   * @throws IllegalArgumentException if there are no frames, more than 2000, frames beyond 4096 ×
   *     4096 pixels, more than 60000 photons, or matrices or angles that are not one for each frame
   */
  public SimulatedRun(SimulationOptions options) {
    boolean sized =
        options.frames >= 1
            && options.frames <= MAX_FRAMES
            && (long) options.columns * options.rows <= MAX_PIXELS;
    boolean angled =
        options.primaryDeg.isEmpty()
            || (options.primaryDeg.size() == options.frames
                && options.secondaryDeg.size() == options.frames);
    boolean placed = options.matrices.isEmpty() || options.matrices.size() == options.frames;
    if (!sized || !angled || !placed || !(options.photons > 0 && options.photons <= 60000)) {
      throw new IllegalArgumentException(
          "cannot simulate "
              + options.frames
              + " frames of "
              + options.columns
              + " × "
              + options.rows
              + " pixels with "
              + options.photons
              + " photons, "
              + options.primaryDeg.size()
              + " angles and "
              + options.matrices.size()
              + " matrices");
    }
    this.options = options;
    this.orbit = SimulatedOrbit.of(options);
    this.pixels = new SimulatedPixels(options, orbit);
    this.header = new SimulatedHeader(options, orbit, pixels);
  }

  /** Returns the primary angles, one for each frame, not wrapped. */
  public List<Double> primaryDeg() {
    return orbit.primaryDeg();
  }

  /** Returns the secondary angles, one for each frame, not wrapped. */
  public List<Double> secondaryDeg() {
    return orbit.secondaryDeg();
  }

  /**
   * Writes the run as explicit little endian.
   *
   * @param target the file; for a run of single frames the folder, which is created
   * @return the files written, in the order of acquisition
   */
  public List<Path> writeTo(Path target) throws IOException {
    if (options.objectForm != ObjectForm.SINGLE_FRAMES) {
      write(target, 0, options.frames);
      return List.of(target);
    }
    Files.createDirectories(target);
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < options.frames; i++) {
      Path file = target.resolve(String.format(Locale.ROOT, "frame-%04d.dcm", i + 1));
      write(file, i, i + 1);
      files.add(file);
    }
    return files;
  }

  private void write(Path file, int from, int to) throws IOException {
    DataSet dataSet = header.of(from, to);
    dataSet.setFrames(
        pixels.bytesPerPixel() == 1 ? VR.OB : VR.OW,
        pixels.frameBytes() * (to - from),
        out -> pixels.write(from, to, out));
    DicomWriter.writeFile(file, dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
  }
}
