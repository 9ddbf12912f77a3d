package org.rotavox.acquisition;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.Dictionary;
import org.rotavox.dataset.Tag;
import org.rotavox.model.ObstacleCode;

/**
 * The parts of a concatenation joined into the header of the object that was cut (PS3.3
 * C.7.6.16.2.2.4): everything else reads it like one multi-frame object. What must be the same in
 * all parts is compared first.
 */
final class Concatenation {

  private static final String SEND_AGAIN = "send the run again, all parts of one acquisition";

  /** What an absent attribute says nothing about. */
  private static final List<Integer> ALIKE_WHERE_PRESENT =
      List.of(
          Tag.StudyInstanceUID,
          Tag.FrameOfReferenceUID,
          Tag.SOPClassUID,
          Tag.DistanceSourceToDetector,
          Tag.DistanceSourceToPatient,
          Tag.DistanceSourceToIsocenter,
          Tag.EstimatedRadiographicMagnificationFactor,
          Tag.ImagerPixelSpacing,
          Tag.PatientPosition,
          Tag.DetectorBinning,
          Tag.DetectorElementSpacing,
          Tag.PositionOfIsocenterProjection,
          Tag.FieldOfViewOrigin,
          Tag.PixelAspectRatio);

  /** What an absent attribute has a meaning of its own for. */
  private static final List<Integer> ALIKE =
      List.of(
          Tag.Rows,
          Tag.Columns,
          Tag.BitsAllocated,
          Tag.BitsStored,
          Tag.HighBit,
          Tag.PixelRepresentation,
          Tag.PhotometricInterpretation,
          Tag.PixelIntensityRelationship,
          Tag.PixelIntensityRelationshipSign,
          Tag.RescaleSlope,
          Tag.RescaleIntercept,
          Tag.RescaleType,
          Tag.ModalityLUTSequence,
          Tag.FieldOfViewRotation,
          Tag.FieldOfViewHorizontalFlip,
          Tag.AppliedMaskSubtractionFlag,
          Tag.ShutterShape,
          Tag.ShutterLeftVerticalEdge,
          Tag.ShutterRightVerticalEdge,
          Tag.ShutterUpperHorizontalEdge,
          Tag.ShutterLowerHorizontalEdge,
          Tag.CenterOfCircularShutter,
          Tag.RadiusOfCircularShutter,
          Tag.VerticesOfThePolygonalShutter);

  private final List<DataSet> parts;
  private final int frames;

  private Concatenation(List<DataSet> parts) {
    this.parts = List.copyOf(parts);
    this.frames = parts.stream().mapToInt(Concatenation::framesOf).sum();
  }

  /** Returns true if all these objects are parts of concatenations. */
  static boolean isOf(List<DicomFile> files) {
    return files.stream().allMatch(f -> ConcatenationPart.of(f.dataSet()).isPresent());
  }

  /**
   * Compares parts.
   *
   * @param parts their headers, in their order
   */
  static Concatenation of(List<DataSet> parts, Finding finding) {
    for (int i = 1; i < parts.size(); i++) {
      compare(parts.get(0), parts.get(i), i + 1, finding);
    }
    return new Concatenation(parts);
  }

  private static void compare(DataSet first, DataSet other, int place, Finding finding) {
    for (int tag : new int[] {Tag.PatientID, Tag.IssuerOfPatientID, Tag.PatientBirthDate}) {
      if (bothHave(tag, first, other) && !SameValues.of(tag, first, other)) {
        finding.obstacle(
            ObstacleCode.PARTS_CONTRADICT, tag, "the parts are of different patients", SEND_AGAIN);
        return;
      }
    }
    for (int tag : ALIKE_WHERE_PRESENT) {
      if (bothHave(tag, first, other) && !SameValues.of(tag, first, other)) {
        differs(tag, first, other, place, finding);
      }
    }
    for (int tag : ALIKE) {
      if (!SameValues.of(tag, first, other)) {
        differs(tag, first, other, place, finding);
      }
    }
  }

