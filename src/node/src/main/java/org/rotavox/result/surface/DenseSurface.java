package org.rotavox.result.surface;

import org.rotavox.recon.Volume;
import org.rotavox.result.picture.ValueHistogram;

/**
 * The surface of what is dense in a volume (vessels with contrast medium, bone), ready to be
 * printed: threshold, {@link MarchingCubes}, without specks, smoothed, decimated.
 */
public final class DenseSurface {

  /** What is dense stands out from soft tissue by at least this much (HU). */
  private static final double MIN_CONTRAST = 100;

  private static final int ROUNDS = 20;

  private DenseSurface() {}

  /**
   * Returns the surface.
   *
   * @param threads threads that work at the same time; the result does not depend on them
   * @throws SurfaceTooLargeException if the threshold lies in the noise
   */
  public static TriangleMesh of(Volume volume, SurfaceSettings settings, int threads) {
    double threshold = settings.threshold().orElseGet(() -> thresholdByContent(volume));
    TriangleMesh raw = MarchingCubes.surface(volume, (float) threshold);
    TriangleMesh parts = MeshParts.withoutSpecks(raw, settings.minPartMm3());
    TriangleMesh smooth = TaubinSmoothing.smooth(parts, settings.smoothingRounds());
    return Decimation.reduce(smooth, settings.maxTriangles(), threads);
  }

  /**
   * Returns the value half way between soft tissue and the mean of what lies above the result: the
   * place of an edge that the resolution has blurred (Ridler and Calvard 1978, with the lower class
   * held at the tissue).
   */
  public static double thresholdByContent(Volume volume) {
    ValueHistogram histogram = ValueHistogram.of(volume);
    double tissue = histogram.tissueLevel(volume.scale());
    double threshold = Math.max(tissue + MIN_CONTRAST, (tissue + histogram.max()) / 4);
    for (int round = 0; round < ROUNDS; round++) {
      threshold = Math.max(tissue + MIN_CONTRAST, (tissue + histogram.meanAbove(threshold)) / 2);
    }
    return threshold;
  }
}
