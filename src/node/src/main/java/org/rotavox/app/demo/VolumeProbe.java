package org.rotavox.app.demo;

import org.rotavox.geometry.Vector3;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.recon.Volume;

/** Measures a volume at places of the patient. */
record VolumeProbe(Volume volume) {

  /** Returns the mean of the voxels within a ball; NaN if there is none. */
  double mean(Vector3 center, double radiusMm) {
    double[] sum = new double[2];
    visit(
        center,
        radiusMm,
        (position, value) -> {
          sum[0] += value;
          sum[1]++;
        });
    return sum[0] / sum[1];
  }

  /**
   * Returns the centre of what exceeds a threshold within a ball, weighted by how much; NaN
   * components if nothing does.
   */
  Vector3 centroidAbove(double threshold, Vector3 center, double radiusMm) {
    double[] sum = new double[4];
    visit(
        center,
        radiusMm,
        (position, value) -> {
          double weight = Math.max(0, value - threshold);
          sum[0] += weight * position.x();
          sum[1] += weight * position.y();
          sum[2] += weight * position.z();
          sum[3] += weight;
        });
    return new Vector3(sum[0], sum[1], sum[2]).times(1 / sum[3]);
  }

  /** Returns the root mean square difference to another volume of the same grid within a ball. */
  double rmse(Volume truth, double radiusMm) {
    double[] sum = new double[2];
    VolumeGrid grid = volume.grid();
    for (int k = 0; k < grid.sizeZ(); k++) {
      for (int j = 0; j < grid.sizeY(); j++) {
        for (int i = 0; i < grid.sizeX(); i++) {
          if (new Vector3(grid.x(i), grid.y(j), grid.z(k)).length() < radiusMm) {
            double difference = volume.at(i, j, k) - truth.at(i, j, k);
            sum[0] += difference * difference;
            sum[1]++;
          }
        }
      }
    }
    return Math.sqrt(sum[0] / sum[1]);
  }

  private interface Visitor {
    void visit(Vector3 position, double value);
  }

  private void visit(Vector3 center, double radiusMm, Visitor visitor) {
    VolumeGrid grid = volume.grid();
    for (int k = first(center.z(), radiusMm, grid.firstVoxel().z(), grid.spacingZMm());
        k < grid.sizeZ() && grid.z(k) <= center.z() + radiusMm;
        k++) {
      for (int j = first(center.y(), radiusMm, grid.firstVoxel().y(), grid.spacingYMm());
          j < grid.sizeY() && grid.y(j) <= center.y() + radiusMm;
          j++) {
        for (int i = first(center.x(), radiusMm, grid.firstVoxel().x(), grid.spacingXMm());
            i < grid.sizeX() && grid.x(i) <= center.x() + radiusMm;
            i++) {
          Vector3 position = new Vector3(grid.x(i), grid.y(j), grid.z(k));
          if (position.minus(center).length() <= radiusMm) {
            visitor.visit(position, volume.at(i, j, k));
          }
        }
      }
    }
  }

  private static int first(double center, double radius, double origin, double spacing) {
    return Math.max(0, (int) Math.ceil((center - radius - origin) / spacing));
  }
}
