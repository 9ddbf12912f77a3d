package org.rotavox.acquisition.orbit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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

  private Turning.AxisRow axisRow(RotationAxis axis, AxisAngles angles, int frames) {
    AngleCandidates all = new AngleCandidates(axis, angles, frames, toleranceDeg);
    List<AngleCandidate> forced =
        Arrays.stream(AngleReading.values())
            .filter(reading -> !reading.ofFrames() && !angles.perFrame() && angles.count() > 0)
            .map(all::forced)
            .toList();
    return new Turning.AxisRow(angles, all.all(), forced, frames);
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
    List<AngleCandidate> onPrimary = candidates(RotationAxis.PRIMARY, primary, frames);
    List<AngleCandidate> onSecondary = candidates(RotationAxis.SECONDARY, secondary, frames);
    explain(RotationAxis.PRIMARY, onPrimary, notes);
    explain(RotationAxis.SECONDARY, onSecondary, notes);
    List<AngleDecision> decisions = new ArrayList<>();
    for (AngleCandidate candidate : survivors(onPrimary)) {
      decisions.add(withOther(RotationAxis.PRIMARY, candidate, secondary, frames, notes));
    }
    for (AngleCandidate candidate : survivors(onSecondary)) {
      decisions.add(withOther(RotationAxis.SECONDARY, candidate, primary, frames, notes));
    }
    if (decisions.isEmpty()) {
      return explainRefusal(frames, primary, secondary, onPrimary, onSecondary, notes);
    }
    List<AngleDecision> possible =
        decisions.stream().filter(AngleDecision.Decided.class::isInstance).toList();
    if (possible.size() > 1) {
      return refused(
          "ANGLES_AMBIGUOUS",
          RotationAxis.PRIMARY.incrementTag(),
          "several readings of the angles are possible and would give different volumes: "
              + told(notes, " possible: "),
          0,
          0,
          notes);
    }
    return possible.isEmpty() ? decisions.get(0) : possible.get(0);
  }

  private List<AngleCandidate> candidates(RotationAxis axis, AxisAngles angles, int frames) {
    AngleCandidates all = new AngleCandidates(axis, angles, frames, toleranceDeg);
    boolean force = forcedReading != null && !angles.perFrame() && angles.count() > 0;
    return force && forcedReading != null ? List.of(all.forced(forcedReading)) : all.all();
  }

  private static List<AngleCandidate> survivors(List<AngleCandidate> candidates) {
    List<AngleCandidate> survivors = new ArrayList<>();
    for (AngleCandidate candidate : candidates) {
      if (candidate.isRotation() && survivors.stream().noneMatch(candidate::sameAs)) {
        survivors.add(candidate);
      }
    }
    return survivors;
  }

  private static void explain(
      RotationAxis axis, List<AngleCandidate> candidates, List<String> notes) {
    if (!candidates.isEmpty() && !moves(candidates)) {
      AngleRow row = candidates.get(0).row();
      double range = row == null ? 0 : row.rangeDeg();
      notes.add(text("%s angle stays within %.1f°: it does not turn", axis.word(), range));
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
      notes.add(axis.word() + " angle as " + candidate.reading() + " " + reason);
    }
  }

  private AngleDecision withOther(
      RotationAxis axis,
      AngleCandidate chosen,
      AxisAngles otherAngles,
      int frames,
      List<String> before) {
    List<String> notes = new ArrayList<>(before);
    OtherAxis.Resolved other =
        new OtherAxis(axis.other(), otherAngles, frames, toleranceDeg).resolve(chosen.reading());
    notes.addAll(other.notes());
    AngleRow otherRow = other.row();
    AngleRow row = chosen.row();
    if (otherRow == null || row == null) {
      return refused(
          "OTHER_ANGLE_UNREADABLE",
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
      int frames,
      AxisAngles primary,
      AxisAngles secondary,
      List<AngleCandidate> onPrimary,
      List<AngleCandidate> onSecondary,
      List<String> notes) {
    if (primary.count() == 0 && secondary.count() == 0) {
      return refused(
          "NO_ANGLES",
          RotationAxis.PRIMARY.incrementTag(),
          "there is no angle for the single frames: nothing says that the C-arm turned",
          0,
          frames,
          notes);
    }
    if (onPrimary.isEmpty() && primary.count() > 0) {
      return refused(
          "ANGLE_COUNT",
          RotationAxis.PRIMARY.incrementTag(),
          text("%d angle values for %d frames", primary.count(), frames),
          0,
          frames,
          notes);
    }
    boolean primaryMoves = moves(onPrimary);
    boolean secondaryMoves = moves(onSecondary);
    if (primaryMoves || secondaryMoves) {
      return mildest(primaryMoves ? onPrimary : List.of(), RotationAxis.PRIMARY, frames, notes)
          .or(
              () ->
                  mildest(
                      secondaryMoves ? onSecondary : List.of(),
                      RotationAxis.SECONDARY,
                      frames,
                      notes))
          .orElseGet(() -> unreadable(frames, notes));
    }
    return mildest(onPrimary, RotationAxis.PRIMARY, frames, notes)
        .or(() -> mildest(onSecondary, RotationAxis.SECONDARY, frames, notes))
        .orElseGet(() -> unreadable(frames, notes));
  }

  /** True unless every reading leaves the angle where it is. */
  private static boolean moves(List<AngleCandidate> candidates) {
    return candidates.stream()
        .anyMatch(
            c ->
                c.row() == null
                    || c.rotationFlaws().stream()
                        .noneMatch(f -> f.kind() == Flaw.Kind.NOT_ROTATING));
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
        "ANGLES_UNREADABLE",
        RotationAxis.PRIMARY.incrementTag(),
        "no reading of the angles is possible: " + told(notes, " rejected: "),
        0,
        frames,
        notes);
  }

  /** A reading that agrees with the header and lacks one thing only says best what is wrong. */
  private static Optional<AngleDecision> mildest(
      List<AngleCandidate> candidates, RotationAxis axis, int frames, List<String> notes) {
    return candidates.stream()
        .filter(c -> c.row() != null && c.rotationFlaws().size() == 1)
        .min(Comparator.comparing(c -> c.rotationFlaws().get(0).kind()))
        .map(
            c -> {
              Flaw flaw = c.rotationFlaws().get(0);
              double sweep = c.row() == null ? 0 : c.row().sweepDeg();
              return refused(
                  flaw.kind().name(),
                  axis.incrementTag(),
                  axis.word() + " angle read as " + c.reading() + ": " + flaw.sentence(),
                  sweep,
                  frames,
                  notes);
            });
  }

  private static AngleDecision refused(
      String code, String tag, String sentence, double sweep, int frames, List<String> notes) {
    return new AngleDecision.Refused(code, tag, sentence, sweep, frames, List.of(), false, notes);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
