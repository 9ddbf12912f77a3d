package org.rotavox.acquisition.border;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The edges found on all ways from the rim of an image inwards: from four sides, of one kind. */
final class RimSteps {

  /** Fewer edges than this are chance. */
  private static final int FEWEST = 6;

  private final Map<Side, List<Optional<EdgeStep>>> steps = new EnumMap<>(Side.class);
  private final Map<Side, List<ImageWay>> ways = new EnumMap<>(Side.class);

  private RimSteps(PixelCourse course, Polarity polarity) {
    for (Side side : Side.values()) {
      int lines = side.alongRows() ? course.rows() : course.columns();
      List<ImageWay> ofSide =
          IntStream.range(0, lines).mapToObj(line -> side.way(course, line)).toList();
      ways.put(side, ofSide);
      steps.put(side, ofSide.stream().map(way -> EdgeWalk.find(course, polarity, way)).toList());
    }
    Set<OptionalInt> known = padding();
    steps.replaceAll(
        (side, found) ->
            found.stream()
                .map(s -> s.map(step -> known.contains(step.padding()) ? step.asCertain() : step))
                .toList());
  }

  /** The values that are padding where it is certain, and so are elsewhere. */
  private Set<OptionalInt> padding() {
    Map<OptionalInt, Long> counts =
        all()
            .filter(step -> step.certain() && step.padding().isPresent())
            .collect(Collectors.groupingBy(EdgeStep::padding, Collectors.counting()));
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() >= FEWEST)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private Stream<EdgeStep> all() {
    return steps.values().stream().flatMap(List::stream).flatMap(Optional::stream);
  }

  static RimSteps of(PixelCourse course, Polarity polarity) {
    return new RimSteps(course, polarity);
  }

  /** From which rim of the image a way begins. */
  enum Side {
    LEFT,
    RIGHT,
    UPPER,
    LOWER;

    boolean alongRows() {
      return this == LEFT || this == RIGHT;
    }

    private boolean fromTheEnd() {
      return this == RIGHT || this == LOWER;
    }

    private ImageWay way(PixelCourse course, int line) {
      int length = alongRows() ? course.columns() : course.rows();
      int step = alongRows() ? 1 : course.columns();
      int first = alongRows() ? line * course.columns() : line;
      return fromTheEnd()
          ? ImageWay.of(course, first + (length - 1) * step, -step, length)
          : ImageWay.of(course, first, step, length);
    }
  }

  /** Returns the edge on each way from a side, its rows or columns in order. */
  List<Optional<EdgeStep>> from(Side side) {
    return Objects.requireNonNull(steps.get(side));
  }

  /** Returns how many pixels at the beginning of a line the header blanks. */
  int declared(Side side, int line) {
    return Objects.requireNonNull(ways.get(side)).get(line).first();
  }

  /** Returns the edges that borders are measured by: the certain ones, else all; or none. */
  List<EdgeStep> measuring() {
    List<EdgeStep> all = all().toList();
    List<EdgeStep> certain = all.stream().filter(EdgeStep::certain).toList();
    if (certain.size() >= FEWEST) {
      return certain;
    }
    return all.size() >= FEWEST ? all : List.of();
  }
}
