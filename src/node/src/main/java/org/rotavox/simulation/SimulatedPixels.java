package org.rotavox.simulation;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Random;
import org.rotavox.recon.Workers;
import org.rotavox.simulation.SimulationOptions.IntensityForm;

/** Computes the stored pixels of simulated frames; a few at a time, never the whole run. */
public final class SimulatedPixels {

  private static final int LARGEST_12_BIT = 4095;
  private static final double LEAST_PHOTONS = 10;
  private static final int MOST_PHOTONS = 65535;

  private final SimulationOptions options;
  private final SimulatedOrbit orbit;

  public SimulatedPixels(SimulationOptions options, SimulatedOrbit orbit) {
    this.options = options;
    this.orbit = orbit;
  }

  int bytesPerPixel() {
    return options.intensityForm == IntensityForm.DISP ? 1 : 2;
  }

  int bitsStored() {
    return switch (options.intensityForm) {
      case LIN, LIN_INVERTED, MONOCHROME1, UNSTATED -> 16;
      case LOG_LUT, LOG_RESCALED, LOG_INVERTED -> 12;
      case DISP -> 8;
    };
  }

  long frameBytes() {
    return (long) options.columns * options.rows * bytesPerPixel();
  }

  /** Writes these frames, one after the other. */
  void write(int from, int to, OutputStream out) throws IOException {
    int batch = Math.max(1, Runtime.getRuntime().availableProcessors());
    for (int start = from; start < to; start += batch) {
      int first = start;
      byte[][] frames = new byte[Math.min(to, first + batch) - first][];
      Workers.forEach(batch, frames.length, n -> frames[n] = frame(first + n));
      for (byte[] frame : frames) {
        out.write(frame);
      }
    }
  }

  private byte[] frame(int index) {
    float[] p =
        options
            .changing
            .map(object -> object.apply(index))
            .orElse(options.phantom)
            .projection(orbit.matrices().get(index), orbit.detector());
    Random random = new Random(options.seed * 1_000_003 + index);
    byte[] bytes = new byte[(int) frameBytes()];
    int wide = bytesPerPixel();
    int storedColumns = orbit.storedColumns();
    for (int r = 0, i = 0; r < options.rows; r++) {
      for (int c = 0; c < options.columns; c++, i++) {
        double mean = options.photons * Math.exp(-p[i]);
        double photons = options.noisy ? mean + Math.sqrt(mean) * random.nextGaussian() : mean;
        int value = stored(photons);
        int target =
            wide
                * (orbit.toDetector().oldRow(c, r) * storedColumns
                    + orbit.toDetector().oldColumn(c, r));
        bytes[target] = (byte) value;
        if (wide == 2) {
          bytes[target + 1] = (byte) (value >> 8);
        }
      }
    }
    return bytes;
  }

  private int stored(double photons) {
    double linear = Math.max(0, Math.min(MOST_PHOTONS, photons));
    return switch (options.intensityForm) {
      case LIN, UNSTATED -> (int) Math.rint(linear);
      case LIN_INVERTED, MONOCHROME1 -> MOST_PHOTONS - (int) Math.rint(linear);
      case LOG_LUT, LOG_RESCALED -> logarithmic(linear);
      case LOG_INVERTED -> LARGEST_12_BIT - logarithmic(linear);
      case DISP -> (int) Math.rint(Math.min(255, 230 * linear / options.photons));
    };
  }

  private static int logarithmic(double linear) {
    return (int) Math.rint(Math.log(Math.max(LEAST_PHOTONS, linear) / LEAST_PHOTONS) / logStep());
  }

  /** The natural logarithm of the ratio of intensities that one step of 12 bits stands for. */
  public static double logStep() {
    return Math.log(MOST_PHOTONS / LEAST_PHOTONS) / LARGEST_12_BIT;
  }

  /** The table from 12-bit logarithm back to intensity. */
  static byte[] logTable() {
    byte[] table = new byte[2 * (LARGEST_12_BIT + 1)];
    for (int v = 0; v <= LARGEST_12_BIT; v++) {
      int linear = (int) Math.rint(LEAST_PHOTONS * Math.exp(v * logStep()));
      table[2 * v] = (byte) linear;
      table[2 * v + 1] = (byte) (linear >> 8);
    }
    return table;
  }

  static double logIntercept() {
    return Math.log(LEAST_PHOTONS);
  }
}
