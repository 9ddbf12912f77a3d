package org.rotavox.model;

/**
 * Every reason why a run cannot be reconstructed: the codes of {@link Obstacle}, which rules may
 * ask for by the fact {@code obstacles}. This table is the single source of the list in the
 * documentation, of what {@code rules check} knows, and of what usually helps; where an obstacle is
 * found, another attribute or another remedy is given only if the case differs.
 */
public enum ObstacleCode {
  UNREADABLE("no readable DICOM object", "", Remedy.SEND_AGAIN),
  NOT_A_PROJECTION(
      "an object of another kind: a secondary capture, a report, a slice", "(0008,0016)", ""),
  NO_PIXELS("the object holds no image", "(7FE0,0010)", ""),
  SINGLE_FRAME("a single image", "(0028,0008)", ""),
  PIXELS_UNREADABLE(
      "the pixels cannot be decoded",
      "(7FE0,0010)",
      "send the run again; if it stays so, in another transfer syntax"),
  TOO_LARGE(
      "more frames than any run has, or a frame for which the memory does not suffice",
      "(0028,0010)",
      "start the program with more memory (-Xmx), then send or release the run again"),
  PIXEL_DATA_TOO_LONG(
      "more pixels than the frames that are announced", "(7FE0,0010)", Remedy.SEND_AGAIN),
  SUBTRACTED("a mask was subtracted", "", "send the run without subtraction"),

  INSTANCES_MISSING(
      "a gap in the instance numbers of single frames",
      "(0020,0013)",
      "send the missing instances"),
  INSTANCES_DUPLICATE(
      "an instance number of single frames that occurs twice",
      "(0020,0013)",
      "send the run again as one series"),
  MIXED_INSTANCES("objects with one frame and with several in one run", "(0028,0008)", ""),
  ORDER_UNKNOWN(
      "single frames without instance numbers",
      "(0020,0013)",
      "send the run with the numbers of its instances"),
  FRAMES_MISSING(
      "fewer or more items of functional groups than frames", "(5200,9230)", Remedy.SEND_AGAIN),
  FRAMES_DIFFER(
      "objects of one projection each, whose frames are not the same image",
      "(0028,0008)",
      "send the run with one frame for each projection, or as one object"),
  PARTS_MISSING("a part of a concatenation has not arrived", "(0020,9162)", Remedy.SEND_MISSING),
  PARTS_DUPLICATE(
      "two different objects are the same part of a concatenation",
      "(0020,9162)",
      Remedy.SEND_ALL_PARTS),
  PARTS_CONTRADICT(
      "parts of a concatenation that disagree on patient, geometry, pixels or number",
      "",
      Remedy.SEND_ALL_PARTS),
  PARTS_GAP(
      "frames are missing between parts of a concatenation", "(0020,9228)", Remedy.SEND_MISSING),
  PARTS_OVERLAP(
      "parts of a concatenation hold the same frames", "(0020,9228)", Remedy.SEND_ALL_PARTS),

  NO_ANGLES(
      "no angles of single frames: a rotation cannot be recognised",
      "(0018,1520)",
      Remedy.MATRICES_IF_IT_TURNED),
  NOT_ROTATING("the C-arm stands still", "(0018,1520)", Remedy.MATRICES_IF_IT_TURNED),
  ARC_TOO_SMALL("the arc is less than 150°", "(0018,1520)", ""),
  ARC_TOO_LARGE("the arc would be more than 370°", "(0018,1520)", Remedy.NO_ROTATION),
  TOO_FEW_FRAMES("fewer than 30 frames", "(0018,1520)", ""),
  NOT_MONOTONE("the angle turns back", "(0018,1520)", Remedy.NO_ROTATION),
  STRAY_ANGLE(
      "a single angle that its neighbours contradict",
      "(0018,1520)",
      "station entry: angleToleranceDeg accepts angles off their neighbours"),
  GAP("a step that is much larger than the others", "(0018,1520)", ""),
  ANGLE_COUNT(
      "another number of angles than of frames",
      "(0018,1520)",
      "send the run again, with one angle for each frame"),
  ANGLES_NO_NUMBERS(
      "angles that are no numbers",
      "(0018,1520)",
      "send the run again; decimals have a point, no comma"),
  ANGLES_AMBIGUOUS(
      "several readings of the angles that give different volumes",
      "(0018,1520)",
      "station entry: angleReading: …, if that is how the station writes them"),
  ANGLES_UNREADABLE("no possible reading of the angles", "(0018,1520)", Remedy.NO_ROTATION),
  ANGLES_CONTRADICT("positioner angles that contradict the isocentre's", "(0018,9462)", ""),
  ANGLES_PRIVATE(
      "angles only in private elements, about an axis that is not documented",
      "",
      "its matrices, station entry: sideCar, sideCarAxes, sideCarImage"),
  OTHER_ANGLE_UNREADABLE(
      "the angle that does not turn is not known",
      "(0018,1521)",
      "station entry: secondaryAngleDeg gives the angle that does not turn"),
  DETECTOR_TURN_UNCERTAIN(
      "how the detector is turned about the beam is not known", "(0018,9465)", ""),
  ORBIT_TILTED(
      "the beam stands more than 50° off the plane in which the arm turns",
      "(0018,1511)",
      "station entry: secondaryAngleDeg, where the header's angle is wrong"),

