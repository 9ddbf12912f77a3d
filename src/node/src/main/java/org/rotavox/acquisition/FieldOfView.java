package org.rotavox.acquisition;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rotavox.acquisition.orbit.PixelMap;
import org.rotavox.dataset.Tag;
import org.rotavox.model.ObstacleCode;

/**
 * How the stored image lies on the detector: Field of View Origin, Rotation and Horizontal Flip
 * (PS3.3 C.8.19.6.2 and, where classic objects have them, C.8.11.4): the detector's image was
 * cropped, turned clockwise, then mirrored. The crop matters to {@link IsocenterProjection} alone.
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
          ObstacleCode.GEOMETRY_CHANGES,
          Tag.FieldOfViewRotation,
          "the field of view changes within the run");
      return Optional.empty();
    }
    double degrees = rotation.single().orElse(0);
    double quarters = degrees / QUARTER_TURN_DEG;
    String flip = scopes.text(macro, Tag.FieldOfViewHorizontalFlip);
    boolean knownFlip = flip.isEmpty() || flip.equals("YES") || flip.equals("NO");
    if (quarters != Math.rint(quarters) || Math.abs(degrees) > FULL_TURN_DEG || !knownFlip) {
      finding.obstacle(
          ObstacleCode.FIELD_OF_VIEW_UNREADABLE,
          String.format(
              Locale.ROOT,
              "expected a rotation of 0, 90, 180 or 270° and a flip YES or NO, found %.1f°%s",
              degrees,
              knownFlip ? "" : " and another flip"));
      return Optional.empty();
    }
    PixelMap map = PixelMap.undoing(columns, rows, (int) quarters, flip.equals("YES"));
    if (!map.isIdentity()) {
      finding.note(
          "the image was %s to the detector's orientation",
          Stream.of(
                  degrees == 0 ? "" : String.format(Locale.ROOT, "turned back by %.0f°", degrees),
                  flip.equals("YES") ? "mirrored back" : "")
              .filter(part -> !part.isEmpty())
              .collect(Collectors.joining(" and ")));
    }
    return Optional.of(map);
  }
}
