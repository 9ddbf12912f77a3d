package org.rotavox.acquisition;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.rotavox.acquisition.intensity.FrameSample;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.DicomFormatException;
import org.rotavox.dataset.Dictionary;
import org.rotavox.dataset.PixelDescription;
import org.rotavox.dataset.Tag;
import org.rotavox.model.ObstacleCode;

/**
 * Looks at the pixels of a run: is everything there that was announced, and what do a few frames
 * look like.
 */
final class RunPixels {

  private static final int SAMPLED_FRAMES = 7;

  private final RunInstances run;
  private final StoredFrames stored;
  private final Finding finding;

  RunPixels(RunInstances run, StoredFrames stored, Finding finding) {
    this.run = run;
    this.stored = stored;
    this.finding = finding;
  }

  /**
   * Reads the sample; empty with an obstacle if pixels are missing, cannot be decoded, or are no
   * projections.
   */
  Optional<FrameSample> sample(RunBorder border) throws IOException {
    try {
      PixelDescription layout = stored.describe();
      if (!checkLength(layout)) {
        return Optional.empty();
      }
      FrameSample sample = new FrameSample(layout.columns(), layout.rows());
      int[] values = new int[layout.rows() * layout.columns()];
      for (int frame : sampled(stored.count())) {
        stored.read(frame, values);
        sample.add(frame, values, border.blanked(), border.still());
      }
      check(sample, layout);
      return Optional.of(sample);
    } catch (DicomFormatException e) {
      finding.unreadablePixels(e);
      return Optional.empty();
    }
  }

  private static Set<Integer> sampled(int frames) {
    Set<Integer> indices = new TreeSet<>();
    for (int i = 0; i < SAMPLED_FRAMES; i++) {
      indices.add((int) ((long) i * (frames - 1) / (SAMPLED_FRAMES - 1)));
    }
    return indices;
  }

  /** A whole frame more than announced means that the announcement is wrong. */
  private boolean checkLength(PixelDescription layout) {
    for (DicomFile file : run.files()) {
      if (file.transferSyntax().encapsulated()) {
        continue;
      }
      long found = file.dataSet().valueLength(Tag.PixelData);
      long frames = Math.max(1, file.dataSet().getInt(Tag.NumberOfFrames, 1));
      long expected =
          frames * layout.rows() * layout.columns() * (layout.bitsAllocated() / Byte.SIZE);
      String sentence = "expected " + expected + " bytes for the frames announced, found " + found;
      if (found - expected >= expected / frames) {
        finding.obstacle(ObstacleCode.PIXEL_DATA_TOO_LONG, sentence);
        return false;
      }
      if (found > expected + 1) {
        finding.warning(
            Dictionary.describe(Tag.PixelData)
                + ": "
                + sentence
                + "; less than a frame is skipped");
      }
    }
    return true;
  }

  private void check(FrameSample sample, PixelDescription layout) {
    for (FrameSample.Frame f : sample.frames()) {
      Optional<FrameLevels.Flaw> flaw =
          new FrameLevels(f.min(), f.max(), f.atMin(), f.atMax()).flaw(f.index(), layout);
      if (flaw.isPresent()) {
        finding.obstacle(flaw.get().code(), flaw.get().sentence());
        return;
      }
    }
    long different = sample.frames().stream().mapToInt(FrameSample.Frame::hash).distinct().count();
    if (sample.frames().size() > 2 && different == 1) {
      finding.obstacle(
          ObstacleCode.FRAMES_IDENTICAL,
          "all " + sample.frames().size() + " checked frames are the same image");
    }
  }
}
