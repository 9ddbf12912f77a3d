package org.rotavox.phantom;

import java.util.Random;
import org.rotavox.geometry.Trajectory;
import org.rotavox.recon.FrameSource;

/**
 * The detector images of a phantom, computed when they are asked for: {@code I = I₀ · exp(−p)},
 * with or without photon noise. The same frame is the same image every time.
 */
public final class PhantomFrames implements FrameSource {

  private final EllipsoidPhantom phantom;
  private final Trajectory trajectory;
  private final double photons;
  private final boolean noisy;
  private final long seed;
  private final int samplesPerSide;

  private PhantomFrames(
      EllipsoidPhantom phantom,
      Trajectory trajectory,
      double photons,
      boolean noisy,
      long seed,
      int samplesPerSide) {
    this.phantom = phantom;
    this.trajectory = trajectory;
    this.photons = photons;
    this.noisy = noisy;
    this.seed = seed;
    this.samplesPerSide = samplesPerSide;
  }

  /** Returns frames without noise. */
  public static PhantomFrames exact(EllipsoidPhantom phantom, Trajectory trajectory) {
    return new PhantomFrames(phantom, trajectory, 40000, false, 0, 1);
  }

  /**
   * Returns frames with photon noise (normal approximation of the Poisson distribution).
   *
   * @param photons photons of an unattenuated pixel
   * @param seed start of the random numbers
   */
  public static PhantomFrames noisy(
      EllipsoidPhantom phantom, Trajectory trajectory, double photons, long seed) {
    return new PhantomFrames(phantom, trajectory, photons, true, seed, 1);
  }

  /** Returns these frames with each pixel the mean of several rays, evenly spread. */
  public PhantomFrames withSamplesPerSide(int samples) {
    return new PhantomFrames(phantom, trajectory, photons, noisy, seed, samples);
  }

  @Override
  public int frames() {
    return trajectory.views();
  }

  @Override
  public void readIntensities(int frame, float[] out) {
    float[] p =
        phantom.projection(trajectory.matrices().get(frame), trajectory.detector(), samplesPerSide);
    Random random = new Random(seed * 1_000_003 + frame);
    for (int i = 0; i < p.length; i++) {
      double mean = photons * Math.exp(-p[i]);
      out[i] = (float) (noisy ? Math.max(0, mean + Math.sqrt(mean) * random.nextGaussian()) : mean);
    }
  }
}
