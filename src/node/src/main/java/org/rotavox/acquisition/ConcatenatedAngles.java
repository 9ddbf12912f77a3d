package org.rotavox.acquisition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.rotavox.acquisition.orbit.AngleDecision;
import org.rotavox.acquisition.orbit.AngleReading;
import org.rotavox.acquisition.orbit.RotationAxis;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.Tag;
import org.rotavox.model.ObstacleCode;

/**
 * The lists of angles (0018,1520 / 1521) of a classic object that was cut into parts. PS3.3 does
 * not say what a part's list counts from: the whole's first frame or its own. Every way is tried as
 * one list of the whole; those that no C-arm can have moved along fall out, and so do those that
 * put the first frame of a part elsewhere than its own first angle (0018,1510 / 1511). Two that are
 * left and differ are never chosen between.
 */
final class ConcatenatedAngles {

  private static final double SAME_DEG = 0.02;
  private static final double MOVES_DEG = 5;
  private static final String BEGIN_ANEW =
      "the list of angles of each part begins with 0, and the angle of its "
          + "first frame is not given";
  private static final String AS_ONE_OBJECT = "send the run as one object";
  private static final int[][] AXES = {
    {Tag.PositionerPrimaryAngle, Tag.PositionerPrimaryAngleIncrement},
    {Tag.PositionerSecondaryAngle, Tag.PositionerSecondaryAngleIncrement}
  };

  private record Tried(PartLists.Form form, RunInstances run, AngleDecision.Decided angles) {}

  private final List<DataSet> parts;
  private final PartLists lists;
  private final Optional<StationProfile> station;

  ConcatenatedAngles(List<DataSet> parts, Optional<StationProfile> station) {
    this.parts = parts;
    this.lists = new PartLists(parts);
    this.station = station;
  }

  /**
   * Returns the run with the lists of the whole; an obstacle is added where they are not known.
   *
   * @param run the run with the list of its first part
   */
  RunInstances settle(RunInstances run, Finding finding) {
    List<Tried> possible = new ArrayList<>();
    Optional<String> contradiction = Optional.empty();
    for (PartLists.Form form : PartLists.Form.values()) {
      Optional<RunInstances> joined = joined(run, form);
      if (joined.isEmpty()) {
        continue;
      }
      AngleDecision decision = new RunAngles(joined.get(), station, new Finding()).decide();
      if (decision instanceof AngleDecision.Decided decided && form.goesWith(decided.reading())) {
        Optional<String> elsewhere = elsewhere(decided);
        contradiction = contradiction.or(() -> elsewhere);
        if (elsewhere.isEmpty() && possible.stream().noneMatch(p -> isSame(p.angles, decided))) {
          possible.add(new Tried(form, joined.get(), decided));
        }
      }
    }
    RunInstances asWritten = joined(run, PartLists.Form.OF_THE_WHOLE).orElse(run);
    if (possible.size() == 1) {
      finding.note("%s", possible.get(0).form.words());
      return possible.get(0).run;
    }
    if (possible.size() > 1) {
      finding.obstacle(
          ObstacleCode.ANGLES_AMBIGUOUS,
          ObstacleCode.ANGLES_AMBIGUOUS.attribute(),
          "the angles of the parts can be joined in several ways that give different volumes",
          AS_ONE_OBJECT);
    } else if (contradiction.isPresent() || beginAnew()) {
      finding.obstacle(
          ObstacleCode.PARTS_CONTRADICT,
          Tag.PositionerPrimaryAngle,
          contradiction.orElse(BEGIN_ANEW),
          AS_ONE_OBJECT);
    }
    checkWhole(asWritten, finding);
    return asWritten;
  }

  /**
   * A list that is the same in every part, of more angles than frames came: the rest is missing.
   */
  private void checkWhole(RunInstances run, Finding finding) {
    int angles = lists.lengthOfCommon(AXES[0][1]);
    int frames = run.scopes().frames();
    if (angles > frames
        && angles > Concatenation.framesOf(parts.get(0))
        && !finding.isIncomplete()) {
      finding.obstacle(
          ObstacleCode.PARTS_MISSING,
          Tag.PositionerPrimaryAngleIncrement,
          "the parts have "
              + frames
              + " frames, their list of angles is of "
              + angles
              + ": a part has not arrived");
    }
  }

