package org.rotavox.acquisition.orbit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rotavox.model.ObstacleCode;

/**
 * Decides how the positioner angles of a run are to be read. Every reading that the number of
 * values allows is tried on both axes; those that contradict the first angle, or that no C-arm can
 * have moved along, are rejected with their reason, as are those that leave no possible reading for
 * the other angle. Exactly one is left, or the run is refused: two readings that give different
 * volumes are never chosen between silently.
 *
 * <p>Two readings that put every frame at the same place count as one.
 */
public final class AngleRule {

  private final @Nullable AngleReading forcedReading;
  private final double toleranceDeg;

  /**
   * Creates the rule.
   *
   * @param forcedReading the reading that the station's configuration prescribes; null = find out
   * @param toleranceDeg how far single angles may lie off their neighbours in any case, degrees
   */
  public AngleRule(@Nullable AngleReading forcedReading, double toleranceDeg) {
    this.forcedReading = forcedReading;
    this.toleranceDeg = toleranceDeg;
  }

  /** Decides about the angles of a run of this many frames. */
  public AngleDecision decide(int frames, AxisAngles primary, AxisAngles secondary) {
    AngleDecision decision = decided(frames, primary, secondary);
    return decision instanceof AngleDecision.Refused refused
        ? refused
            .withPrescribable(prescribable(frames, primary, secondary))
            .turning(
                Turning.of(
                    refused,
                    List.of(
                        axisRow(RotationAxis.PRIMARY, primary, frames),
                        axisRow(RotationAxis.SECONDARY, secondary, frames))))
        : decision;
  }

  private AxisRow axisRow(RotationAxis axis, AxisAngles angles, int frames) {
    AngleCandidates all = new AngleCandidates(axis, angles, frames, toleranceDeg);
    List<AngleCandidate> forced =
        Arrays.stream(AngleReading.values())
            .filter(reading -> !reading.ofFrames() && !angles.perFrame() && angles.count() > 0)
            .map(all::forced)
            .toList();
    return new AxisRow(axis, angles, all.all(), forced, frames);
  }

  private List<AngleReading> prescribable(int frames, AxisAngles primary, AxisAngles secondary) {
    return Arrays.stream(AngleReading.values())
        .filter(
            reading ->
                isRotation(reading, RotationAxis.PRIMARY, primary, frames)
                    || isRotation(reading, RotationAxis.SECONDARY, secondary, frames))
        .toList();
  }

  private boolean isRotation(
      AngleReading reading, RotationAxis axis, AxisAngles angles, int frames) {
    return !reading.ofFrames()
        && !angles.perFrame()
        && angles.count() > 0
        && new AngleCandidates(axis, angles, frames, toleranceDeg).forced(reading).isRotation();
  }

  private AngleDecision decided(int frames, AxisAngles primary, AxisAngles secondary) {
    List<String> notes = new ArrayList<>();
    AxisRow onPrimary = asked(RotationAxis.PRIMARY, primary, frames);
    AxisRow onSecondary = asked(RotationAxis.SECONDARY, secondary, frames);
    if (forcedReading == null
        && survivors(onPrimary).isEmpty()
        && survivors(onSecondary).isEmpty()) {
      onPrimary = withinAStep(onPrimary, notes);
      onSecondary = withinAStep(onSecondary, notes);
    }
    explain(onPrimary, notes);
    explain(onSecondary, notes);
    List<AngleDecision> decisions = new ArrayList<>();
    for (AngleCandidate candidate : survivors(onPrimary)) {
      decisions.add(withOther(RotationAxis.PRIMARY, candidate, secondary, frames, notes));
    }
    for (AngleCandidate candidate : survivors(onSecondary)) {
      decisions.add(withOther(RotationAxis.SECONDARY, candidate, primary, frames, notes));
    }
    if (decisions.isEmpty()) {
      return explainRefusal(onPrimary, onSecondary, notes);
    }
    List<AngleDecision> possible =
        decisions.stream().filter(AngleDecision.Decided.class::isInstance).toList();
    if (possible.size() > 1) {
      return refused(
          ObstacleCode.ANGLES_AMBIGUOUS,
          ObstacleCode.ANGLES_AMBIGUOUS.attribute(),
          "several readings of the angles are possible and would give different volumes: "
              + told(notes, " possible: "),
          0,
          0,
          notes);
    }
    return possible.isEmpty() ? decisions.get(0) : possible.get(0);
  }

  /** The axis with the readings that are asked: all, or the one that is prescribed. */
  private AxisRow asked(RotationAxis axis, AxisAngles angles, int frames) {
    AxisRow row = axisRow(axis, angles, frames);
    boolean force = forcedReading != null && !angles.perFrame() && angles.count() > 0;
    return force && forcedReading != null
        ? row.withCandidates(
            List.of(new AngleCandidates(axis, angles, frames, toleranceDeg).forced(forcedReading)))
        : row;
  }

  /** The axis with the readings that become possible where two measurements may differ. */
  private AxisRow withinAStep(AxisRow axis, List<String> notes) {
    List<AngleCandidate> rescued =
        new AngleCandidates(axis.axis(), axis.angles(), axis.frames(), toleranceDeg).withinAStep();
    List<AngleCandidate> all = new ArrayList<>(axis.candidates());
    for (AngleCandidate candidate : rescued) {
      if (candidate.row() != null) {
        all.replaceAll(c -> c.reading() == candidate.reading() ? candidate : c);
        notes.add(
            text(
                "%s angle as %s: the angle of the first frame and the first of the list differ by"
                    + " less than a step: two measurements",
                axis.axis().word(), candidate.reading()));
      }
    }
    return axis.withCandidates(all);
  }

