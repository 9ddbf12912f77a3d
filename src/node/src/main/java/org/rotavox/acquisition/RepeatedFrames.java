package org.rotavox.acquisition;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.DicomFormatException;
import org.rotavox.dataset.PixelFrames;
import org.rotavox.dataset.Tag;
import org.rotavox.model.ObstacleCode;

/**
 * Looks whether objects of one projection each, which hold a few frames, hold the same image in all
 * of them: then the first counts. Frames that differ are several projections with one angle.
 */
final class RepeatedFrames {

  private RepeatedFrames() {}

  /** Adds an obstacle for the first object whose frames differ, or cannot be decoded. */
  static void check(List<DicomFile> files, Finding finding) throws IOException {
    try {
      for (DicomFile file : files) {
        try (PixelFrames pixels = PixelFrames.open(file)) {
          int differing = differing(pixels);
          if (differing > 0) {
            finding.obstacle(
                ObstacleCode.FRAMES_DIFFER,
                "each object is one projection with "
                    + pixels.count()
                    + " frames; frame "
                    + (differing + 1)
                    + " of instance "
                    + file.dataSet().getString(Tag.InstanceNumber, "without number")
                    + " is another image than its first: which one counts is not known");
            return;
          }
        }
      }
      finding.note("each object holds the same image more than once: the first counts");
    } catch (DicomFormatException e) {
      finding.unreadablePixels(e);
    }
  }

  /** Returns the index of the first frame that is not the same as the first; 0 if all are. */
  private static int differing(PixelFrames pixels) throws IOException {
    int size = pixels.description().rows() * pixels.description().columns();
    int[] first = new int[size];
    pixels.readFrame(0, first);
    int[] other = new int[size];
    for (int i = 1; i < pixels.count(); i++) {
      pixels.readFrame(i, other);
      if (!Arrays.equals(first, other)) {
        return i;
      }
    }
    return 0;
  }
}