  private Optional<RunInstances> joined(RunInstances run, PartLists.Form form) {
    DataSet header = run.first().copy();
    for (int[] axis : AXES) {
      Optional<double[]> values = lists.values(axis[0], axis[1], form);
      if (values.isEmpty()) {
        return Optional.empty();
      }
      if (values.get().length > 0) {
        header.setDouble(axis[1], values.get());
      } else {
        lists.garbled(axis[1]).ifPresent(part -> header.setAll(part.copyOf(axis[1])));
      }
    }
    return Optional.of(run.withFirst(header));
  }

  /** Returns which part's own first angle is not where the list of the whole puts that frame. */
  private Optional<String> elsewhere(AngleDecision.Decided angles) {
    if (beginAnew()) {
      return Optional.of(BEGIN_ANEW);
    }
    double tolerance = Math.max(0.05, Math.abs(angles.meanStepDeg()) / 2);
    boolean summed =
        angles.reading() == AngleReading.DELTA || angles.reading() == AngleReading.DELTA_TO_NEXT;
    for (int[] axis : AXES) {
      boolean primary = axis == AXES[0];
      List<Double> degrees = primary ? angles.primaryDeg() : angles.secondaryDeg();
      boolean turning = primary == (angles.axis() == RotationAxis.PRIMARY);
      int frame = 0;
      for (int i = 0; i < parts.size(); i++) {
        DataSet part = parts.get(i);
        if (i > 0 && turning && summed && beginsAnew(part, axis[1])) {
          return Optional.of(
              "the changes of the part in place "
                  + (i + 1)
                  + " begin with 0 where a step from the frame before is due");
        }
        OptionalDouble own = part.getDouble(axis[0]);
        if (i > 0 && own.isPresent() && !allHaveFirst(axis[0])) {
          double found = degrees.get(frame);
          if (distance(found, own.getAsDouble()) > tolerance) {
            return Optional.of(
                String.format(
                    Locale.ROOT,
                    "the part in place %d begins at %.2f°, its list of angles puts it at %.2f°",
                    i + 1,
                    own.getAsDouble(),
                    found));
          }
        }
        frame += Concatenation.framesOf(part);
      }
    }
    return Optional.empty();
  }

  /** True if the parts' lists all begin with 0, and no part has an angle of its own. */
  private boolean beginAnew() {
    return parts.size() > 1
        && allHaveFirst(AXES[0][0])
        && parts.stream().allMatch(p -> beginsAnew(p, AXES[0][1]))
        && parts.stream().anyMatch(p -> moves(p.getDoubles(AXES[0][1])));
  }

  /** Offsets that go somewhere, or changes that add up; jitter does neither. */
  private static boolean moves(double[] values) {
    double largest = Arrays.stream(values).map(Math::abs).max().orElse(0);
    return largest >= MOVES_DEG || Math.abs(Arrays.stream(values).sum()) >= 4 * MOVES_DEG;
  }

  private static boolean beginsAnew(DataSet part, int listTag) {
    double[] values = part.getDoubles(listTag);
    return values.length == Concatenation.framesOf(part) && values.length > 0 && values[0] == 0;
  }

  /** True if every part repeats the angle of the whole's first frame. */
  private boolean allHaveFirst(int angleTag) {
    OptionalDouble first = parts.get(0).getDouble(angleTag);
    return parts.stream()
        .map(p -> p.getDouble(angleTag))
        .allMatch(a -> a.isEmpty() || distance(a.getAsDouble(), first.orElse(0)) < 1e-6);
  }

  static double distance(double a, double b) {
    double difference = a - b;
    return Math.abs(difference - 360 * Math.rint(difference / 360));
  }

  private static boolean isSame(AngleDecision.Decided a, AngleDecision.Decided b) {
    return isSame(a.primaryDeg(), b.primaryDeg()) && isSame(a.secondaryDeg(), b.secondaryDeg());
  }

  private static boolean isSame(List<Double> a, List<Double> b) {
    for (int i = 0; i < a.size(); i++) {
      if (distance(a.get(i), b.get(i)) > SAME_DEG) {
        return false;
      }
    }
    return a.size() == b.size();
  }
}