  DISTANCES_MISSING(
      "source, isocentre or detector distance is missing", "(0018,1110)", Remedy.DISTANCES),
  DISTANCES_CONTRADICT(
      "distances that contradict each other", "(0018,1110)", Remedy.DISTANCES + Remedy.OVERRIDING),
  DISTANCES_IMPLAUSIBLE(
      "distances that no C-arm has", "(0018,1110)", Remedy.DISTANCES + Remedy.OVERRIDING),
  SPACING_MISSING("the size of a detector pixel is missing", "(0018,1164)", Remedy.SPACING),
  SPACING_CONTRADICTS(
      "sizes of pixels that contradict each other",
      "(0018,1164)",
      Remedy.SPACING + Remedy.OVERRIDING),
  SPACING_IMPLAUSIBLE(
      "a detector of a size that does not exist",
      "(0018,1164)",
      Remedy.SPACING + Remedy.OVERRIDING),
  GEOMETRY_CHANGES("distances or spacing change within the run", "", ""),
  FIELD_OF_VIEW_UNREADABLE("how the image was turned or mirrored is not known", "(0018,7032)", ""),
  ISOCENTER_UNCERTAIN(
      "where the isocentre projects to is not known",
      "(0018,7030)",
      "station entry: isocenterColumnOffsetMm and isocenterRowOffsetMm; overridesHeader: true"
          + " for the middle of the image"),
  STATION_CONTRADICTS(
      "the station entry contradicts the header",
      "",
      "station entry: correct the value, or set overridesHeader"),
  SIDE_CAR_UNUSABLE(
      "the geometry file cannot be used", "", "replace the geometry file, or remove sideCar"),
  IMAGES_CONTRADICT(
      "the images contradict the geometry",
      "(0018,1520)",
      "compare the angles with the station's own display; station entry: angleReading,"
          + " columnSpacingMm, isocenterColumnOffsetMm; overridesHeader: true if the geometry"
          + " is known to be right"),
  UNCONFIRMED(
      "values that nothing confirms, where the configuration refuses such runs",
      "",
      "station entry: …; or unconfirmed: accept, there or under acquisition"),

  INTENSITY_CHANGES(
      "the meaning of pixel values changes within the run",
      "",
      "send the run as it was acquired, all frames processed alike"),
  INTENSITY_UNKNOWN("the meaning of pixel values is not known", "(0028,1040)", Remedy.INTENSITY),
  INTENSITY_SIGN_UNKNOWN(
      "whether bright pixels mean more or less radiation is not known",
      "(0028,1041)",
      Remedy.INTENSITY),
  INTENSITY_SIGN_CONTRADICTS(
      "the air in the picture contradicts the sign", "(0028,1041)", Remedy.INTENSITY),
  INTENSITY_NEGATIVE(
      "negative linear values: the value of zero intensity is not known",
      "(0028,0103)",
      Remedy.INTENSITY),
  INTENSITY_LUT_UNREADABLE(
      "the table of pixel values cannot be read", "(0028,3000)", Remedy.INTENSITY),
  INTENSITY_LUT_CONTRADICTS(
      "the table of pixel values contradicts the relationship", "(0028,3000)", Remedy.INTENSITY),
  FRAME_CONSTANT("a frame with the same value everywhere", "(7FE0,0010)", ""),
  FRAME_SATURATED("a frame at the end of its scale", "(7FE0,0010)", ""),
  FRAMES_IDENTICAL("the same image repeatedly: the detector stood still", "(7FE0,0010)", ""),
  MOSTLY_BLANKED("shutters leave too little of the image", "(0018,1600)", "");

  /** What helps against more than one of them. */
  private static final class Remedy {

    private static final String SEND_AGAIN = "send the run again";
    private static final String SEND_MISSING =
        "send what is missing: it is joined to the parts that are there";
    private static final String SEND_ALL_PARTS =
        "send the run again, all parts of one concatenation";
    private static final String MATRICES_IF_IT_TURNED =
        "none if the C-arm stood still; if it did turn, its matrices: station entry: sideCar,"
            + " sideCarAxes, sideCarImage";
    private static final String NO_ROTATION =
        "send the run again; its angles are those of no rotation, however they are read";
    private static final String DISTANCES =
        "station entry: sourceToDetectorMm and sourceToIsocenterMm";
    private static final String SPACING = "station entry: columnSpacingMm and rowSpacingMm";
    private static final String OVERRIDING = ", with overridesHeader: true";
    private static final String INTENSITY = "station entry: intensityReading";
  }

  private static final String VALUES = "…";

  private final String meaning;
  private final String attribute;
  private final String remedy;

  ObstacleCode(String meaning, String attribute, String remedy) {
    this.meaning = meaning;
    this.attribute = attribute;
    this.remedy = remedy;
  }

  /**
   * Returns true if it says that the run is not whole: then everything else that is known of it is
   * known of a part only, and no rule can decide on that.
   */
  public static boolean leavesRunIncomplete(String code) {
    return code.startsWith("PARTS_");
  }

  /** Returns one line for the reference table. */
  public String meaning() {
    return meaning;
  }

  /**
   * Returns the attribute that it is usually about, as {@code (0018,1110)}; empty if it is about
   * the whole object, or about another attribute each time.
   */
  public String attribute() {
    return attribute;
  }

  /** Returns what usually helps; empty if nothing does. "…" stands for values of the run. */
  public String remedy() {
    return remedy;
  }

  /** Returns what usually helps, with these values of the run. */
  public String remedy(String values) {
    return remedy.replace(VALUES, values);
  }
}
