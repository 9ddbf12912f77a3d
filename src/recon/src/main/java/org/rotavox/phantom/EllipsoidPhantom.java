package org.rotavox.phantom;

import java.util.List;
import org.rotavox.geometry.DetectorGrid;
import org.rotavox.geometry.ProjectionMatrix;
import org.rotavox.geometry.Vector3;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.recon.Calibration;
import org.rotavox.recon.ValueScale;
import org.rotavox.recon.Volume;
import org.rotavox.recon.Workers;

/**
 * An object made of ellipsoids, whose projections are known exactly: a line integral is the sum of
 * chord lengths times attenuations (Kak and Slaney, Principles of Computerized Tomographic Imaging,
 * 1988, section 3.1).
 *
 * <p>The two built-in ones are asymmetric in every direction on purpose: a mirrored or turned
 * volume must not go unnoticed.
 */
public final class EllipsoidPhantom {

  /** Attenuation of the phantoms' water, 1/mm. */
  public static final double WATER_PER_MM = Calibration.NOMINAL_WATER_PER_MM;

  private static final Calibration SCALE = Calibration.water(WATER_PER_MM);

  private final String name;
  private final List<Ellipsoid> ellipsoids;
  private final List<Landmark> landmarks;

  /** Creates a phantom. */
  public EllipsoidPhantom(String name, List<Ellipsoid> ellipsoids, List<Landmark> landmarks) {
    this.name = name;
    this.ellipsoids = List.copyOf(ellipsoids);
    this.landmarks = List.copyOf(landmarks);
  }

  /**
   * Returns the small phantom: a water ellipsoid of 110 × 120 × 120 mm with a soft core, two thin
   * vessels and two balls. It is the object of the small phantom files of the integration tests.
   */
  public static EllipsoidPhantom small() {
    return PhantomTable.small();
  }

  /**
   * Returns the head: skin, skull, brain, ventricles, orbits, nose, ears, petrous bones, vessels
   * with an aneurysm on the left, and two balls. It fits into a cylinder of 98 mm about the z axis.
   */
  public static EllipsoidPhantom head() {
    return PhantomTable.head();
  }

  /** Returns the phantom's name. */
  public String name() {
    return name;
  }

  /** Returns what it is made of. */
  public List<Ellipsoid> ellipsoids() {
    return ellipsoids;
  }

  /** Returns its places of known value. */
  public List<Landmark> landmarks() {
    return landmarks;
  }

  /** Returns the attenuation at a point, 1/mm. */
  public double muAt(Vector3 point) {
    double sum = 0;
    for (Ellipsoid ellipsoid : ellipsoids) {
      if (ellipsoid.contains(point)) {
        sum += ellipsoid.mu();
      }
    }
    return sum;
  }

  /**
   * Returns the line integral of the attenuation along a line.
   *
   * @param from any point of the line
   * @param direction direction of the line, of any length but zero
   */
  public double lineIntegral(Vector3 from, Vector3 direction) {
    Vector3 unit = direction.normalized();
    double sum = 0;
    for (Ellipsoid ellipsoid : ellipsoids) {
      sum += ellipsoid.mu() * ellipsoid.chordMm(from, unit);
    }
    return sum;
  }

  /** Returns the line integrals through the pixel centres of a view, row by row. */
  public float[] projection(ProjectionMatrix matrix, DetectorGrid detector) {
    return projection(matrix, detector, 1);
  }

  /**
   * Returns the line integrals of a view, row by row.
   *
   * @param samplesPerSide each pixel is the mean of this number squared of rays, evenly spread
   */
  public float[] projection(ProjectionMatrix matrix, DetectorGrid detector, int samplesPerSide) {
    double[] sum = new double[detector.rows() * detector.columns()];
    PhantomRays rays = new PhantomRays(matrix, detector);
    for (int sv = 0; sv < samplesPerSide; sv++) {
      for (int su = 0; su < samplesPerSide; su++) {
        double dc = (su + 0.5) / samplesPerSide - 0.5;
        double dr = (sv + 0.5) / samplesPerSide - 0.5;
        for (Ellipsoid ellipsoid : ellipsoids) {
          rays.add(ellipsoid, dc, dr, sum);
        }
      }
    }
    float[] projection = new float[sum.length];
    double scale = 1.0 / (samplesPerSide * samplesPerSide);
    for (int i = 0; i < sum.length; i++) {
      projection[i] = (float) (sum[i] * scale);
    }
    return projection;
  }

  /** Returns the true values at the voxel centres, Hounsfield units. */
  public Volume truth(VolumeGrid grid) {
    return truth(grid, 1);
  }

  /**
   * Returns the true values, Hounsfield units.
   *
   * @param samplesPerSide each voxel is the mean of this number cubed of points, evenly spread
   */
  public Volume truth(VolumeGrid grid, int samplesPerSide) {
    Volume volume = Volume.zeros(grid, ValueScale.HOUNSFIELD);
    Workers.forEach(
        Runtime.getRuntime().availableProcessors(),
        grid.sizeZ(),
        k -> fillSlice(volume.slice(k), grid, k, samplesPerSide));
    return volume;
  }

  private void fillSlice(float[] slice, VolumeGrid grid, int k, int samples) {
    double scale = 1.0 / ((double) samples * samples * samples);
    for (int j = 0; j < grid.sizeY(); j++) {
      for (int i = 0; i < grid.sizeX(); i++) {
        double sum = 0;
        for (int s = 0; s < samples * samples * samples; s++) {
          int si = s % samples;
          int sj = s / samples % samples;
          int sk = s / (samples * samples);
          sum +=
              muAt(
                  new Vector3(
                      grid.x(i + (si + 0.5) / samples - 0.5),
                      grid.y(j + (sj + 0.5) / samples - 0.5),
                      grid.z(k + (sk + 0.5) / samples - 0.5)));
        }
        slice[j * grid.sizeX() + i] = (float) SCALE.toHu(sum * scale);
      }
    }
  }
}
