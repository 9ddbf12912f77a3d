package org.rotavox.result;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.rotavox.geometry.Vector3;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.recon.ValueScale;
import org.rotavox.recon.Volume;

/**
 * A small volume that looks different from every side: other sizes and spacings along every axis, a
 * centre beside the isocentre, a water cylinder and three balls of different density, each nearest
 * to one patient side.
 */
final class MarkedVolume {

  static final VolumeGrid GRID =
      new VolumeGrid(56, 48, 40, 1.25, 1.5, 2.0, new Vector3(-30.5, -35.25, -37.125));

  /** Left, anterior, cranial. */
  static final Ball BRIGHT = new Ball(new Vector3(22, -14, 24), 6, 1200, 950, 5000);

  /** Right, posterior, caudal. */
  static final Ball MIDDLE = new Ball(new Vector3(-12, 16, -20), 5, 700, 525, 950);

  /** Left, posterior, near the middle. */
  static final Ball FAINT = new Ball(new Vector3(18, 20, -4), 5, 350, 200, 525);

  static final List<Ball> BALLS = List.of(BRIGHT, MIDDLE, FAINT);

  /** A ball, and the values that no other part of the volume has. */
  record Ball(Vector3 center, double radiusMm, double hu, double lowHu, double highHu) {}

  private MarkedVolume() {}

  static Volume make() {
    return make(ValueScale.HOUNSFIELD);
  }

  static Volume make(ValueScale scale) {
    return make(GRID, scale, 25);
  }

  static Volume make(VolumeGrid grid, ValueScale scale, double noiseHu) {
    Volume volume = Volume.zeros(grid, scale);
    Random noise = new Random(20_26);
    for (int k = 0; k < grid.sizeZ(); k++) {
      float[] slice = volume.slice(k);
      for (int j = 0; j < grid.sizeY(); j++) {
        for (int i = 0; i < grid.sizeX(); i++) {
          Vector3 place = new Vector3(grid.x(i), grid.y(j), grid.z(k));
          slice[j * grid.sizeX() + i] = (float) (value(place) + noiseHu * noise.nextGaussian());
        }
      }
    }
    return volume;
  }

  private static double value(Vector3 place) {
    for (Ball ball : BALLS) {
      if (place.minus(ball.center()).length() <= ball.radiusMm()) {
        return ball.hu();
      }
    }
    return Math.hypot(place.x() - 4, place.y()) < 32 ? 20 : -1000;
  }

  /** Returns the middle of all voxels that have about the density of a ball. */
  static Vector3 find(Ball ball, Volume volume) {
    VolumeGrid grid = volume.grid();
    Vector3 sum = Vector3.ORIGIN;
    int count = 0;
    for (int k = 0; k < grid.sizeZ(); k++) {
      for (int j = 0; j < grid.sizeY(); j++) {
        for (int i = 0; i < grid.sizeX(); i++) {
          float value = volume.at(i, j, k);
          if (value >= ball.lowHu() && value < ball.highHu()) {
            sum = sum.plus(new Vector3(grid.x(i), grid.y(j), grid.z(k)));
            count++;
          }
        }
      }
    }
    return sum.times(1.0 / count);
  }

  /** Requests results of this volume from a source. */
  static ResultRequest request(SourceVariant source) {
    return new ResultRequest(
        make(source.scale()),
        source.header(),
        source.sources(),
        "test-run-" + source,
        "head",
        source.seriesDescription(),
        901,
        source != SourceVariant.UNCALIBRATED,
        source == SourceVariant.LOSSY,
        "every rotational run",
        "sha256:0123456789abcdef",
        "0.1.0-test");
  }

  /** The same request as a job makes it: with the time of its creation. */
  static ResultRequest requestOfJob(SourceVariant source) {
    ResultRequest request = request(source);
    ResultDetails plain = request.details();
    return request.with(
        new ResultDetails(
            plain.stationName(),
            plain.imageComments(),
            plain.derivation(),
            "Ram-Lak",
            plain.iterative(),
            Optional.of(LocalDateTime.of(2026, 3, 1, 11, 12, 13)),
            plain.lossyRatio()));
  }
}
