package org.rotavox.result.surface;

import java.util.OptionalDouble;

/**
 * What a surface for printing shall be like.
 *
 * @param threshold what is at least as dense belongs to it, in the volume's scale; empty = chosen
 *     by content
 * @param smoothingRounds rounds of {@link TaubinSmoothing}, 0 to 100
 * @param maxTriangles greatest number of triangles after decimation, at least 1000
 * @param minPartMm3 parts with less volume are dropped as noise, mm³; 0 keeps everything
 */
public record SurfaceSettings(
    OptionalDouble threshold, int smoothingRounds, int maxTriangles, double minPartMm3) {

  /** Threshold by content, 10 rounds, 200 000 triangles, parts from 20 mm³. */
  public static final SurfaceSettings DEFAULT =
      new SurfaceSettings(OptionalDouble.empty(), 10, 200_000, 20);

  public SurfaceSettings {
    if (smoothingRounds < 0 || smoothingRounds > 100) {
      throw new IllegalArgumentException("smoothing rounds " + smoothingRounds);
    }
    if (maxTriangles < 1000 || maxTriangles > MarchingCubes.MAX_TRIANGLES) {
      throw new IllegalArgumentException("triangles " + maxTriangles);
    }
    if (!(minPartMm3 >= 0)) {
      throw new IllegalArgumentException("smallest part " + minPartMm3 + " mm³");
    }
  }
}
