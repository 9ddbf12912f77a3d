package org.rotavox.acquisition;

import java.util.Locale;
import org.rotavox.acquisition.orbit.PixelMap;
import org.rotavox.dataset.Tag;
import org.rotavox.model.ObstacleCode;

/**
 * Where the isocentre projects to on the image. XA knows no such attribute and takes the middle of
 * the field of view (PS3.17 FFF.2.1.5.2); enhanced objects have Position of Isocenter Projection
 * (0018,9430), row before column, counted in physical detector elements from the centre of the
 * first one (PS3.3 C.8.19.5).
 *
 * <p>An image cut out beside the middle of the detector contradicts the assumption of XA: the two
 * places give different volumes, and only somebody who knows the station can tell.
 */
final class IsocenterProjection {

  private static final double[] MIDDLE = {0, 0};
  private static final double AGREEING_PIXELS = 1;

  private final RunInstances run;
  private final PixelMap toDetector;
  private final StationProfile.Geometry entry;
  private final Finding finding;

  /**
   * @param toDetector from the stored image to the detector's orientation
   * @param entry what is known of the station
   */
  IsocenterProjection(
      RunInstances run, PixelMap toDetector, StationProfile.Geometry entry, Finding finding) {
    this.run = run;
    this.toDetector = toDetector;
    this.entry = entry;
    this.finding = finding;
  }

  /**
   * Returns how many columns right of the middle of the detector's image, and how many rows below
   * it, the isocentre projects to.
   */
  double[] offset() {
    double[] isocenter = run.first().getDoubles(Tag.PositionOfIsocenterProjection);
    double[] origin = values(Tag.FieldOfViewSequence, Tag.FieldOfViewOrigin);
    if (isocenter.length != 2 || origin.length != 2) {
      if (isocenter.length == 2) {
        finding.note("(0018,9430) was not used: there is no Field of View Origin to refer it to");
      }
      if (origin.length == 2) {
        checkCrop(origin);
      }
      return MIDDLE;
    }
    double[] offset = offsetOf(isocenter, origin);
    finding.note(
        "isocentre projects %.2f columns and %.2f rows off the middle", offset[0], offset[1]);
    return offset;
  }

  /** Detector elements to pixels: pixel 0 is the mean of the first {@code binning} elements. */
  private double[] offsetOf(double[] isocenter, double[] origin) {
    double[] binning = binning();
    double row = (isocenter[0] - origin[0] - (binning[0] - 1) / 2) / binning[0];
    double column = (isocenter[1] - origin[1] - (binning[1] - 1) / 2) / binning[1];
    return new double[] {
      column - (toDetector.columns() - 1) / 2.0, row - (toDetector.rows() - 1) / 2.0
    };
  }

  /** Elements in a pixel, by row and column: as stated, else by the two spacings, else one. */
  private double[] binning() {
    double[] stated = values(Tag.FrameDetectorParametersSequence, Tag.DetectorBinning);
    if (stated.length == 2 && stated[0] >= 1 && stated[1] >= 1) {
      return stated;
    }
    double[] element = run.first().getDoubles(Tag.DetectorElementSpacing);
    double[] pixel = values(Tag.FramePixelDataPropertiesSequence, Tag.ImagerPixelSpacing);
    boolean known = element.length == 2 && pixel.length == 2;
    if (known && element[0] > 0 && element[1] > 0) {
      boolean turned = toDetector.cc() == 0;
      return new double[] {
        Math.max(1, Math.rint((turned ? pixel[1] : pixel[0]) / element[0])),
        Math.max(1, Math.rint((turned ? pixel[0] : pixel[1]) / element[1]))
      };
    }
    return new double[] {1, 1};
  }

  /** Without (0018,9430): is the image cut out of the middle of the detector? */
  private void checkCrop(double[] origin) {
    double[] size = run.first().getDoubles(Tag.PhysicalDetectorSize);
    if (size.length != 2) {
      size = values(Tag.FrameDetectorParametersSequence, Tag.DetectorActiveDimensions);
    }
    double[] element = run.first().getDoubles(Tag.DetectorElementSpacing);
    double[] pixel = values(Tag.FramePixelDataPropertiesSequence, Tag.ImagerPixelSpacing);
    double[] spacing = element.length == 2 ? element : pixel;
    if (size.length != 2 || spacing.length != 2 || !(spacing[0] > 0 && spacing[1] > 0)) {
      return;
    }
    double[] middle = {(size[0] / spacing[0] - 1) / 2, (size[1] / spacing[1] - 1) / 2};
    double[] offset = offsetOf(middle, origin);
    boolean agrees =
        Math.abs(offset[0]) <= AGREEING_PIXELS && Math.abs(offset[1]) <= AGREEING_PIXELS;
    boolean told =
        entry.overridesHeader()
            || entry.isocenterColumnOffsetMm() != 0
            || entry.isocenterRowOffsetMm() != 0;
    if (!agrees && !told) {
      finding.obstacle(
          ObstacleCode.ISOCENTER_UNCERTAIN,
          String.format(
              Locale.ROOT,
              "the middle of the image lies %.1f columns and %.1f rows off the middle of the"
                  + " detector; the isocentre projects to one or the other",
              Math.abs(offset[0]),
              Math.abs(offset[1])));
    }
  }

  private double[] values(int macro, int tag) {
    return run.scopes().constant(macro, tag, 0.5).values().stream()
        .mapToDouble(Double::doubleValue)
        .toArray();
  }
}
