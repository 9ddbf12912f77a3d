package org.rotavox.recon.orbit;

import org.rotavox.geometry.ProjectionMatrix;
import org.rotavox.geometry.Vector3;

/**
 * What a projection matrix says about its view: source, focal lengths, principal point, and the
 * direction of the ray through a pixel. With P = [M | t] the ray through pixel (c, r) is {@code M⁻¹
 * (c, r, 1)}; in the normalised scale of {@link ProjectionMatrix} that vector has the length 1 /
 * cos ϑ · SOD, where ϑ is its angle to the principal ray (Hartley and Zisserman, Multiple View
 * Geometry, 2nd ed., section 6.2).
 *
 * @param source focal spot, LPS millimetres
 * @param depthAxis unit vector of the principal ray, from the source to the detector
 * @param sourceToIsocenterMm distance of the isocentre from the source along the principal ray
 * @param columnsPerMm detector columns for one millimetre at the depth of the isocentre
 * @param rowsPerMm detector rows for one millimetre at the depth of the isocentre
 * @param principalColumn column of the principal ray
 * @param principalRow row of the principal ray
 * @param rayPerColumn change of the ray from column to column
 * @param rayPerRow change of the ray from row to row
 * @param rayAtOrigin ray through pixel (0, 0)
 */
public record ViewGeometry(
    Vector3 source,
    Vector3 depthAxis,
    double sourceToIsocenterMm,
    double columnsPerMm,
    double rowsPerMm,
    double principalColumn,
    double principalRow,
    Vector3 rayPerColumn,
    Vector3 rayPerRow,
    Vector3 rayAtOrigin) {

  public static ViewGeometry of(ProjectionMatrix p) {
    Vector3 m0 = new Vector3(p.at(0, 0), p.at(0, 1), p.at(0, 2));
    Vector3 m1 = new Vector3(p.at(1, 0), p.at(1, 1), p.at(1, 2));
    Vector3 m2 = new Vector3(p.at(2, 0), p.at(2, 1), p.at(2, 2));
    double det = m0.dot(m1.cross(m2));
    double depthScale = m2.dot(m2);
    double principalColumn = m0.dot(m2) / depthScale;
    double principalRow = m1.dot(m2) / depthScale;
    return new ViewGeometry(
        p.source(),
        m2.normalized(),
        1 / m2.length(),
        m0.minus(m2.times(principalColumn)).length(),
        m1.minus(m2.times(principalRow)).length(),
        principalColumn,
        principalRow,
        m1.cross(m2).times(1 / det),
        m2.cross(m0).times(1 / det),
        m0.cross(m1).times(1 / det));
  }

  /** Returns the ray through a pixel: from the source to the plane of the isocentre. */
  public Vector3 ray(double column, double row) {
    return rayAtOrigin.plus(rayPerColumn.times(column)).plus(rayPerRow.times(row));
  }
}