  private static List<AngleCandidate> survivors(AxisRow axis) {
    List<AngleCandidate> survivors = new ArrayList<>();
    for (AngleCandidate candidate : axis.candidates()) {
      if (candidate.isRotation() && survivors.stream().noneMatch(candidate::sameAs)) {
        survivors.add(candidate);
      }
    }
    return survivors;
  }

  private static void explain(AxisRow axis, List<String> notes) {
    List<AngleCandidate> candidates = axis.candidates();
    if (!candidates.isEmpty() && !axis.moves()) {
      double range =
          candidates.stream()
              .filter(AngleCandidate::isStill)
              .mapToDouble(c -> c.row() == null ? 0 : c.row().rangeDeg())
              .findFirst()
              .orElse(0);
      notes.add(text("%s angle stays within %.1f°: it does not turn", axis.axis().word(), range));
      return;
    }
    for (AngleCandidate candidate : candidates) {
      String reason =
          candidate.row() == null
              ? "rejected: " + candidate.contradiction()
              : candidate.rotationFlaws().stream()
                  .map(Flaw::sentence)
                  .reduce((a, b) -> a + ", " + b)
                  .map(r -> "rejected: " + r)
                  .orElse(text("possible: arc %.2f°", candidate.row().sweepDeg()));
      notes.add(axis.axis().word() + " angle as " + candidate.reading() + " " + reason);
    }
  }

  private AngleDecision withOther(
      RotationAxis axis,
      AngleCandidate chosen,
      AxisAngles otherAngles,
      int frames,
      List<String> before) {
    List<String> notes = new ArrayList<>(before);
    AngleRow row = chosen.row();
    OtherAxis.Resolved other =
        new OtherAxis(axis.other(), otherAngles, frames, toleranceDeg)
            .resolve(chosen.reading(), row == null ? 0 : Math.abs(row.medianStepDeg()));
    notes.addAll(other.notes());
    AngleRow otherRow = other.row();
    if (otherRow == null || row == null) {
      return refused(
          ObstacleCode.OTHER_ANGLE_UNREADABLE,
          axis.other().incrementTag(),
          other.refusal(),
          row == null ? 0 : row.sweepDeg(),
          frames,
          notes);
    }
    double[] step = row.meanStepAndVariation();
    boolean primary = axis == RotationAxis.PRIMARY;
    return new AngleDecision.Decided(
        chosen.reading(),
        axis,
        primary ? row.toList() : otherRow.toList(),
        primary ? otherRow.toList() : row.toList(),
        step[0],
        step[1],
        notes);
  }

  private static AngleDecision explainRefusal(
      AxisRow primary, AxisRow secondary, List<String> notes) {
    int frames = primary.frames();
    int values = primary.angles().count();
    if (values == 0 && secondary.angles().count() == 0) {
      return refused(
          ObstacleCode.NO_ANGLES,
          ObstacleCode.NO_ANGLES.attribute(),
          "there is no angle for the single frames: a rotation cannot be recognised",
          0,
          frames,
          notes);
    }
    if (primary.candidates().isEmpty() && values > 0) {
      return refused(
          ObstacleCode.ANGLE_COUNT,
          ObstacleCode.ANGLE_COUNT.attribute(),
          text("%d angle values for %d frames", values, frames),
          0,
          frames,
          notes);
    }
    boolean oneMoves = primary.moves() || secondary.moves();
    return Stream.of(primary, secondary)
        .filter(axis -> axis.moves() || !oneMoves)
        .flatMap(axis -> mildest(axis, notes).stream())
        .findFirst()
        .orElseGet(() -> unreadable(frames, notes));
  }

  /** The notes of this kind as parts of one sentence. */
  private static String told(List<String> notes, String kind) {
    return notes.stream()
        .filter(note -> note.contains(kind))
        .map(note -> note.replace(" angle as ", " ").replace(kind, ": "))
        .collect(Collectors.joining("; "));
  }

  private static AngleDecision unreadable(int frames, List<String> notes) {
    return refused(
        ObstacleCode.ANGLES_UNREADABLE,
        ObstacleCode.ANGLES_UNREADABLE.attribute(),
        "no reading of the angles is possible: " + told(notes, " rejected: "),
        0,
        frames,
        notes);
  }

  /** A reading that agrees with the header and lacks one thing only says best what is wrong. */
  private static Optional<AngleDecision> mildest(AxisRow axis, List<String> notes) {
    boolean moves = axis.moves();
    return axis.candidates().stream()
        .filter(c -> c.row() != null && c.rotationFlaws().size() == 1 && !(moves && c.isStill()))
        .min(Comparator.comparing(c -> c.rotationFlaws().get(0).kind()))
        .map(
            c -> {
              Flaw flaw = c.rotationFlaws().get(0);
              double sweep = c.row() == null ? 0 : c.row().sweepDeg();
              return refused(
                  ObstacleCode.valueOf(flaw.kind().name()),
                  axis.axis().incrementTag(),
                  axis.axis().word() + " angle read as " + c.reading() + ": " + flaw.sentence(),
                  sweep,
                  axis.frames(),
                  notes);
            });
  }

  private static AngleDecision refused(
      ObstacleCode code,
      String tag,
      String sentence,
      double sweep,
      int frames,
      List<String> notes) {
    return new AngleDecision.Refused(code, tag, sentence, sweep, frames, List.of(), false, notes);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
