package org.rotavox.acquisition;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.rotavox.acquisition.intensity.FrameSample;
import org.rotavox.acquisition.intensity.IntensityHeader;
import org.rotavox.acquisition.intensity.IntensityReading;
import org.rotavox.acquisition.intensity.IntensityRule;
import org.rotavox.acquisition.intensity.IntensityScale;
import org.rotavox.acquisition.orbit.AngleDecision;
import org.rotavox.acquisition.orbit.Orbit;
import org.rotavox.acquisition.orbit.PixelMap;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.Tag;
import org.rotavox.geometry.CArm;
import org.rotavox.geometry.ProjectionMatrix;
import org.rotavox.geometry.Trajectory;
import org.rotavox.model.ObstacleCode;
import org.rotavox.recon.AirLevels;
import org.rotavox.recon.ProjectionStack;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.estimate.AirEstimate;

/** Reads one run, step by step, gathering obstacles rather than stopping at the first. */
final class RunAssembly {

  private static final double TILTED_DEG = 8;

  /** Beyond this more than a third of a round object's value would be missing (1 − cos 50°). */
  private static final double LARGEST_LIFT_DEG = 50;

  private final Finding finding = new Finding();
  private final RunFacts facts = new RunFacts();
  private final RunInstances run;
  private final Optional<StationProfile> station;
  private final AcquisitionSettings settings;
  private final FrameRoom room;
  private String basis = "";
  private Optional<KeptReading> kept = Optional.empty();
  private Optional<AngleDecision.Decided> decided = Optional.empty();

  RunAssembly(List<DicomFile> files, AcquisitionSettings settings, FrameRoom room) {
    this.room = room;
    RunInstances instances = RunInstances.of(files, finding);
    this.settings = settings;
    this.station = settings.station(instances.first());
    this.run = instances.withAnglesOfParts(station, finding);
    station.ifPresent(s -> finding.note("station entry: %s", s.name()));
    FileWarnings.tell(files, finding);
  }

  /**
   * Says what the reading rests on, so that it can be kept.
   *
   * @param earlier what was kept; it is used only if it rests on the same
   */
  RunAssembly withKept(KeptReading.Basis on, Optional<KeptReading> earlier) {
    basis = KeptReading.basis(on, station, settings.unconfirmed());
    kept = earlier.filter(reading -> reading.restsOn(basis));
    return this;
  }

  /** True if the frames need not be looked at. */
  boolean usesKept() {
    return kept.isPresent();
  }

  RunReading assemble() throws IOException {
    facts.header(run);
    if (!run.kind().isProjection()) {
      finding.obstacle(ObstacleCode.NOT_A_PROJECTION, run.kind().article());
      return refused();
    }
    if (!FrameRoom.hasPossibleLength(run.scopes().frames(), finding)) {
      return refused();
    }
    if (run.scopes().frames() == 1) {
      finding.obstacle(ObstacleCode.SINGLE_FRAME, "a single image: a rotation needs many");
    }
    if (!run.first().contains(Tag.PixelData)) {
      finding.obstacle(ObstacleCode.NO_PIXELS, "the object holds no image");
      return refused();
    }
    ProcessedMark.tell(run.first(), finding);
    Optional<Orbit> orbit = orbit();
    orbit.ifPresent(this::checkLift);
    if (settings.refusesUnconfirmed(station)) {
      finding.refuseUnconfirmed();
    }
    return withPixels(orbit);
  }

  private void checkLift(Orbit orbit) {
    double lift = orbit.liftDeg();
    if (lift > LARGEST_LIFT_DEG) {
      finding.obstacle(
          ObstacleCode.ORBIT_TILTED,
          String.format(
              Locale.ROOT,
              "the beam stands %.0f° off the plane in which the arm turns: %.0f %% of the object's"
                  + " value would be missing",
              lift,
              100 * (1 - Math.cos(Math.toRadians(lift)))));
    }
  }

