package org.rotavox.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * How fast files are decoded by one thread: megabytes of cells a second, the median of some rounds
 * after a round to get warm.
 *
 * <p>Arguments: number of rounds, then files.
 */
final class CodecBench {

  private static final double MEGA = 1e6;

  private CodecBench() {}

  public static void main(String[] arguments) throws IOException {
    int rounds = Integer.parseInt(arguments[0]);
    for (int i = 1; i < arguments.length; i++) {
      DicomFile file = DicomFile.read(Path.of(arguments[i]));
      round(file);
      double[] speeds = new double[rounds];
      for (int round = 0; round < rounds; round++) {
        speeds[round] = round(file);
      }
      Arrays.sort(speeds);
      System.out.printf(Locale.ROOT, "%.0f%n", speeds[rounds / 2]);
    }
  }

  private static double round(DicomFile file) throws IOException {
    try (PixelFrames frames = PixelFrames.open(file)) {
      PixelDescription pixels = frames.description();
      int[] into = new int[pixels.pixels()];
      long start = System.nanoTime();
      for (int frame = 0; frame < frames.count(); frame++) {
        frames.readFrame(frame, into);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      long cells = (long) pixels.pixels() * frames.count();
      return cells * (pixels.bitsAllocated() / 8) / MEGA / seconds;
    }
  }
}
