package org.rotavox.acquisition;

import java.util.Locale;
import java.util.Optional;
import org.rotavox.acquisition.orbit.PixelMap;
import org.rotavox.dataset.Tag;

/**
 * How the stored image lies on the detector: Field of View Origin, Rotation and Horizontal Flip
 * (PS3.3 C.8.7.5 and C.8.19.6): the detector's image was cropped, turned clockwise, then mirrored.
 * The crop does not matter where the isocentre projects to the middle of the field of view; the
 * turn and the mirror do.
 */
final class FieldOfView {

  private static final int FULL_TURN_DEG = 360;
  private static final int QUARTER_TURN_DEG = 90;

  private FieldOfView() {}

  /**
   * Returns the map from the stored image to the detector's orientation; empty with an obstacle.
   */
  static Optional<PixelMap> toDetector(RunInstances run, Finding finding) {
    FrameScopes scopes = run.scopes();
    int macro = Tag.FieldOfViewSequence;
    FrameScopes.Constant rotation = scopes.constant(macro, Tag.FieldOfViewRotation, 1e-6);
    int columns = run.first().getInt(Tag.Columns, 0);
    int rows = run.first().getInt(Tag.Rows, 0);
    if (rotation.changes()
        || scopes.textVaries(macro, Tag.FieldOfViewHorizontalFlip)
        || scopes.constant(macro, Tag.FieldOfViewOrigin, 0.5).changes()) {
      finding.obstacle(
          "GEOMETRY_CHANGES",
          Tag.FieldOfViewRotation,
          "the field of view changes within the run",
          "");
      return Optional.empty();
    }
    double degrees = rotation.single().orElse(0);
    double quarters = degrees / QUARTER_TURN_DEG;
    String flip = scopes.text(macro, Tag.FieldOfViewHorizontalFlip);
    boolean knownFlip = flip.isEmpty() || flip.equals("YES") || flip.equals("NO");
    if (quarters != Math.rint(quarters) || Math.abs(degrees) > FULL_TURN_DEG || !knownFlip) {
      finding.obstacle(
          "FIELD_OF_VIEW_UNREADABLE",
          Tag.FieldOfViewRotation,
          String.format(
              Locale.ROOT,
              "expected a rotation of 0, 90, 180 or 270° and a flip YES or NO, found %.1f°%s",
              degrees,
              knownFlip ? "" : " and another flip"),
          "");
      return Optional.empty();
    }
    PixelMap map = PixelMap.undoing(columns, rows, (int) quarters, flip.equals("YES"));
    if (!map.isIdentity()) {
      finding.note(
          "the image was turned back by %.0f°%s to the detector's orientation",
          degrees, flip.equals("YES") ? " and mirrored back" : "");
    }
    return Optional.of(map);
  }

  /**
   * Returns where the isocentre projects to, relative to the middle of the detector's image:
   * columns right of it, rows below it. Enhanced objects may say so (0018,9430) in physical
   * detector pixels; all others assume the middle.
   */
  static double[] isocenterOffset(RunInstances run, PixelMap toDetector, Finding finding) {
    double[] none = {0, 0};
    double[] isocenter = run.first().getDoubles(Tag.PositionOfIsocenterProjection);
    FrameScopes scopes = run.scopes();
    double[] origin = values(scopes, Tag.FieldOfViewOrigin);
    double[] binning = run.first().getDoubles(Tag.DetectorBinning);
    if (isocenter.length != 2 || origin.length != 2) {
      if (isocenter.length == 2) {
        finding.note("(0018,9430) was not used: there is no Field of View Origin to refer it to");
      }
      return none;
    }
    double rowBin = binning.length == 2 && binning[0] > 0 ? binning[0] : 1;
    double columnBin = binning.length == 2 && binning[1] > 0 ? binning[1] : 1;
    double row = (isocenter[0] - origin[0]) / rowBin - (toDetector.rows() - 1) / 2.0;
    double column = (isocenter[1] - origin[1]) / columnBin - (toDetector.columns() - 1) / 2.0;
    finding.note("isocentre projects %.2f columns and %.2f rows off the middle", column, row);
    return new double[] {column, row};
  }

  private static double[] values(FrameScopes scopes, int tag) {
    return scopes.constant(Tag.FieldOfViewSequence, tag, 0.5).values().stream()
        .mapToDouble(Double::doubleValue)
        .toArray();
  }
}
