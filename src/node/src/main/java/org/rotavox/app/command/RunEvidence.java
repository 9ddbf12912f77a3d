package org.rotavox.app.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.rotavox.acquisition.RotationalRun;
import org.rotavox.geometry.CArm;
import org.rotavox.geometry.DetectorGrid;
import org.rotavox.geometry.Trajectory;
import org.rotavox.model.Fact;
import org.rotavox.model.SeriesFacts;

/** What speaks for a run: its angles, distances and pixels in a line each. */
final class RunEvidence {

  private RunEvidence() {}

  static Map<String, String> of(RotationalRun run, SeriesFacts facts) {
    Map<String, String> lines = new LinkedHashMap<>();
    Trajectory trajectory = run.trajectory();
    List<Double> angles = trajectory.rotationAnglesDeg();
    lines.put(
        "angles",
        format(
            "%.1f° from %.1f° to %.1f° in %d frames, %.2f° apart",
            Math.abs(angles.get(angles.size() - 1) - angles.get(0)),
            angles.get(0),
            angles.get(angles.size() - 1),
            angles.size(),
            facts.number(Fact.MEAN_STEP_DEG)));
    CArm carm = trajectory.carm();
    lines.put(
        "distances",
        format(
            "source to isocentre %.1f mm, source to detector %.1f mm",
            carm.sourceToIsocenterMm(), carm.sourceToDetectorMm()));
    DetectorGrid detector = carm.detector();
    lines.put(
        "spacing",
        format(
            "%d × %d pixels of %.4g mm × %.4g mm, a detector of %.0f mm × %.0f mm",
            detector.columns(),
            detector.rows(),
            detector.columnSpacingMm(),
            detector.rowSpacingMm(),
            detector.columns() * detector.columnSpacingMm(),
            detector.rows() * detector.rowSpacingMm()));
    return lines;
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
