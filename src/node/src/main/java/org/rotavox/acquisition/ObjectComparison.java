package org.rotavox.acquisition;

import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.Dictionary;
import org.rotavox.dataset.PixelDescription;
import org.rotavox.dataset.PixelFrames;
import org.rotavox.dataset.Tag;

/**
 * Whether two objects with one SOP Instance UID, whose bytes differ, show the same: decoded pixels,
 * geometry with the meaning of the values, and the patient. What an archive changes beside that
 * (transfer syntax, character set, group lengths, padding, attributes of visit, request and
 * institution, added attributes of the patient) makes no other object of it.
 *
 * @param same true if pixels, geometry and patient are the same
 * @param differences names of what differs, without values; the first ones decide where the objects
 *     are not the same
 */
public record ObjectComparison(boolean same, List<String> differences) {

  private static final int MOST_NAMED = 8;

  /** What {@link RunReader} understands of geometry and intensities in classic objects. */
  private static final List<Integer> GEOMETRY =
      List.of(
          Tag.ImageType,
          Tag.InstanceNumber,
          Tag.AcquisitionNumber,
          Tag.ScanOptions,
          Tag.DistanceSourceToDetector,
          Tag.DistanceSourceToPatient,
          Tag.DistanceSourceToIsocenter,
          Tag.EstimatedRadiographicMagnificationFactor,
          Tag.PositionerPrimaryAngle,
          Tag.PositionerSecondaryAngle,
          Tag.PositionerPrimaryAngleIncrement,
          Tag.PositionerSecondaryAngleIncrement,
          Tag.PositionerMotion,
          Tag.PatientPosition,
          Tag.ImagerPixelSpacing,
          Tag.PixelSpacing,
          Tag.PixelAspectRatio,
          Tag.DetectorElementSpacing,
          Tag.DetectorBinning,
          Tag.DetectorActiveDimensions,
          Tag.FieldOfViewShape,
          Tag.FieldOfViewDimensions,
          Tag.FieldOfViewOrigin,
          Tag.FieldOfViewRotation,
          Tag.FieldOfViewHorizontalFlip,
          Tag.ShutterShape,
          Tag.ShutterLeftVerticalEdge,
          Tag.ShutterRightVerticalEdge,
          Tag.ShutterUpperHorizontalEdge,
          Tag.ShutterLowerHorizontalEdge,
          Tag.CenterOfCircularShutter,
          Tag.RadiusOfCircularShutter,
          Tag.VerticesOfThePolygonalShutter,
          Tag.CollimatorShape,
          Tag.BitsStored,
          Tag.PixelIntensityRelationship,
          Tag.PixelIntensityRelationshipSign,
          Tag.RescaleSlope,
          Tag.RescaleIntercept,
          Tag.RescaleType,
          Tag.ModalityLUTSequence,
          Tag.PixelIntensityRelationshipLUTSequence,
          Tag.MaskSubtractionSequence,
          Tag.ConcatenationUID,
          Tag.InConcatenationNumber,
          Tag.InConcatenationTotalNumber,
          Tag.ConcatenationFrameOffsetNumber,
          Tag.SharedFunctionalGroupsSequence,
          Tag.PerFrameFunctionalGroupsSequence);

  private static final List<Integer> PATIENT =
      List.of(Tag.PatientID, Tag.IssuerOfPatientID, Tag.PatientBirthDate, Tag.PatientSex);

  public ObjectComparison {
    differences = List.copyOf(differences);
  }

  /**
   * Compares two files; the pixels last, and all of them.
   *
   * @throws IOException if a file cannot be read, or pixels not decoded
   */
  public static ObjectComparison of(DicomFile first, DicomFile second) throws IOException {
    List<String> decisive = new ArrayList<>();
    DataSet a = first.dataSet();
    DataSet b = second.dataSet();
    if (!a.getUid(Tag.SOPClassUID).equals(b.getUid(Tag.SOPClassUID))) {
      decisive.add(Dictionary.describe(Tag.SOPClassUID));
    }
    PATIENT.stream()
        .filter(tag -> a.containsValue(tag) && b.containsValue(tag) && !SameValues.of(tag, a, b))
        .forEach(tag -> decisive.add(Dictionary.describe(tag)));
    if (!name(a).equals(name(b)) && !name(a).isEmpty() && !name(b).isEmpty()) {
      decisive.add(Dictionary.describe(Tag.PatientName));
    }
    GEOMETRY.stream()
        .filter(tag -> !SameValues.of(tag, a, b))
        .forEach(tag -> decisive.add(Dictionary.describe(tag)));
    if (!photometric(a).equals(photometric(b))) {
      decisive.add(Dictionary.describe(Tag.PhotometricInterpretation));
    }
    PrivateIsocenter.differing(a, b).ifPresent(decisive::add);
    if (decisive.isEmpty() && !samePixels(first, second)) {
      decisive.add(Dictionary.describe(Tag.PixelData));
    }
    return decisive.isEmpty()
        ? new ObjectComparison(true, others(first, second))
        : new ObjectComparison(false, decisive);
  }

  /** The alphabetic group of the name; archives change case, blanks and empty components. */
  private static String name(DataSet header) {
    String alphabetic = header.getString(Tag.PatientName, "").split("=", -1)[0];
    return Normalizer.normalize(alphabetic, Normalizer.Form.NFC)
        .toUpperCase(Locale.ROOT)
        .replaceAll("[\\s^]+", " ")
        .strip();
  }

  private static String photometric(DataSet header) {
    return header.getString(Tag.PhotometricInterpretation, "").toUpperCase(Locale.ROOT);
  }

  private static boolean samePixels(DicomFile first, DicomFile second) throws IOException {
    boolean images = first.dataSet().contains(Tag.PixelData);
    if (!images || !second.dataSet().contains(Tag.PixelData)) {
      return images == second.dataSet().contains(Tag.PixelData);
    }
    try (PixelFrames a = PixelFrames.open(first);
        PixelFrames b = PixelFrames.open(second)) {
      PixelDescription one = a.description();
      PixelDescription two = b.description();
      if (one.rows() != two.rows() || one.columns() != two.columns() || a.count() != b.count()) {
        return false;
      }
      int[] x = new int[one.rows() * one.columns()];
      int[] y = new int[x.length];
      for (int frame = 0; frame < a.count(); frame++) {
        a.readFrame(frame, x);
        b.readFrame(frame, y);
        if (!Arrays.equals(x, y)) {
          return false;
        }
      }
      return true;
    }
  }

  /** What else differs, for the one warning. */
  private static List<String> others(DicomFile first, DicomFile second) {
    List<String> names = new ArrayList<>();
    if (!first.transferSyntax().equals(second.transferSyntax())) {
      names.add("transfer syntax " + first.transferSyntax() + " and " + second.transferSyntax());
    }
    Set<Integer> tags = new TreeSet<>(Integer::compareUnsigned);
    for (DataSet header : List.of(first.dataSet(), second.dataSet())) {
      Arrays.stream(header.tags()).filter(tag -> tag != Tag.PixelData).forEach(tags::add);
    }
    List<String> differing =
        tags.stream()
            .filter(tag -> !SameValues.of(tag, first.dataSet(), second.dataSet()))
            .map(Dictionary::describe)
            .toList();
    names.addAll(differing.subList(0, Math.min(differing.size(), MOST_NAMED)));
    if (differing.size() > MOST_NAMED) {
      names.add((differing.size() - MOST_NAMED) + " more attributes");
    }
    return names;
  }
}
