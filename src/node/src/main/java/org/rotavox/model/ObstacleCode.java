package org.rotavox.model;

/**
 * Every reason why a run cannot be reconstructed: the codes of {@link Obstacle}, which rules may
 * ask for by the fact {@code obstacles}. This table is the single source of the list in the
 * documentation and of what {@code rules check} knows.
 */
public enum ObstacleCode {
  UNREADABLE("no readable DICOM object"),
  NOT_A_PROJECTION("an object of another kind: a secondary capture, a report, a slice"),
  NO_PIXELS("the object holds no image"),
  SINGLE_FRAME("a single image"),
  PIXELS_UNREADABLE("the pixels cannot be decoded"),
  TOO_LARGE("more frames than any run has, or a frame for which the memory does not suffice"),
  PIXEL_DATA_TOO_LONG("more pixels than the frames that are announced"),
  SUBTRACTED("a mask was subtracted"),

  INSTANCES_MISSING("a gap in the instance numbers of single frames"),
  INSTANCES_DUPLICATE("an instance number of single frames that occurs twice"),
  MIXED_INSTANCES("objects with one frame and with several in one run"),
  ORDER_UNKNOWN("single frames without instance numbers"),
  FRAMES_MISSING("fewer or more items of functional groups than frames"),
  FRAMES_DIFFER("objects of one projection each, whose frames are not the same image"),
  PARTS_MISSING("a part of a concatenation has not arrived"),
  PARTS_DUPLICATE("two different objects are the same part of a concatenation"),
  PARTS_CONTRADICT("parts of a concatenation that disagree on patient, geometry, pixels or number"),
  PARTS_GAP("frames are missing between parts of a concatenation"),
  PARTS_OVERLAP("parts of a concatenation hold the same frames"),

  NO_ANGLES("no angles of single frames: a rotation cannot be recognised"),
  NOT_ROTATING("the C-arm stands still"),
  ARC_TOO_SMALL("the arc is less than 150°"),
  ARC_TOO_LARGE("the arc would be more than 370°"),
  TOO_FEW_FRAMES("fewer than 30 frames"),
  NOT_MONOTONE("the angle turns back"),
  STRAY_ANGLE("a single angle that its neighbours contradict"),
  GAP("a step that is much larger than the others"),
  ANGLE_COUNT("another number of angles than of frames"),
  ANGLES_NO_NUMBERS("angles that are no numbers"),
  ANGLES_AMBIGUOUS("several readings of the angles that give different volumes"),
  ANGLES_UNREADABLE("no possible reading of the angles"),
  ANGLES_CONTRADICT("positioner angles that contradict the isocentre's"),
  ANGLES_PRIVATE("angles only in private elements, about an axis that is not documented"),
  OTHER_ANGLE_UNREADABLE("the angle that does not turn is not known"),
  DETECTOR_TURN_UNCERTAIN("how the detector is turned about the beam is not known"),
  ORBIT_TILTED("the beam stands more than 50° off the plane in which the arm turns"),

  DISTANCES_MISSING("source, isocentre or detector distance is missing"),
  DISTANCES_CONTRADICT("distances that contradict each other"),
  DISTANCES_IMPLAUSIBLE("distances that no C-arm has"),
  SPACING_MISSING("the size of a detector pixel is missing"),
  SPACING_CONTRADICTS("sizes of pixels that contradict each other"),
  SPACING_IMPLAUSIBLE("a detector of a size that does not exist"),
  GEOMETRY_CHANGES("distances or spacing change within the run"),
  FIELD_OF_VIEW_UNREADABLE("how the image was turned or mirrored is not known"),
  ISOCENTER_UNCERTAIN("where the isocentre projects to is not known"),
  STATION_CONTRADICTS("the station entry contradicts the header"),
  SIDE_CAR_UNUSABLE("the geometry file cannot be used"),
  IMAGES_CONTRADICT("the images contradict the geometry"),
  UNCONFIRMED("values that nothing confirms, where the configuration refuses such runs"),

  INTENSITY_CHANGES("the meaning of pixel values changes within the run"),
  INTENSITY_UNKNOWN("the meaning of pixel values is not known"),
  INTENSITY_SIGN_UNKNOWN("whether bright pixels mean more or less radiation is not known"),
  INTENSITY_SIGN_CONTRADICTS("the air in the picture contradicts the sign"),
  INTENSITY_NEGATIVE("negative linear values: the value of zero intensity is not known"),
  INTENSITY_LUT_UNREADABLE("the table of pixel values cannot be read"),
  INTENSITY_LUT_CONTRADICTS("the table of pixel values contradicts the relationship"),
  FRAME_CONSTANT("a frame with the same value everywhere"),
  FRAME_SATURATED("a frame at the end of its scale"),
  FRAMES_IDENTICAL("the same image repeatedly: the detector stood still"),
  MOSTLY_BLANKED("shutters leave too little of the image");

  private final String meaning;

  ObstacleCode(String meaning) {
    this.meaning = meaning;
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
}
