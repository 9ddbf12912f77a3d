package org.rotavox.acquisition.border;

import java.util.Arrays;

/**
 * What each pixel showed over the frames looked at: its second largest and its second smallest
 * intensity, each as a part of what the frame's bright pixels have, and whether its stored value
 * ever changed. The second, not the first: one odd frame decides nothing.
 *
 * <p>Pixels that a shutter blanks are left out. Memory: 21 bytes a pixel.
 */
public final class PixelCourse {

  /** Of the intensities of a frame: exposure control moves it as it moves the whole frame. */
  private static final double BRIGHT = 0.95;

  private static final int MOST_SAMPLES = 20_000;

  /** Levels below this, as a part of what is bright, are the same. */
  private static final double LEAST_FLOOR = 0.001;

  private final int columns;
  private final int rows;
  private final double darkStep;
  private final boolean[] declared;
  private final float[] largest;
  private final float[] second;
  private final float[] smallest;
  private final float[] secondSmallest;
  private final int[] stored;
  private final boolean[] changed;
  private int frames;
  private double floor = LEAST_FLOOR;

  /**
   * Creates one for frames of this size.
   *
   * @param darkStep what four steps of the grey scale are worth at its dark end, in the unit of the
   *     intensities: darker pixels than that cannot be told from each other
   * @param declared pixels that the header declares as blanked; empty = none
   */
  public PixelCourse(int columns, int rows, double darkStep, boolean[] declared) {
    this.darkStep = darkStep;
    this.columns = columns;
    this.rows = rows;
    this.declared = declared;
    int pixels = columns * rows;
    this.largest = filled(pixels, Float.NEGATIVE_INFINITY);
    this.second = filled(pixels, Float.NEGATIVE_INFINITY);
    this.smallest = filled(pixels, Float.POSITIVE_INFINITY);
    this.secondSmallest = filled(pixels, Float.POSITIVE_INFINITY);
    this.stored = new int[pixels];
    this.changed = new boolean[pixels];
  }

  private static float[] filled(int size, float value) {
    float[] array = new float[size];
    Arrays.fill(array, value);
    return array;
  }

  /** From a stored value to something that rises with the intensity, from 0. */
  @FunctionalInterface
  public interface Intensity {

    /** Returns the intensity of a stored value, in any unit. */
    float of(int storedValue);
  }

  /**
   * Takes a frame.
   *
   * @param values stored values, row by row; they are not kept
   */
  public void add(int[] values, Intensity intensity) {
    float bright = bright(values, intensity);
    if (!(bright > 0)) {
      return;
    }
    floor = Math.max(floor, darkStep / bright);
    for (int i = 0; i < stored.length; i++) {
      if (frames == 0) {
        stored[i] = values[i];
      } else if (stored[i] != values[i]) {
        changed[i] = true;
      }
      float level = intensity.of(values[i]) / bright;
      if (level > largest[i]) {
        second[i] = largest[i];
        largest[i] = level;
      } else if (level > second[i]) {
        second[i] = level;
      }
      if (level < smallest[i]) {
        secondSmallest[i] = smallest[i];
        smallest[i] = level;
      } else if (level < secondSmallest[i]) {
        secondSmallest[i] = level;
      }
    }
    frames++;
  }

  private float bright(int[] values, Intensity intensity) {
    int stride = Math.max(1, values.length / MOST_SAMPLES);
    float[] seen = new float[(values.length + stride - 1) / stride];
    int n = 0;
    for (int i = 0; i < values.length; i += stride) {
      if (isOpen(i)) {
        seen[n++] = intensity.of(values[i]);
      }
    }
    if (n == 0) {
      return 0;
    }
    Arrays.sort(seen, 0, n);
    return seen[(int) (BRIGHT * (n - 1))];
  }

  int columns() {
    return columns;
  }

  int rows() {
    return rows;
  }

  /** Returns the number of frames taken; two at least are needed for anything. */
  int frames() {
    return frames;
  }

  /**
   * Returns the level, 1 = as the bright pixels of a frame, below which all levels are the same.
   */
  double floor() {
    return floor;
  }

  /** Returns true if no header blanks the pixel. */
  boolean isOpen(int pixel) {
    return declared.length == 0 || !declared[pixel];
  }

  /** Returns how bright the pixel gets, 1 = as the bright pixels of a frame. */
  float bright(int pixel) {
    return second[pixel];
  }

  /** Returns how dark it gets. */
  float dark(int pixel) {
    return secondSmallest[pixel];
  }

  /** Returns true if the stored value is the same in all frames. */
  boolean isFixed(int pixel) {
    return !changed[pixel];
  }

  int stored(int pixel) {
    return stored[pixel];
  }

  /**
   * Returns the pixels that hardly change during the run: air that the object never covers, and
   * whatever stands still with the detector.
   *
   * @param share the largest change, as a part of the range of all pixels
   */
  public boolean[] still(double share) {
    float[] levels = new float[Math.min(second.length, MOST_SAMPLES) * 2];
    int stride = Math.max(1, second.length / MOST_SAMPLES);
    int n = 0;
    for (int i = 0; i < second.length && n + 1 < levels.length; i += stride) {
      if (isOpen(i)) {
        levels[n++] = second[i];
        levels[n++] = secondSmallest[i];
      }
    }
    Arrays.sort(levels, 0, n);
    float range = n == 0 ? 0 : levels[(int) (0.99 * (n - 1))] - levels[(int) (0.01 * (n - 1))];
    boolean[] still = new boolean[second.length];
    for (int i = 0; i < still.length; i++) {
      still[i] = second[i] - secondSmallest[i] <= share * range;
    }
    return still;
  }
}
