package org.rotavox.acquisition.sidecar;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rotavox.acquisition.orbit.PixelMap;
import org.rotavox.geometry.DetectorGrid;
import org.rotavox.geometry.ProjectionMatrix;
import org.rotavox.geometry.Vector3;

/**
 * Brings the matrices of a geometry file into the project's axes, by comparing them with what the
 * header says about the same run.
 *
 * <p>A file may use other patient axes than LPS (all are taken to be right-handed), and may count
 * columns or rows the other way than the image does. A matrix alone cannot tell: exchanging left
 * and right in the image and in the patient looks the same. So every one of the 24 right-handed
 * axes is tried with every mirror or quarter turn of the image; against the header's angles exactly
 * one must fit, by a clear margin. The determinant then has the sign of the project's matrices
 * (negative) because the header's have it.
 */
public final class SideCarFit {

  private static final double TEST_RADIUS_MM = 50;
  private static final int TEST_VIEWS = 24;
  private static final double LARGEST_MISFIT_OF_WIDTH = 0.03;
  private static final double CLEAR_MARGIN = 3;

  private final DetectorGrid detector;
  private final List<ProjectionMatrix> header;

  /**
   * Creates the comparison.
   *
   * @param detector the detector's pixels, in the image's orientation
   * @param header the matrices that the header alone leads to
   */
  public SideCarFit(DetectorGrid detector, List<ProjectionMatrix> header) {
    this.detector = detector;
    this.header = List.copyOf(header);
  }

  /**
   * The matrices that fit.
   *
   * @param matrices one for each frame, in the project's axes
   * @param note which axes and mirrors were found, and how large the remaining misfit is
   */
  public record Fitted(List<ProjectionMatrix> matrices, String note) {}

  private record Attempt(PatientAxes axes, ImageAxes image, double misfitPixels) {}

  /**
   * Returns the matrices that fit the header.
   *
   * @throws SideCarException if the number of views differs, if nothing fits, or if the fit is not
   *     unique
   */
  public Fitted fit(SideCarGeometry sideCar) throws SideCarException {
    if (sideCar.matrices().size() != header.size()) {
      throw new SideCarException(
          sideCar.matrices().size() + " views for a run of " + header.size() + " frames");
    }
    List<Attempt> attempts = new ArrayList<>();
    for (ImageAxes image : ImageAxes.values()) {
      Optional<PixelMap> map = image.map(detector, sideCar.unit());
      if (map.isPresent()) {
        for (PatientAxes axes : PatientAxes.all()) {
          attempts.add(new Attempt(axes, image, misfit(sideCar, axes, image)));
        }
      }
    }
    attempts.sort(Comparator.comparingDouble(Attempt::misfitPixels));
    Attempt best = attempts.get(0);
    double allowed = LARGEST_MISFIT_OF_WIDTH * detector.columns();
    if (!(best.misfitPixels() <= allowed)) {
      throw new SideCarException(
          text(
              "in no axes do the matrices agree with the header's angles and distances: at best"
                  + " %.1f pixels apart, %.1f are allowed",
              best.misfitPixels(), allowed));
    }
    double second = attempts.get(1).misfitPixels();
    if (second < CLEAR_MARGIN * Math.max(best.misfitPixels(), 0.5)) {
      throw new SideCarException(
          text(
              "two sets of axes agree with the header (%.1f and %.1f pixels): %s and %s",
              best.misfitPixels(), second, name(best), name(attempts.get(1))));
    }
    return new Fitted(
        converted(sideCar, best.axes(), best.image()),
        text("%s; %.2f pixels RMS from the ideal orbit", name(best), best.misfitPixels()));
  }

  /**
   * Returns the matrices in declared axes, for a run whose header has no angles to compare with.
   */
  public static List<ProjectionMatrix> declared(
      SideCarGeometry sideCar, DetectorGrid detector, PatientAxes axes, ImageAxes image)
      throws SideCarException {
    SideCarFit fit = new SideCarFit(detector, sideCar.matrices());
    if (image.map(detector, sideCar.unit()).isEmpty()) {
      throw new SideCarException("the declared turn does not fit a detector that is not square");
    }
    List<ProjectionMatrix> matrices = fit.converted(sideCar, axes, image);
    if (matrices.get(0).determinant() > 0) {
      throw new SideCarException(
          "with the declared axes the image is mirrored: the determinant is positive, exchange the"
              + " direction of columns or rows");
    }
    return matrices;
  }

  private List<ProjectionMatrix> converted(
      SideCarGeometry sideCar, PatientAxes axes, ImageAxes image) {
    return sideCar.matrices().stream().map(m -> convert(m, sideCar.unit(), axes, image)).toList();
  }

  private ProjectionMatrix convert(
      ProjectionMatrix matrix,
      SideCarGeometry.DetectorUnit unit,
      PatientAxes axes,
      ImageAxes image) {
    ProjectionMatrix inPixels =
        unit == SideCarGeometry.DetectorUnit.PIXEL ? matrix : image.toPixels(matrix, detector);
    ProjectionMatrix inPatient = axes.apply(inPixels);
    return image.map(detector, unit).orElseThrow().apply(inPatient);
  }

  private double misfit(SideCarGeometry sideCar, PatientAxes axes, ImageAxes image) {
    double sum = 0;
    int count = 0;
    int stride = Math.max(1, header.size() / TEST_VIEWS);
    for (int i = 0; i < header.size(); i += stride) {
      ProjectionMatrix ours = header.get(i);
      ProjectionMatrix theirs = convert(sideCar.matrices().get(i), sideCar.unit(), axes, image);
      if (ours.determinant() * theirs.determinant() < 0) {
        return Double.POSITIVE_INFINITY;
      }
      for (Vector3 p : TEST_POINTS) {
        sum += squaredDistance(ours, theirs, p);
        count++;
      }
    }
    return Math.sqrt(sum / count);
  }

  private static double squaredDistance(ProjectionMatrix a, ProjectionMatrix b, Vector3 p) {
    double column = a.column(p) - b.column(p);
    double row = a.row(p) - b.row(p);
    return column * column + row * row;
  }

  private static final List<Vector3> TEST_POINTS =
      List.of(
          Vector3.ORIGIN,
          new Vector3(TEST_RADIUS_MM, 0, 0),
          new Vector3(0, TEST_RADIUS_MM, 0),
          new Vector3(0, 0, TEST_RADIUS_MM),
          new Vector3(-TEST_RADIUS_MM, -TEST_RADIUS_MM, -TEST_RADIUS_MM));

  private static String name(Attempt attempt) {
    return "side-car axes " + attempt.axes().name() + ", image " + attempt.image().words();
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