  private Optional<Orbit> orbit() throws IOException {
    RunAngles angles = new RunAngles(run, station, finding);
    AngleDecision decision = kept.isPresent() ? kept.get().angles() : angles.decide();
    finding.notes(decision.notes());
    facts.angles(decision);
    Optional<StationProfile.SideCar> sideCar = station.flatMap(StationProfile::sideCar);
    if (decision instanceof AngleDecision.Refused refused && finding.isIncomplete()) {
      facts.turnsInPart(refused);
    } else if (decision instanceof AngleDecision.Refused refused && sideCar.isEmpty()) {
      // Before anything that a station entry could mend: that it does not turn is the reason.
      report(refused, angles);
    }
    if (decision instanceof AngleDecision.Decided one) {
      decided = Optional.of(one);
      angles.compareWithStation(one);
    }
    Optional<PixelMap> view = FieldOfView.toDetector(run, finding);
    RunGeometry geometry = new RunGeometry(run, station, finding);
    Optional<CArm> carm = view.flatMap(geometry::carm);
    facts.geometry(carm.isPresent(), geometry.fromStation() ? "STATION" : "HEADER");
    if (carm.isEmpty() || view.isEmpty()) {
      return Optional.empty();
    }
    Optional<Orbit> ideal =
        decided.isPresent()
            ? Optional.of(ideal(carm.get(), view.get(), decided.get()))
            : Optional.empty();
    if (sideCar.isEmpty()) {
      return ideal;
    }
    return alongSideCar(sideCar.get(), carm.get(), ideal, angles, decision);
  }

  /** What stands still by the standard's attributes may turn by private ones. */
  private void report(AngleDecision.Refused refused, RunAngles angles) {
    Optional<PrivateAngles.Found> found =
        refused.turns() ? Optional.empty() : PrivateAngles.of(run.first(), run.scopes().frames());
    if (found.isEmpty()) {
      angles.report(refused);
      return;
    }
    facts.turns();
    found.get().arcDeg().ifPresent(facts::arc);
    finding.obstacle(
        ObstacleCode.ANGLES_PRIVATE,
        found.get().row().tag(),
        found.get().row().sentence(),
        ObstacleCode.ANGLES_PRIVATE.remedy());
  }

  private Orbit ideal(CArm carm, PixelMap view, AngleDecision.Decided decided) {
    StationProfile.Geometry entry =
        station.map(StationProfile::geometry).orElseGet(StationProfile.Geometry::unknown);
    double[] offset = new IsocenterProjection(run, view, entry, finding).offset();
    List<Double> turns =
        IsocenterSystem.of(run).map(system -> system.compared(decided, finding)).orElse(List.of());
    double column = offset[0] + entry.isocenterColumnOffsetMm() / carm.detector().columnSpacingMm();
    double row = offset[1] + entry.isocenterRowOffsetMm() / carm.detector().rowSpacingMm();
    Orbit orbit = Orbit.ofAngles(carm, decided, turns, column, row);
    if (orbit.turned()) {
      finding.note("the rotation runs along the image's columns: images are turned by 90°");
    }
    if (orbit.skewDeg() > TILTED_DEG) {
      finding.note("the detector's rows are tilted against the rotation by %.0f°", orbit.skewDeg());
    }
    return orbit;
  }

  private Optional<Orbit> alongSideCar(
      StationProfile.SideCar settings,
      CArm carm,
      Optional<Orbit> ideal,
      RunAngles angles,
      AngleDecision decision)
      throws IOException {
    Optional<List<ProjectionMatrix>> header = ideal.map(o -> o.detectorMatrices(carm));
    int before = finding.obstacles().size();
    Optional<List<ProjectionMatrix>> matrices =
        new RunSideCar(run, settings, finding).matrices(carm.detector(), header);
    if (matrices.isPresent()) {
      Orbit orbit = Orbit.ofMatrices(carm, matrices.get());
      facts.geometry(true, "SIDE_CAR");
      finding.confirmedExcept("pixelSpacing");
      facts.sideCarSweep(orbit.trajectory().rotationAnglesDeg());
      return Optional.of(orbit);
    }
    if (finding.obstacles().size() == before) {
      if (decision instanceof AngleDecision.Refused refused) {
        report(refused, angles);
      }
      return ideal;
    }
    return Optional.empty();
  }

