package org.rotavox.acquisition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.Tag;

/**
 * Where the attributes of single frames are found: at the root of a classic multi-frame object, in
 * the functional groups of an enhanced one (PS3.3 C.7.6.16), in the instances of a run of single
 * frames. The same question then has the same form for all three.
 */
final class FrameScopes {

  private static final int NO_MACRO = 0;

  private final List<DataSet> roots;
  private final List<DataSet> perFrame;
  private final DataSet shared;
  private final int frames;

  private FrameScopes(List<DataSet> roots, List<DataSet> perFrame, DataSet shared, int frames) {
    this.roots = roots;
    this.perFrame = perFrame;
    this.shared = shared;
    this.frames = frames;
  }

  /** Returns the scopes of one multi-frame object. */
  static FrameScopes ofMultiFrame(DataSet root, int frames) {
    return new FrameScopes(
        List.of(root),
        root.getSequence(Tag.PerFrameFunctionalGroupsSequence),
        root.getItem(Tag.SharedFunctionalGroupsSequence).orElseGet(DataSet::new),
        frames);
  }

  /** Returns the scopes of a run of single frames, in their order. */
  static FrameScopes ofInstances(List<DataSet> roots) {
    return new FrameScopes(roots, List.of(), new DataSet(), roots.size());
  }

  int frames() {
    return frames;
  }

  /** Returns the number of per-frame items, which must be the number of frames if not 0. */
  int perFrameItems() {
    return perFrame.size();
  }

  /**
   * Returns the data sets that hold an attribute, one for each frame, or a single one if it is the
   * same for all.
   *
   * @param macro the functional group that it belongs to in enhanced objects
   * @param tag the attribute
   */
  List<DataSet> holding(int macro, int tag) {
    if (roots.size() > 1) {
      return roots;
    }
    List<DataSet> found = new ArrayList<>();
    for (DataSet frame : perFrame) {
      frame.getItem(macro).filter(item -> item.contains(tag)).ifPresent(found::add);
    }
    if (!found.isEmpty()) {
      return found;
    }
    Optional<DataSet> item = shared.getItem(macro).filter(i -> i.contains(tag));
    return List.of(item.orElse(roots.get(0)));
  }

  /**
   * Returns the items of a sequence that may have several: one list for each frame, or a single
   * list if it is the same for all.
   */
  List<List<DataSet>> sequences(int macro) {
    if (roots.size() > 1) {
      return roots.stream().map(root -> root.getSequence(macro)).toList();
    }
    if (perFrame.stream().anyMatch(frame -> frame.contains(macro))) {
      return perFrame.stream().map(frame -> frame.getSequence(macro)).toList();
    }
    return List.of((shared.contains(macro) ? shared : roots.get(0)).getSequence(macro));
  }

  /** Returns true if any frame has the attribute. */
  boolean holds(int macro, int tag) {
    return holding(macro, tag).stream().anyMatch(d -> d.contains(tag));
  }

  /** Returns the attribute of every frame; empty if one frame lacks it. */
  Optional<double[]> perFrame(int macro, int tag) {
    List<DataSet> holders = holding(macro, tag);
    if (holders.size() != frames) {
      return Optional.empty();
    }
    double[] values = new double[frames];
    for (int i = 0; i < frames; i++) {
      OptionalDouble value = holders.get(i).getDouble(tag);
      if (value.isEmpty() || !Double.isFinite(value.getAsDouble())) {
        return Optional.empty();
      }
      values[i] = value.getAsDouble();
    }
    return Optional.of(values);
  }

  /** Returns the attribute of those frames that have it, fewer than all of them; else empty. */
  Optional<double[]> ofSomeFrames(int macro, int tag) {
    List<DataSet> scopes =
        roots.size() > 1
            ? roots
            : perFrame.stream().flatMap(f -> f.getItem(macro).stream()).toList();
    double[] values =
        scopes.stream()
            .mapToDouble(d -> d.getDouble(tag).orElse(Double.NaN))
            .filter(Double::isFinite)
            .toArray();
    return values.length > 0 && values.length < frames ? Optional.of(values) : Optional.empty();
  }

  /**
   * Returns the attribute of every frame, whether it is given frame by frame or once for all; empty
   * if a frame lacks it.
   */
  Optional<double[]> forEach(int macro, int tag) {
    Optional<double[]> each = perFrame(macro, tag);
    if (each.isPresent()) {
      return each;
    }
    List<DataSet> holders = holding(macro, tag);
    OptionalDouble shared =
        holders.size() == 1 ? holders.get(0).getDouble(tag) : OptionalDouble.empty();
    if (shared.isEmpty() || !Double.isFinite(shared.getAsDouble())) {
      return Optional.empty();
    }
    double[] values = new double[frames];
    java.util.Arrays.fill(values, shared.getAsDouble());
    return Optional.of(values);
  }

  /** Returns the attribute's values where they are the same in all frames. */
  Constant constant(int macro, int tag, double tolerance) {
    if (isPartly(macro, tag)) {
      return new Constant(List.of(), true);
    }
    List<DataSet> holders = holding(macro, tag);
    double[] first = holders.get(0).getDoubles(tag);
    for (DataSet holder : holders) {
      double[] values = holder.getDoubles(tag);
      if (values.length != first.length) {
        return new Constant(List.of(), true);
      }
      for (int k = 0; k < values.length; k++) {
        if (!(Math.abs(values[k] - first[k]) <= tolerance)) {
          return new Constant(List.of(), true);
        }
      }
    }
    return new Constant(java.util.Arrays.stream(first).boxed().toList(), false);
  }

  /** Returns the attribute's text where it is the same in all frames, else the first one. */
  String text(int macro, int tag) {
    return holding(macro, tag).get(0).getString(tag, "");
  }

  /** Returns true if the text of an attribute differs between frames. */
  boolean textVaries(int macro, int tag) {
    return isPartly(macro, tag)
        || holding(macro, tag).stream().map(d -> d.getString(tag, "")).distinct().count() > 1;
  }

  /** True if some frames' functional groups hold an attribute and others do not. */
  private boolean isPartly(int macro, int tag) {
    long holders =
        perFrame.stream()
            .filter(frame -> frame.getItem(macro).filter(i -> i.contains(tag)).isPresent())
            .count();
    return holders > 0 && holders < perFrame.size();
  }

  /**
   * Values that hold for the whole run.
   *
   * @param values empty if absent or changing
   * @param changes true if frames differ
   */
  record Constant(List<Double> values, boolean changes) {

    OptionalDouble single() {
      return values.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(values.get(0));
    }
  }

  /** The macro to name for attributes that only classic objects have. */
  static int noMacro() {
    return NO_MACRO;
  }
}
