package org.rotavox.collect;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.rotavox.model.AnnouncedCount;
import org.rotavox.model.DurationText;
import org.rotavox.store.Ledger;
import org.rotavox.store.RunRecord;

/**
 * Whether a run is complete, by what evidence, and how many of its frames never came.
 *
 * <p>A run of single frames, or of parts of a concatenation, whose objects say how many there are
 * is complete when they are there, and not before, except after the longest wait. One that says
 * nothing is complete when nothing came for the quiet time. What contradicts itself (a number below
 * the frames that came, or not the same in all of them) is no evidence.
 *
 * @param evidence in words, with figures
 * @param missing how many of the announced frames or parts are not there
 */
record Completeness(String evidence, int missing) {

  private static final Completeness ONE_OBJECT =
      new Completeness("one object with all its frames", 0);

  /** Returns the evidence for a run; empty if it is not complete now. */
  static Optional<Completeness> of(
      RunRecord run, CollectSettings settings, Ledger ledger, Instant now) {
    if (run.released()) {
      return Optional.of(new Completeness("a person released it", 0));
    }
    Duration quiet = settings.quietTimeOf(run.calling());
    boolean isQuiet = distance(run.lastArrival(), now).compareTo(quiet) >= 0;
    boolean tooLong = distance(run.firstArrival(), now).compareTo(settings.maximumWait()) >= 0;
    if (run.wholeObject()) {
      return isQuiet || tooLong ? Optional.of(ONE_OBJECT) : Optional.empty();
    }
    Expectation expected = Expectation.of(run, settings);
    int there = expected.isKnown() ? expected.present(run, ledger) : run.instances();
    if (expected.isKnown() && there == expected.frames) {
      return Optional.of(
          new Completeness(
              "all " + there + " " + expected.unit + " are there that " + expected.announcer, 0));
    }
    if (there < expected.frames) {
      return tooLong ? Optional.of(missing(settings, there, expected)) : Optional.empty();
    }
    if (isQuiet) {
      return Optional.of(
          new Completeness(
              "nothing came for " + DurationText.exact(quiet) + doubt(run, there, expected), 0));
    }
    return tooLong
        ? Optional.of(
            new Completeness(
                "the longest wait of " + DurationText.exact(settings.maximumWait()) + " is over",
                0))
        : Optional.empty();
  }

  /** Returns the evidence for an object that is a run by itself, once its association closed. */
  static Optional<Completeness> atEndOfAssociation(RunRecord run) {
    return run.wholeObject() ? Optional.of(ONE_OBJECT) : Optional.empty();
  }

  /**
   * How many frames a run should have.
   *
   * @param frames 0 = unknown
   * @param ofSeries the number is that of the whole series
   * @param unit what is counted: frames, or parts of a concatenation
   * @param announcer who says so, after "that"
   */
  private record Expectation(int frames, boolean ofSeries, String unit, String announcer) {

    /** What the configuration says of a source counts more than what its objects say. */
    static Expectation of(RunRecord run, CollectSettings settings) {
      AnnouncedCount announced = run.announced();
      Integer configured = settings.expectedFrames().get(run.calling());
      if (configured != null && !announced.ofParts()) {
        return new Expectation(
            configured, false, "frames", "the configuration expects from " + run.calling());
      }
      return announced.isEvidence()
          ? new Expectation(
              announced.instances(),
              announced.ofSeries(),
              announced.ofParts() ? "parts" : "frames",
              "its objects announce" + (announced.ofSeries() ? " for the series" : ""))
          : new Expectation(0, false, "", "");
    }

    boolean isKnown() {
      return frames > 0;
    }

    int present(RunRecord run, Ledger ledger) {
      if (ofSeries) {
        return ledger.decisions().instancesOfSeries(run.series());
      }
      return run.generation() == 0 ? run.instances() : ledger.instancesOf(run.id()).size();
    }
  }

  private static Completeness missing(CollectSettings settings, int there, Expectation expected) {
    int missing = expected.frames - there;
    return new Completeness(
        "the longest wait of "
            + DurationText.exact(settings.maximumWait())
            + " is over with "
            + there
            + " of the "
            + expected.frames
            + " "
            + expected.unit
            + " that "
            + expected.announcer
            + ": "
            + missing
            + (missing == 1 ? " is missing" : " are missing"),
        missing);
  }

  private static String doubt(RunRecord run, int there, Expectation expected) {
    if (expected.isKnown()) {
      return "; "
          + there
          + " "
          + expected.unit
          + " are there, more than the "
          + expected.frames
          + " that "
          + expected.announcer;
    }
    return run.announced().isContradictory()
        ? "; its objects contradict each other about their number"
        : "";
  }

  private static Duration distance(Instant one, Instant other) {
    return Duration.between(one, other).abs();
  }
}
