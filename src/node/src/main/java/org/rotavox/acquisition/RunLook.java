package org.rotavox.acquisition;

import java.io.IOException;
import java.util.Optional;
import org.rotavox.acquisition.intensity.FrameSample;
import org.rotavox.acquisition.intensity.IntensityHeader;
import org.rotavox.acquisition.intensity.IntensityReading;
import org.rotavox.acquisition.intensity.IntensityScale;
import org.rotavox.acquisition.orbit.PixelMap;
import org.rotavox.dataset.PixelDescription;
import org.rotavox.geometry.Trajectory;
import org.rotavox.model.ObstacleCode;

/** Looks at the frames of a run: at some, to know how to read them; then at all. */
final class RunLook {

  private final RunInstances run;
  private final Optional<StationProfile> station;
  private final StoredFrames stored;
  private final Finding finding;

  RunLook(
      RunInstances run, Optional<StationProfile> station, StoredFrames stored, Finding finding) {
    this.run = run;
    this.station = station;
    this.stored = stored;
    this.finding = finding;
  }

  /**
   * What some frames look like.
   *
   * @param border which pixels are blanked
   * @param sample figures of the frames; empty, with an obstacle, if they are no projections
   */
  record Looked(RunBorder border, Optional<FrameSample> sample) {}

  /**
   * Looks at some frames.
   *
   * @param turns true if the arm turns; what stands still is not searched for borders, which takes
   *     time
   * @param hasOrbit true if the run could be reconstructed
   */
  Looked atSome(IntensityHeader header, boolean turns, boolean hasOrbit) throws IOException {
    RunBorder border = border(header, turns);
    Optional<FrameSample> sample = new RunPixels(run, stored, finding).sample(border);
    if (sample.isPresent() && hasOrbit && run.hasRepeatedFrames()) {
      RepeatedFrames.check(run.files(), finding);
    }
    return new Looked(border, sample);
  }

  /** Returns what was kept; what was kept of frames of another size is an obstacle. */
  Looked asKept(KeptReading reading) throws IOException {
    PixelDescription layout = stored.describe();
    Optional<RunBorder> border = reading.border(layout.pixels());
    if (border.isEmpty()) {
      finding.obstacle(
          ObstacleCode.PIXELS_UNREADABLE,
          ObstacleCode.PIXELS_UNREADABLE.attribute(),
          "what was kept of the run does not fit its frames",
          "");
    }
    return new Looked(
        border.orElseGet(() -> RunBorder.unseen(new boolean[0])),
        border.map(known -> reading.sample(layout.columns(), layout.rows())));
  }

  private RunBorder border(IntensityHeader header, boolean turns) throws IOException {
    boolean[] declared = RunBlanking.of(run, finding);
    Optional<IntensityReading> forced = station.flatMap(s -> s.reading().intensity());
    return turns
        ? RunBorder.of(stored, declared, header, forced, finding)
        : RunBorder.unseen(declared);
  }

  /**
   * Looks at every frame, and whether they agree with the orbit.
   *
   * @param map from the stored image to the orbit's
   */
  void atAll(
      Trajectory trajectory,
      PixelMap map,
      IntensityScale scale,
      RunBorder border,
      boolean truncated)
      throws IOException {
    PixelDescription layout = stored.describe();
    OppositeRays rays = new OppositeRays(trajectory, map, layout.columns(), layout.rows());
    boolean compressed = run.files().stream().anyMatch(f -> f.transferSyntax().encapsulated());
    FrameScan scan = new FrameScan(stored, layout, border.blanked(), finding);
    if (scan.scan(compressed, rays, scale)) {
      boolean overruled = station.map(s -> s.geometry().overridesHeader()).orElse(false);
      rays.judge(truncated, overruled, finding);
    }
  }
}