  private RunReading withPixels(Optional<Orbit> orbit) throws IOException {
    StoredFrames stored = run.stored();
    IntensityHeader header = new PixelMeaning(run, finding).header();
    if (!room.fits(stored, finding)) {
      stored.close();
      return refused();
    }
    boolean keepOpen = false;
    FrameRoom.Lease lease = room.take(stored);
    try {
      boolean turns = orbit.isPresent() || facts.isTurning();
      RunLook look = new RunLook(run, station, stored, finding);
      RunLook.Looked looked =
          kept.isPresent()
              ? look.asKept(kept.get())
              : look.atSome(header, turns, orbit.isPresent());
      Optional<IntensityScale> scale = Optional.empty();
      if (looked.sample().isPresent()) {
        scale = scale(header, looked.sample().get());
      }
      if (turns) {
        facts.border(looked.border().state());
      }
      facts.intensity(looked.sample(), scale, orbit.isEmpty() || map(orbit.get()).cc() != 0);
      if (orbit.isEmpty() || scale.isEmpty() || finding.hasObstacles()) {
        return refused();
      }
      if (kept.isEmpty()) {
        look.atAll(
            orbit.get().trajectory(),
            map(orbit.get()),
            scale.get(),
            looked.border(),
            facts.isTruncationLikely());
      }
      if (finding.hasObstacles()) {
        return refused();
      }
      keepOpen = true;
      return accepted(orbit.get(), scale.get(), stored, looked, header.lossy());
    } finally {
      lease.close();
      if (!keepOpen) {
        stored.close();
      }
    }
  }

  /** From the stored image to the orbit's. */
  private PixelMap map(Orbit orbit) {
    PixelMap map = FieldOfView.toDetector(run, new Finding()).orElseThrow();
    return orbit.turned() ? map.then(PixelMap.quarterTurn(map.columns(), map.rows())) : map;
  }

  private Optional<IntensityScale> scale(IntensityHeader header, FrameSample sample) {
    Optional<IntensityReading> forced = station.flatMap(s -> s.reading().intensity());
    IntensityRule.Result result = IntensityRule.decide(header, sample, forced);
    if (result.code().isPresent()) {
      finding.obstacle(
          result.code().get(), result.tag(), result.sentence(), result.code().get().remedy());
    }
    result.scale().ifPresent(s -> finding.notes(s.notes()));
    return result.scale();
  }

  private RunReading accepted(
      Orbit orbit, IntensityScale scale, StoredFrames stored, RunLook.Looked looked, boolean lossy)
      throws IOException {
    RunBorder border = looked.border();
    int columns = run.first().getInt(Tag.Columns, 0);
    OptionalInt air =
        station.map(s -> s.reading().unattenuatedPixelValue()).orElse(OptionalInt.empty());
    air.ifPresent(value -> finding.note("unattenuated pixel value %d from station entry", value));
    List<String> reasons = new ArrayList<>(scale.notQuantitative());
    if (border.state() == RunBorder.State.UNCLEAR) {
      reasons.add("an edge near the rim of the images is a border or the object");
    }
    IntensityFrames frames =
        new IntensityFrames(stored, scale, map(orbit), columns, border.blanked(), air);
    AirLevels.Evidence level =
        kept.isPresent() ? kept.get().air() : airLevel(orbit.trajectory(), frames);
    facts.air(level);
    if (level == AirLevels.Evidence.INFERRED) {
      reasons.add("the images show no air beside the object");
    }
    for (String reason : reasons) {
      finding.note("not quantitative: %s", reason);
      finding.warning("values are not quantitative: " + reason);
    }
    RotationalRun rotational =
        new RotationalRun(
            orbit.trajectory(), frames, stored, run.header(), run.sources(), reasons, lossy);
    Finding said = kept.map(KeptReading::finding).orElse(finding);
    return new RunReading(
        facts.build(said),
        Optional.of(rotational),
        said.notes(),
        toKeep(looked, level),
        kept.isPresent());
  }

  private static AirLevels.Evidence airLevel(Trajectory trajectory, IntensityFrames frames)
      throws IOException {
    try {
      return AirEstimate.evidence(new ProjectionStack(trajectory, frames), 1);
    } catch (ReconstructionException e) {
      InterruptedIOException interrupted = new InterruptedIOException(e.getMessage());
      interrupted.initCause(e);
      throw interrupted;
    }
  }

  private Optional<KeptReading> toKeep(RunLook.Looked looked, AirLevels.Evidence air) {
    if (kept.isPresent() || basis.isEmpty() || decided.isEmpty()) {
      return kept;
    }
    return Optional.of(
        KeptReading.of(
            basis, decided.get(), looked.sample().orElseThrow(), looked.border(), air, finding));
  }

  private RunReading refused() {
    return RunReading.refused(facts.build(finding), finding.notes());
  }
}
