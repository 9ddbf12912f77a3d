package org.rotavox.acquisition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.rotavox.acquisition.orbit.AngleReading;
import org.rotavox.dataset.DataSet;

/** Joins the lists of angles of the parts of a classic object into one, in each possible way. */
final class PartLists {

  private static final double STANDING_STILL_DEG = 5;
  private static final double SAME_PLACE_DEG = 0.01;
  private static final double JITTER_DEG = 0.5;

  /** What the values of a part count from. */
  enum Form {
    /** As the list of the whole, cut where the frames are cut; or the whole list in every part. */
    OF_THE_WHOLE("the angles of the parts are one list"),
    /** Each part's offsets from its own first frame. */
    FROM_OWN_FIRST("the angles of each part count from its own first frame"),
    /** Each part's changes from frame to frame, from its own first frame on. */
    CHANGES_FROM_OWN_FIRST("the angles of each part are changes from its own first frame on");

    private final String words;

    Form(String words) {
      this.words = words;
    }

    /** What counts from a part's own first frame is joined as offsets, and is nothing else. */
    boolean goesWith(AngleReading reading) {
      return this == OF_THE_WHOLE || reading == AngleReading.OFFSET;
    }

    /** Returns the same in words. */
    String words() {
      return words;
    }
  }

  private final List<DataSet> parts;

  PartLists(List<DataSet> parts) {
    this.parts = parts;
  }

  /** A part whose values are no numbers. */
  Optional<DataSet> garbled(int listTag) {
    return parts.stream()
        .filter(p -> p.containsValue(listTag) && p.getDoubles(listTag).length == 0)
        .findFirst();
  }

  /** Returns the list of the whole; none where it is absent, empty if the form does not apply. */
  Optional<double[]> values(int angleTag, int listTag, Form form) {
    boolean absent = parts.stream().noneMatch(p -> p.getDoubles(listTag).length > 0);
    boolean garbled = garbled(listTag).isPresent();
    if (garbled || (absent && form == Form.OF_THE_WHOLE)) {
      return Optional.of(new double[0]);
    }
    return form == Form.OF_THE_WHOLE
        ? Optional.of(ofTheWhole(listTag))
        : fromOwnFirst(angleTag, listTag, form == Form.CHANGES_FROM_OWN_FIRST, absent);
  }

  private double[] ofTheWhole(int listTag) {
    if (lengthOfCommon(listTag) > 0) {
      return parts.get(0).getDoubles(listTag);
    }
    return parts.stream().flatMapToDouble(p -> Arrays.stream(p.getDoubles(listTag))).toArray();
  }

  /** The length of a list that every part repeats whole, or as one mean step; 0 if none does. */
  int lengthOfCommon(int listTag) {
    double[] first = parts.get(0).getDoubles(listTag);
    boolean common = parts.stream().allMatch(p -> Arrays.equals(p.getDoubles(listTag), first));
    boolean ofOnePart =
        parts.stream().allMatch(p -> first.length == Concatenation.framesOf(p)) && parts.size() > 1;
    return common && !ofOnePart ? first.length : 0;
  }

  private Optional<double[]> fromOwnFirst(
      int angleTag, int listTag, boolean changes, boolean absent) {
    OptionalDouble whole = parts.get(0).getDouble(angleTag);
    List<Double> out = new ArrayList<>();
    for (DataSet part : parts) {
      OptionalDouble own = part.getDouble(angleTag);
      int frames = Concatenation.framesOf(part);
      if (own.isEmpty() || whole.isEmpty()) {
        return absent ? Optional.of(new double[0]) : Optional.empty();
      }
      Optional<double[]> offsets =
          offsets(part.getDoubles(listTag), frames, changes, spread(angleTag) < STANDING_STILL_DEG);
      if (offsets.isEmpty()) {
        return Optional.empty();
      }
      for (double offset : offsets.get()) {
        out.add(own.getAsDouble() - whole.getAsDouble() + offset);
      }
    }
    return Optional.of(out.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** The offsets of a part's frames from its first one. */
  private static Optional<double[]> offsets(
      double[] values, int frames, boolean changes, boolean standsStill) {
    double[] out = new double[frames];
    if (values.length == 0) {
      return frames == 1 || standsStill ? Optional.of(out) : Optional.empty();
    }
    if (values.length == 1 && frames > 1) {
      Arrays.setAll(out, i -> i * values[0]);
      return Optional.of(out);
    }
    boolean beginsWithZero = Math.abs(values[0]) <= (changes ? SAME_PLACE_DEG : JITTER_DEG);
    if (!changes) {
      return values.length == frames && beginsWithZero
          ? Optional.of(values.clone())
          : Optional.empty();
    }
    int shift = frames - values.length;
    if (shift < 0 || shift > 1 || (shift == 0 && !beginsWithZero)) {
      return Optional.empty();
    }
    for (int i = 0; i < frames; i++) {
      out[i] = (i == 0 ? 0 : out[i - 1]) + (i < shift ? 0 : values[i - shift]);
    }
    return Optional.of(out);
  }

  /** How far the parts' own first angles lie apart. */
  private double spread(int angleTag) {
    OptionalDouble first = parts.get(0).getDouble(angleTag);
    return parts.stream()
        .mapToDouble(
            p ->
                ConcatenatedAngles.distance(
                    p.getDouble(angleTag).orElse(first.orElse(0)), first.orElse(0)))
        .max()
        .orElse(0);
  }
}
