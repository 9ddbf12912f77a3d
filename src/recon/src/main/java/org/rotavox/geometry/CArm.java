package org.rotavox.geometry;

/**
 * The pose of an ideal C-arm from the positioner angles of DICOM (PS3.3 C.8.7.5.1.2). The axes of
 * the whole project are drawn here, once:
 *
 * <pre>
 *   Seen from the patient's feet towards the head (the patient lies on the back, HFS):
 *
 *                  y = −  (anterior)
 *                  detector at primary 0°
 *                    ─────────
 *                        │ d                 d  isocentre → detector
 *                        │                   x  towards patient LEFT
 *    patient RIGHT ──── (+) ────▶ x          y  towards patient POSTERIOR
 *                        │  detector at +90° z  towards patient CRANIAL, away from the viewer
 *                        ▼ y
 *                        ∗ source            primary +90°: detector at the patient's left (LAO)
 *                                            secondary +90°: detector at the head (CRA)
 *
 *   a primary, b secondary angle:
 *   d = ( sin a cos b, −cos a cos b, sin b )     source = −SOD · d,  detector centre = (SID − SOD) · d
 *   u = ( cos a, sin a, 0 )                      along increasing column
 *   v = ( sin a sin b, −cos a sin b, −cos b )    along increasing row (down in the image)
 * </pre>
 *
 * <p>(u, v, d) is left-handed: an image is looked at from the detector's side. With secondary 0 the
 * source moves in the plane z = 0 and v points to the feet. The angles are patient-based; the
 * patient position is already inside them.
 *
 * @param sourceToIsocenterMm distance source to isocentre (SOD), millimetres
 * @param sourceToDetectorMm distance source to detector (SID), millimetres
 * @param detector the detector's pixels; the isocentre projects to their middle
 */
public record CArm(double sourceToIsocenterMm, double sourceToDetectorMm, DetectorGrid detector) {

  public CArm {
    if (!(sourceToIsocenterMm > 0) || !(sourceToDetectorMm > sourceToIsocenterMm)) {
      throw new IllegalArgumentException(
          "expected 0 < SOD < SID, got SOD "
              + sourceToIsocenterMm
              + " mm and SID "
              + sourceToDetectorMm
              + " mm");
    }
  }

  /** Returns the unit vector from the isocentre to the detector. */
  public static Vector3 towardsDetector(double primaryAngleDeg, double secondaryAngleDeg) {
    double a = Math.toRadians(primaryAngleDeg);
    double b = Math.toRadians(secondaryAngleDeg);
    return new Vector3(Math.sin(a) * Math.cos(b), -Math.cos(a) * Math.cos(b), Math.sin(b));
  }

  /** Returns the unit vector of increasing columns. */
  public static Vector3 columnAxis(double primaryAngleDeg) {
    double a = Math.toRadians(primaryAngleDeg);
    return new Vector3(Math.cos(a), Math.sin(a), 0);
  }

  /** Returns the unit vector of increasing rows. */
  public static Vector3 rowAxis(double primaryAngleDeg, double secondaryAngleDeg) {
    double a = Math.toRadians(primaryAngleDeg);
    double b = Math.toRadians(secondaryAngleDeg);
    return new Vector3(Math.sin(a) * Math.sin(b), -Math.cos(a) * Math.sin(b), -Math.cos(b));
  }

  /** Returns the projection matrix at these positioner angles. */
  public ProjectionMatrix at(double primaryAngleDeg, double secondaryAngleDeg) {
    return at(primaryAngleDeg, secondaryAngleDeg, 0);
  }

  /**
   * Returns the projection matrix at these positioner angles with the detector turned about the
   * beam.
   *
   * @param detectorTurnDeg clockwise, looking from the detector to the source
   */
  public ProjectionMatrix at(
      double primaryAngleDeg, double secondaryAngleDeg, double detectorTurnDeg) {
    Vector3 d = towardsDetector(primaryAngleDeg, secondaryAngleDeg);
    Vector3 u = columnAxis(primaryAngleDeg);
    Vector3 v = rowAxis(primaryAngleDeg, secondaryAngleDeg);
    double c = Math.cos(Math.toRadians(detectorTurnDeg));
    double s = Math.sin(Math.toRadians(detectorTurnDeg));
    return ProjectionMatrix.ofPose(
        d.times(-sourceToIsocenterMm),
        d.times(sourceToDetectorMm - sourceToIsocenterMm),
        u.times(c).plus(v.times(s)),
        v.times(c).minus(u.times(s)),
        detector);
  }

  /** Returns the half fan angle: of the outermost detector column, radians. */
  public double halfFanAngle() {
    return Math.atan(detector.columns() / 2.0 * detector.columnSpacingMm() / sourceToDetectorMm);
  }

  /**
   * Returns the radius of the cylinder about the rotation axis that every view sees completely,
   * millimetres.
   */
  public double fieldOfViewRadiusMm() {
    return sourceToIsocenterMm * Math.sin(halfFanAngle());
  }
}
