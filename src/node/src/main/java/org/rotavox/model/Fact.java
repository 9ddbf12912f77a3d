package org.rotavox.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One thing that a rule may ask about a series: its name in the rules file, its type, and what it
 * means. This table is the single source of the rule language's variables, of the ledger's record
 * and of the reference table in the documentation.
 *
 * <p>A fact that is not known has the empty value of its type ({@code ""}, {@code 0}, {@code
 * false}, an empty list), so that missing data never makes a rule fail.
 */
public enum Fact {
  CALLING_AE_TITLE("callingAeTitle", Type.TEXT, "AE title of the sender"),
  CALLED_AE_TITLE("calledAeTitle", Type.TEXT, "AE title that the sender called"),
  SOURCE_ADDRESS("sourceAddress", Type.TEXT, "network address of the sender, without port"),
  MISSING_FRAMES(
      "missingFrames",
      Type.INTEGER,
      "single frames or parts that the objects announce and that did not come within the longest"
          + " wait"),

  SOP_CLASS("sopClass", Type.TEXT, "SOP Class UID (0008,0016)"),
  OBJECT_KIND(
      "objectKind",
      Type.TEXT,
      "what the object is: XA, ENHANCED_XA, XRF, ENHANCED_XRF, SECONDARY_CAPTURE, DOSE_REPORT,"
          + " PRESENTATION_STATE, OTHER"),
  MODALITY("modality", Type.TEXT, "Modality (0008,0060)"),
  MANUFACTURER("manufacturer", Type.TEXT, "Manufacturer (0008,0070)"),
  MODEL_NAME("modelName", Type.TEXT, "Manufacturer's Model Name (0008,1090)"),
  STATION_NAME("stationName", Type.TEXT, "Station Name (0008,1010)"),
  INSTITUTION_NAME("institutionName", Type.TEXT, "Institution Name (0008,0080)"),
  PROTOCOL_NAME("protocolName", Type.TEXT, "Protocol Name (0018,1030)"),
  STUDY_DESCRIPTION("studyDescription", Type.TEXT, "Study Description (0008,1030)"),
  SERIES_DESCRIPTION("seriesDescription", Type.TEXT, "Series Description (0008,103E)"),
  BODY_PART("bodyPart", Type.TEXT, "Body Part Examined (0018,0015)"),
  IMAGE_TYPE("imageType", Type.TEXT_LIST, "values of Image Type (0008,0008)"),

  FRAMES("frames", Type.INTEGER, "number of projection frames of the run, all instances together"),
  ROWS("rows", Type.INTEGER, "Rows (0028,0010)"),
  COLUMNS("columns", Type.INTEGER, "Columns (0028,0011)"),
  BITS("bits", Type.INTEGER, "Bits Stored (0028,0101)"),
  LOSSY("lossy", Type.BOOLEAN, "the pixels were compressed lossily"),

  ROTATIONAL(
      "rotational",
      Type.BOOLEAN,
      "the run turns about the patient, by 150° and in 30 frames at least; "
          + "the fact obstacles says whether it can be reconstructed"),
  OBSTACLES(
      "obstacles",
      Type.TEXT_LIST,
      "codes of the reasons why the run cannot be reconstructed; empty if it can"),
  SWEEP_DEG("sweepDeg", Type.NUMBER, "angle between the first and the last frame, degrees"),
  MEAN_STEP_DEG("meanStepDeg", Type.NUMBER, "mean angle between neighbouring frames, degrees"),
  STEP_VARIATION(
      "stepVariation", Type.NUMBER, "standard deviation of the steps divided by their mean"),
  ROTATION_AXIS(
      "rotationAxis",
      Type.TEXT,
      "PRIMARY or SECONDARY: the positioner angle that turns; else empty"),
  DIRECTION("direction", Type.TEXT, "RISING or FALLING angle; empty if not rotational"),
  ANGLE_READING(
      "angleReading",
      Type.TEXT,
      "how the angles were read: OFFSET, ABSOLUTE, DELTA, CONSTANT_STEP, PER_FRAME, SIDE_CAR"),
  HAS_DISTANCES(
      "hasDistances",
      Type.BOOLEAN,
      "source, detector and isocentre distances and the pixel spacing are known"),
  GEOMETRY_SOURCE(
      "geometrySource", Type.TEXT, "where the geometry comes from: HEADER, STATION, SIDE_CAR"),

  RELATIONSHIP("relationship", Type.TEXT, "Pixel Intensity Relationship: LIN, LOG or DISP"),
  SUBTRACTED("subtracted", Type.BOOLEAN, "a mask was subtracted (DSA)"),
  QUANTITATIVE(
      "quantitative", Type.BOOLEAN, "the pixels are good enough for values with a physical scale"),
  TRUNCATION_LIKELY(
      "truncationLikely",
      Type.BOOLEAN,
      "the object reaches beyond the detector's left or right edge"),
  AIR_LEVEL(
      "airLevel",
      Type.TEXT,
      "how the intensity without attenuation is known: SEEN (air in every image), SHARED (in some),"
          + " INFERRED (in none: soft tissue is set to its value), STATION (the station entry states"
          + " it)"),
  BORDER(
      "border",
      Type.TEXT,
      "what blanks the rim of the images: NONE, DECLARED (a shutter of the header), FOUND (it"
          + " stands still in the images, undeclared), UNCLEAR (a border or the object)"),
  UNCONFIRMED(
      "unconfirmed",
      Type.TEXT_LIST,
      "values of the geometry that nothing repeats: firstAngle, direction, secondaryAngle,"
          + " distances, pixelSpacing; a station entry can confirm them");

  private final String ruleName;
  private final Type type;
  private final String meaning;

  Fact(String ruleName, Type type, String meaning) {
    this.ruleName = ruleName;
    this.type = type;
    this.meaning = meaning;
  }

  /** Returns the name by which rules ask for this fact. */
  public String ruleName() {
    return ruleName;
  }

  /** Returns the type of its value. */
  public Type type() {
    return type;
  }

  /** Returns one line for the reference table. */
  public String meaning() {
    return meaning;
  }

  /** Returns the fact with this name in rules, if there is one. */
  public static Optional<Fact> named(String ruleName) {
    return Arrays.stream(values()).filter(f -> f.ruleName.equals(ruleName)).findFirst();
  }

  /** The types of facts, with their Java class and the value that stands for "not known". */
  public enum Type {
    TEXT(String.class),
    INTEGER(Long.class),
    NUMBER(Double.class),
    BOOLEAN(Boolean.class),
    TEXT_LIST(List.class);

    private final Class<?> javaClass;

    Type(Class<?> javaClass) {
      this.javaClass = javaClass;
    }

    /** Returns the class of the values of this type. */
    public Class<?> javaClass() {
      return javaClass;
    }

    /** Returns the value of a fact that is not known. */
    public Object emptyValue() {
      return switch (this) {
        case TEXT -> "";
        case INTEGER -> 0L;
        case NUMBER -> 0.0;
        case BOOLEAN -> false;
        case TEXT_LIST -> List.of();
      };
    }
  }
}
