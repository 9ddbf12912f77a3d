package org.rotavox.recon.estimate;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.rotavox.recon.AirLevels;
import org.rotavox.recon.AirLevels.Evidence;
import org.rotavox.recon.FilterWindow;
import org.rotavox.recon.Progress;
import org.rotavox.recon.ProjectionStack;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.ReconstructionProtocol;
import org.rotavox.recon.Truncation;
import org.rotavox.recon.Volume;
import org.rotavox.recon.VolumeSize;
import org.rotavox.recon.Workers;
import org.rotavox.recon.cpu.CpuEngine;
import org.rotavox.recon.fdk.Fdk;

/**
 * Infers I₀ of a run without air: a constant is added to all line integrals so that most voxels of
 * a coarse reconstruction have the value of soft tissue. Always on the CPU, so that every engine
 * works with the same constant.
 *
 * <p>Two ways to make the frames comparable are tried: one level for all, right for a constant
 * dose, and the level of each, right where the exposure control follows the object. The one that
 * makes the tissue more uniform is taken.
 */
final class TissueAnchor {

  private static final int MOST_VIEWS = 66;
  private static final int MOST_COLUMNS = 80;
  private static final int VOXELS = 64;

  /** The constant is looked for between these, and to this accuracy. */
  private static final double LEAST_SHIFT = -0.5;

  private static final double MOST_SHIFT = 6;
  private static final double ACCURACY = 0.004;
  private static final double ACCURACY_HU = 1;
  private static final int MOST_ROUNDS = 20;

  /**
   * Fewer voxels near the value than this part: no soft tissue. Of the head phantom 0.8 are, of
   * blocks of bone 0.25.
   */
  private static final double LEAST_SHARE = 0.3;

  private final ReconstructionProtocol protocol;
  private final double targetHu;
  private final double radiusMm;
  private final int threads;
  private final int frames;
  private final Progress progress;
  private final CoarseStack coarse;

  TissueAnchor(
      ProjectionStack stack, ReconstructionProtocol protocol, Workers workers, Progress progress)
      throws ReconstructionException, IOException {
    this.radiusMm = stack.trajectory().carm().fieldOfViewRadiusMm();
    this.targetHu = protocol.softTissueHu();
    this.threads = workers.threads();
    this.frames = stack.frames().frames();
    this.progress = progress;
    this.coarse = CoarseStack.of(stack, MOST_VIEWS, MOST_COLUMNS, workers);
    this.protocol =
        protocol
            .withVolume(new VolumeSize(VOXELS, 2 * radiusMm / VOXELS))
            .withFilter(FilterWindow.HANN, 1)
            .withTruncation(Truncation.WATER_CYLINDER)
            .withRingSuppression(false);
  }

  private record Anchored(AirLevels levels, SoftTissue tissue) {}

  /** Returns the levels; {@link Evidence#UNKNOWN} if no soft tissue was found. */
  AirLevels levels() throws ReconstructionException, IOException {
    double brightest = Arrays.stream(coarse.levels()).max().orElse(0);
    Optional<Anchored> best = Optional.empty();
    for (double level : new double[] {brightest, 0}) {
      Optional<Anchored> one = anchored(level);
      if (one.isPresent()
          && (best.isEmpty() || one.get().tissue.peak() > best.get().tissue.peak())) {
        best = one;
      }
    }
    return best.filter(found -> found.tissue.share() >= LEAST_SHARE)
        .map(Anchored::levels)
        .orElse(new AirLevels(Evidence.UNKNOWN, List.of(), 0, 0));
  }

  /**
   * Finds the constant: the value of most voxels rises with it, nearly in proportion. A secant
   * between two ends that enclose it, of which one that stays counts half (Dowell and Jarratt, BIT
   * 11, 1971, "Illinois").
   *
   * @param level of all frames; 0 = the level of each
   */
  private Optional<Anchored> anchored(double level) throws ReconstructionException, IOException {
    double low = LEAST_SHIFT;
    double high = MOST_SHIFT;
    double below = tissue(level, low).modeHu() - targetHu;
    double above = tissue(level, high).modeHu() - targetHu;
    if (below > 0 || above < 0) {
      return Optional.empty();
    }
    for (int round = 0; round < MOST_ROUNDS && high - low > ACCURACY; round++) {
      double shift = (low * above - high * below) / (above - below);
      SoftTissue tissue = tissue(level, shift);
      double error = tissue.modeHu() - targetHu;
      if (Math.abs(error) < ACCURACY_HU) {
        return Optional.of(new Anchored(levels(level, shift, frames), tissue));
      }
      if (error < 0) {
        low = shift;
        below = error;
        above /= 2;
      } else {
        high = shift;
        above = error;
        below /= 2;
      }
    }
    double shift = (low + high) / 2;
    return Optional.of(new Anchored(levels(level, shift, frames), tissue(level, shift)));
  }

  private AirLevels levels(double level, double shift, int count) {
    List<Double> all =
        level > 0 ? Collections.nCopies(count, level * Math.exp(shift)) : List.<Double>of();
    return new AirLevels(Evidence.INFERRED, all, shift, targetHu);
  }

  private SoftTissue tissue(double level, double shift)
      throws ReconstructionException, IOException {
    double[] own = coarse.levels();
    List<Double> levels =
        Arrays.stream(own)
            .map(each -> (level > 0 ? level : each) * Math.exp(shift))
            .boxed()
            .toList();
    ProjectionStack stack = coarse.with(new AirLevels(Evidence.INFERRED, levels, shift, targetHu));
    Volume volume =
        new Fdk()
            .reconstruct(
                stack, protocol, new CpuEngine(threads), Progress.quiet(progress), report -> {})
            .volume();
    float air = (float) protocol.calibration().toHu(protocol.calibration().airPerMm());
    return SoftTissue.of(volume, radiusMm, air);
  }
}
