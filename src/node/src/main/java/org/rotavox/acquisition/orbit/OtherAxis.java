package org.rotavox.acquisition.orbit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the angle that does not turn: constant, or moving a little. It is read as the turning one
 * was if the header allows it, else by the only other reading that it allows.
 */
final class OtherAxis {

  private static final double LARGEST_RANGE_DEG = 60;

  private static final double LARGEST_DIFFERENCE_DEG = 1;

  /**
   * So far a standing axis may lie off its neighbours in single frames: its encoder shows a digit
   * more or less, and less than a millimetre of an object as large as a head is moved by that.
   */
  private static final double JITTER_DEG = 0.35;

  private final RotationAxis axis;
  private final AxisAngles angles;
  private final int frames;
  private final double toleranceDeg;

  OtherAxis(RotationAxis axis, AxisAngles angles, int frames, double toleranceDeg) {
    this.axis = axis;
    this.angles = angles;
    this.frames = frames;
    this.toleranceDeg = toleranceDeg;
  }

  /**
   * The angle of every frame, or why it cannot be known.
   *
   * @param row the angles; null if refused
   * @param refusal why not; empty if known
   * @param notes what was assumed
   */
  record Resolved(@Nullable AngleRow row, String refusal, List<String> notes) {}

  /**
   * Reads the angle of every frame.
   *
   * @param reading how the angle that turns was read
   * @param stepDeg the step of the angle that turns: the first angle and the first of the list may
   *     lie as far apart, up to a degree, where nothing else is possible
   */
  Resolved resolve(AngleReading reading, double stepDeg) {
    if (angles.count() == 0) {
      return constantFromFirst();
    }
    Resolved exact = exact(reading);
    if (exact.row() != null || angles.perFrame() || !reading.isTried()) {
      return exact;
    }
    AngleCandidate near =
        new AngleCandidates(axis, angles, frames, toleranceDeg)
            .within(
                reading, Math.min(AngleCandidates.aboutOneStep(stepDeg), LARGEST_DIFFERENCE_DEG));
    return near.row() != null && flawOf(near).isEmpty()
        ? accept(
            near,
            List.of(
                text(
                    "the first %s angle and the first of the list differ by less than a step: two"
                        + " measurements",
                    axis.word())))
        : exact;
  }

  private Resolved exact(AngleReading reading) {
    AngleCandidates all = new AngleCandidates(axis, angles, frames, toleranceDeg);
    List<AngleCandidate> candidates = reading.isTried() ? all.all() : List.of(all.forced(reading));
    if (candidates.isEmpty()) {
      return refuse(
          text("the %s angle has %d values for %d frames", axis.word(), angles.count(), frames));
    }
    for (AngleCandidate candidate : candidates) {
      if (candidate.reading() == reading && candidate.row() != null) {
        String flaw = flawOf(candidate);
        return flaw.isEmpty()
            ? accept(candidate, List.of())
            : refuse(text("the %s angle read as %s: %s", axis.word(), reading, flaw));
      }
    }
    return byAnother(reading, candidates);
  }

  /** Where the turning angle's reading contradicts this angle's first value, or does not apply. */
  private Resolved byAnother(AngleReading reading, List<AngleCandidate> candidates) {
    List<AngleCandidate> possible = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    for (AngleCandidate candidate : candidates) {
      String flaw =
          reading.goesWith(candidate.reading())
              ? flawOf(candidate)
              : "does not match the other angle's " + reading;
      if (!flaw.isEmpty()) {
        reasons.add(candidate.reading() + ": " + flaw);
      } else if (possible.stream().noneMatch(candidate::sameAs)) {
        possible.add(candidate);
      }
    }
    if (possible.size() == 1) {
      AngleCandidate only = possible.get(0);
      return accept(
          only,
          List.of(
              text(
                  "the %s angle was read as %s, the other one as %s",
                  axis.word(), only.reading(), reading)));
    }
    return refuse(
        possible.isEmpty()
            ? text(
                "the %s angle has no possible reading: %s", axis.word(), String.join("; ", reasons))
            : text(
                "the %s angle has several possible readings: %s",
                axis.word(), possible.stream().map(c -> c.reading().name()).toList()));
  }

  private Resolved constantFromFirst() {
    if (angles.firstDeg().isEmpty()) {
      return refuse(
          text(
              "the %s angle %s is absent: the orbit could be tilted",
              axis.word(), axis.angleTag()));
    }
    double first = angles.firstDeg().getAsDouble();
    if (Math.abs(first) > 180.5) {
      return refuse(text("a %s angle of %.1f° lies beyond ±180°", axis.word(), first));
    }
    double[] constant = new double[frames];
    Arrays.fill(constant, first);
    return new Resolved(
        AngleRow.of(constant, toleranceDeg),
        "",
        List.of(
            text(
                "%s is absent: the %s angle was taken as constant, %.2f°",
                axis.incrementTag(), axis.word(), first)));
  }

  private static Resolved accept(AngleCandidate candidate, List<String> notes) {
    return new Resolved(candidate.row(), "", notes);
  }

  private static Resolved refuse(String sentence) {
    return new Resolved(null, sentence, List.of());
  }

  private String flawOf(AngleCandidate candidate) {
    AngleRow row = candidate.row();
    if (row == null) {
      return candidate.contradiction();
    }
    if (row.rangeDeg() > LARGEST_RANGE_DEG) {
      return text("it would move by %.1f°", row.rangeDeg());
    }
    AngleRow judged =
        candidate.reading().isSummed()
            ? row
            : AngleRow.of(row.degrees(), Math.max(toleranceDeg, JITTER_DEG));
    return judged.stray().map(Flaw::sentence).orElse("");
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
