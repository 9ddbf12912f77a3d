package org.rotavox.recon.cpu;

import java.util.stream.DoubleStream;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.Roofline;
import org.rotavox.recon.Workers;

/** Measures the {@link Roofline} of plain Java on this machine's processors. */
final class CpuRoofline {

  private static final int COPIED_FLOATS = 1 << 23;
  private static final int COPIES = 6;
  private static final int CACHED_FLOATS = 1 << 11;

  /** Repetitions, of which the fastest counts: the first ones are not compiled yet. */
  private static final int REPETITIONS = 40;

  private static final int ROUNDS = 3000;

  private CpuRoofline() {}

  /** Measures with so many threads at once; takes less than a second. */
  static Roofline measure(int threads) throws ReconstructionException {
    return new Roofline(
        onAll(threads, CpuRoofline::copyBytesPerSecond),
        onAll(threads, CpuRoofline::flopsPerSecond));
  }

  private interface Speed {
    double measure();
  }

  private static double onAll(int threads, Speed speed) throws ReconstructionException {
    double[] speeds = new double[threads];
    try (Workers workers = new Workers(threads)) {
      workers.forEach(threads, n -> speeds[n] = speed.measure());
    }
    return Math.max(1, DoubleStream.of(speeds).sum());
  }

  private static double copyBytesPerSecond() {
    float[] from = new float[COPIED_FLOATS];
    float[] to = new float[COPIED_FLOATS];
    double best = 0;
    for (int n = 0; n < COPIES; n++) {
      long start = System.nanoTime();
      System.arraycopy(from, 0, to, 0, COPIED_FLOATS);
      best = Math.max(best, 8.0 * COPIED_FLOATS / ((System.nanoTime() - start) * 1e-9));
    }
    return best;
  }

  private static double flopsPerSecond() {
    float[] values = new float[CACHED_FLOATS];
    double best = 0;
    for (int n = 0; n < REPETITIONS; n++) {
      long start = System.nanoTime();
      multiplyAdd(values, ROUNDS);
      best = Math.max(best, 2.0 * CACHED_FLOATS * ROUNDS / ((System.nanoTime() - start) * 1e-9));
    }
    return best;
  }

  private static void multiplyAdd(float[] values, int rounds) {
    for (int round = 0; round < rounds; round++) {
      float factor = 0.5f + 1e-6f * round;
      for (int i = 0; i < values.length; i++) {
        values[i] = values[i] * factor + 1;
      }
    }
  }
}
