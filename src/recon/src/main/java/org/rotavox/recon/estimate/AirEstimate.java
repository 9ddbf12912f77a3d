package org.rotavox.recon.estimate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Future;
import org.rotavox.geometry.DetectorGrid;
import org.rotavox.recon.AirLevels;
import org.rotavox.recon.AirLevels.Evidence;
import org.rotavox.recon.FrameSource;
import org.rotavox.recon.Progress;
import org.rotavox.recon.ProjectionStack;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.ReconstructionProtocol;
import org.rotavox.recon.Workers;

/**
 * Finds the intensity where nothing attenuates (I₀). Where every frame shows air, each is divided
 * by its own; where some do, the others take theirs over; where none does, I₀ is such that most
 * voxels have the value of soft tissue.
 */
public final class AirEstimate {

  /** Frames that are looked at first; if all show air, no more are. */
  private static final int LOOKED_AT_FIRST = 17;

  /** From this part of the frames on, those without air take over the level of the others. */
  private static final double LEAST_SEEN = 0.2;

  /** Levels within this part of their median are one level. */
  private static final double SAME_LEVEL = 0.03;

  private final ProjectionStack stack;
  private final Workers workers;
  private final DetectorGrid detector;
  private final AirLook look;
  private final List<String> warnings = new ArrayList<>();

  private AirEstimate(ProjectionStack stack, Workers workers) {
    this.stack = stack;
    this.workers = workers;
    this.detector = stack.trajectory().detector();
    this.look = new AirLook(detector);
  }

  /**
   * A run whose I₀ is known as well as it can be.
   *
   * @param stack the run
   * @param warnings what the user should know
   */
  public record Estimated(ProjectionStack stack, List<String> warnings) {

    public Estimated {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * Returns how I₀ of a run can be known, without inferring it: STATION, SEEN, SHARED, or INFERRED
   * for all others.
   */
  public static Evidence evidence(ProjectionStack stack, int threads)
      throws ReconstructionException, IOException {
    if (stack.frames().air().evidence() != Evidence.NOT_LOOKED || !AirLook.canLookAt(stack)) {
      return stack.frames().air().evidence();
    }
    try (Workers workers = new Workers(threads)) {
      AirEstimate estimate = new AirEstimate(stack, workers);
      return estimate.seen().map(AirLevels::evidence).orElse(Evidence.INFERRED);
    }
  }

  /** Finds I₀ of a run, unless its source states it. */
  public static Estimated of(
      ProjectionStack stack, ReconstructionProtocol protocol, int threads, Progress progress)
      throws ReconstructionException, IOException {
    if (stack.frames().air().evidence() != Evidence.NOT_LOOKED || !AirLook.canLookAt(stack)) {
      return new Estimated(stack, List.of());
    }
    try (Workers workers = new Workers(threads)) {
      AirEstimate estimate = new AirEstimate(stack, workers);
      Optional<AirLevels> seen = estimate.seen();
      AirLevels air =
          seen.isPresent()
              ? seen.get()
              : estimate.inferred(new TissueAnchor(stack, protocol, workers, progress));
      return new Estimated(
          new ProjectionStack(stack.trajectory(), new Known(stack.frames(), air)),
          estimate.warnings);
    }
  }

  private Optional<AirLevels> seen() throws ReconstructionException, IOException {
    int frames = stack.frames().frames();
    int first = Math.min(LOOKED_AT_FIRST, frames);
    int[] some = new int[first];
    for (int n = 0; n < first; n++) {
      some[n] = (int) ((long) n * (frames - 1) / Math.max(1, first - 1));
    }
    List<AirLook.Seen> looked = lookAt(some);
    if (looked.stream().allMatch(AirLook.Seen::air)) {
      return Optional.of(new AirLevels(Evidence.SEEN, List.of(), 0, 0));
    }
    if (looked.stream().noneMatch(AirLook.Seen::air)) {
      return Optional.empty();
    }
    int[] all = new int[frames];
    Arrays.setAll(all, i -> i);
    List<AirLook.Seen> each = lookAt(all);
    long withAir = each.stream().filter(AirLook.Seen::air).count();
    return withAir < LEAST_SEEN * frames ? Optional.empty() : Optional.of(shared(each));
  }

  private List<AirLook.Seen> lookAt(int[] frames) throws ReconstructionException, IOException {
    AirLook.Seen[] seen = new AirLook.Seen[frames.length];
    List<Future<?>> tasks = new ArrayList<>();
    for (int n = 0; n < frames.length; n++) {
      int at = n;
      tasks.add(
          workers.start(
              () -> {
                float[] image = new float[detector.rows() * detector.columns()];
                stack.frames().readIntensities(frames[at], image);
                seen[at] = look.at(image);
              }));
    }
    workers.await(tasks);
    return List.of(seen);
  }

  /** A frame without air gets the level of the others: their median, or between its neighbours. */
  private AirLevels shared(List<AirLook.Seen> each) {
    double[] levels =
        each.stream().filter(AirLook.Seen::air).mapToDouble(AirLook.Seen::level).sorted().toArray();
    double median = levels[levels.length / 2];
    boolean same =
        levels[0] >= (1 - SAME_LEVEL) * median
            && levels[levels.length - 1] <= (1 + SAME_LEVEL) * median;
    List<Double> all = new ArrayList<>();
    for (int frame = 0; frame < each.size(); frame++) {
      boolean own = each.get(frame).air();
      all.add(own ? each.get(frame).level() : same ? median : between(each, frame));
    }
    int without = each.size() - levels.length;
    if (!same) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "%d of %d images show no air, and the level of air in the others differs by %.0f %%:"
                  + " theirs was interpolated",
              without,
              each.size(),
              100 * (levels[levels.length - 1] / levels[0] - 1)));
    }
    return new AirLevels(Evidence.SHARED, all, 0, 0);
  }

  /** The level of the neighbours with air, linear in the number of the frame. */
  private static double between(List<AirLook.Seen> each, int frame) {
    int before = frame;
    while (before >= 0 && !each.get(before).air()) {
      before--;
    }
    int behind = frame;
    while (behind < each.size() && !each.get(behind).air()) {
      behind++;
    }
    if (before < 0) {
      return each.get(behind).level();
    }
    if (behind == each.size()) {
      return each.get(before).level();
    }
    double part = (double) (frame - before) / (behind - before);
    return (1 - part) * each.get(before).level() + part * each.get(behind).level();
  }

  private AirLevels inferred(TissueAnchor anchor) throws ReconstructionException, IOException {
    AirLevels air = anchor.levels();
    warnings.add(
        air.evidence() == Evidence.INFERRED
            ? String.format(
                Locale.ROOT,
                "no air in the images: soft tissue was set to %.0f, the values are not calibrated",
                air.softTissueHu())
            : "AIR_UNKNOWN: no air in the images, and no soft tissue that the values could be set"
                + " by: they are too low");
    return air;
  }

  /** The frames with what is known of I₀. */
  private record Known(FrameSource source, AirLevels air) implements FrameSource {

    @Override
    public int frames() {
      return source.frames();
    }

    @Override
    public void readIntensities(int frame, float[] out) throws IOException {
      source.readIntensities(frame, out);
    }
  }
}