  private static boolean bothHave(int tag, DataSet first, DataSet other) {
    return first.containsValue(tag) && other.containsValue(tag);
  }

  private static void differs(int tag, DataSet first, DataSet other, int place, Finding finding) {
    finding.obstacle(
        ObstacleCode.PARTS_CONTRADICT,
        tag,
        "the first part and the one in place "
            + place
            + " differ in "
            + Dictionary.describe(tag)
            + ": "
            + value(tag, first)
            + " and "
            + value(tag, other),
        SEND_AGAIN);
  }

  private static String value(int tag, DataSet header) {
    return header.containsValue(tag)
        ? header.getSequence(tag).isEmpty()
            ? String.join("\\", header.getStrings(tag))
            : "a sequence"
        : "absent";
  }

  static int framesOf(DataSet part) {
    return Math.max(1, part.getInt(Tag.NumberOfFrames, 1));
  }

  /** Returns the headers of the parts, in their order. */
  List<DataSet> parts() {
    return parts;
  }

  /** Returns the number of frames of all parts together. */
  int frames() {
    return frames;
  }

  /** Returns the header of the whole; lists of angles are still those of the first part. */
  DataSet joined(Finding finding) {
    DataSet whole = parts.get(0).copy();
    for (int tag : ALIKE_WHERE_PRESENT) {
      if (!whole.containsValue(tag)) {
        parts.stream()
            .filter(part -> part.containsValue(tag))
            .findFirst()
            .ifPresent(part -> whole.setAll(part.copyOf(tag)));
      }
    }
    whole.setInt(Tag.NumberOfFrames, frames);
    for (int tag :
        new int[] {
          Tag.InConcatenationNumber,
          Tag.InConcatenationTotalNumber,
          Tag.ConcatenationFrameOffsetNumber
        }) {
      whole.remove(tag);
    }
    joinFunctionalGroups(whole, finding);
    return whole;
  }

  /** A group that is shared within a part and differs between parts becomes one of its frames. */
  private void joinFunctionalGroups(DataSet whole, Finding finding) {
    List<DataSet> shared =
        parts.stream()
            .map(p -> p.getItem(Tag.SharedFunctionalGroupsSequence).orElseGet(DataSet::new))
            .toList();
    Set<Integer> differing = new TreeSet<>();
    for (DataSet item : shared) {
      for (int macro : item.tags()) {
        if (!shared.stream().allMatch(other -> SameValues.of(macro, shared.get(0), other))) {
          differing.add(macro);
        }
      }
    }
    boolean perFrame =
        !differing.isEmpty()
            || parts.stream().anyMatch(p -> p.contains(Tag.PerFrameFunctionalGroupsSequence));
    if (!perFrame) {
      return;
    }
    List<DataSet> frames = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      frames.addAll(framesOf(parts.get(i), shared.get(i), differing, i + 1, finding));
    }
    whole.setSequence(Tag.PerFrameFunctionalGroupsSequence, frames);
    Optional<DataSet> common = whole.getItem(Tag.SharedFunctionalGroupsSequence);
    common.ifPresent(item -> differing.forEach(item::remove));
  }

  private static List<DataSet> framesOf(
      DataSet part, DataSet shared, Set<Integer> differing, int place, Finding finding) {
    int count = framesOf(part);
    List<DataSet> items = part.getSequence(Tag.PerFrameFunctionalGroupsSequence);
    if (!items.isEmpty() && items.size() != count) {
      finding.obstacle(
          ObstacleCode.FRAMES_MISSING,
          "the part in place "
              + place
              + " has "
              + items.size()
              + " items for "
              + count
              + " frames");
    }
    List<DataSet> frames =
        items.isEmpty()
            ? new ArrayList<>(Collections.nCopies(count, new DataSet()))
            : new ArrayList<>(items);
    for (int i = 0; i < frames.size(); i++) {
      DataSet frame = frames.get(i).copy();
      for (int macro : differing) {
        if (!frame.contains(macro)) {
          frame.setAll(shared.copyOf(macro));
        }
      }
      frames.set(i, frame);
    }
    return frames;
  }
}
