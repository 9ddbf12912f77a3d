package org.rotavox.simulation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.rotavox.dataset.DataSet;
import org.rotavox.geometry.ProjectionMatrix;
import org.rotavox.phantom.EllipsoidPhantom;

/**
 * What a simulated run looks like: its object, its orbit, and every way in which stations write
 * such runs. Immutable: each method returns changed options. Angles in degrees, distances in
 * millimetres.
 */
public final class SimulationOptions implements Cloneable {

  /** What kind of object is written. */
  public enum ObjectForm {
    XA,
    XRF,
    ENHANCED_XA,
    ENHANCED_XRF,
    /** One XA object for each frame. */
    SINGLE_FRAMES
  }

  /** How the angles of a classic multi-frame object are written. */
  public enum AngleForm {
    OFFSET,
    /** With a first angle of 0. */
    ABSOLUTE,
    /** With the first angle repeated. */
    ABSOLUTE_WITH_FIRST,
    /** N changes, the first one 0. */
    DELTA,
    /** N − 1 changes. */
    DELTA_SHORT,
    CONSTANT_STEP
  }

  /** How pixel values follow from intensity. */
  public enum IntensityForm {
    LIN,
    LIN_INVERTED,
    /** 12 bits, a modality LUT leads back to linear intensity. */
    LOG_LUT,
    /** 12 bits, a rescale slope leads to the natural logarithm. */
    LOG_RESCALED,
    /** 12 bits, higher is less; the rescaled value is the line integral. */
    LOG_INVERTED,
    /** 8 bits, relationship DISP. */
    DISP,
    /** Higher is less, MONOCHROME1, without a sign. */
    MONOCHROME1,
    /** As LIN, without relationship and sign. */
    UNSTATED
  }

  /** Which distances are written. */
  public enum DistanceForm {
    ALL,
    SID_AND_SOD,
    SID_AND_MAGNIFICATION,
    SOD_AND_MAGNIFICATION,
    NONE
  }

  EllipsoidPhantom phantom = EllipsoidPhantom.small();
  Optional<IntFunction<EllipsoidPhantom>> changing = Optional.empty();
  public int frames = 100;
  double startDeg = -100;
  double stopDeg = 100;
  double otherAngleDeg;
  boolean spinsAboutSecondary;
  List<Double> primaryDeg = List.of();
  List<Double> secondaryDeg = List.of();
  List<ProjectionMatrix> matrices = List.of();
  int columns = 128;
  int rows = 128;
  double columnSpacingMm = 1.6;
  double rowSpacingMm = 1.6;
  double sourceToDetectorMm = 1200;
  double sourceToIsocenterMm = 785;
  double photons = 40000;
  boolean noisy = true;
  long seed = 1;
  ObjectForm objectForm = ObjectForm.XA;
  public AngleForm angleForm = AngleForm.OFFSET;
  IntensityForm intensityForm = IntensityForm.LIN;
  DistanceForm distanceForm = DistanceForm.ALL;
  int fieldOfViewRotationDeg;
  boolean fieldOfViewFlipped;
  int shutterMargin;
  String identity = "";
  Map<Integer, String> attributes = new LinkedHashMap<>();
  Consumer<DataSet> edit = header -> {};

  private SimulationOptions() {}

  /**
   * Returns the standard run: the small phantom, 100 frames of 128 × 128 pixels of 1.6 mm, −100° to
   * +100°, SID 1200, SOD 785, 40000 photons, offsets, linear.
   */
  public static SimulationOptions standard() {
    return new SimulationOptions();
  }

  private interface Change {
    void on(SimulationOptions options);
  }

  private SimulationOptions with(Change change) {
    SimulationOptions copy = clone();
    copy.attributes = new LinkedHashMap<>(attributes);
    change.on(copy);
    return copy;
  }

  /** Returns options for another object. */
  public SimulationOptions phantom(EllipsoidPhantom value) {
    return with(o -> o.phantom = value);
  }

  /** Returns options for an object that changes during the run: as vessels do that fill. */
  public SimulationOptions changing(IntFunction<EllipsoidPhantom> objectOfFrame) {
    return with(o -> o.changing = Optional.of(objectOfFrame));
  }

  /** Returns options with another number of frames. */
  public SimulationOptions frames(int value) {
    return with(o -> o.frames = value);
  }

  /** Returns options with another arc; start above stop turns the other way. */
  public SimulationOptions arc(double startDegrees, double stopDegrees) {
    return with(
        o -> {
          o.startDeg = startDegrees;
          o.stopDeg = stopDegrees;
        });
  }

  /** Returns options with this angle of the axis that does not turn. */
  public SimulationOptions otherAngle(double degrees) {
    return with(o -> o.otherAngleDeg = degrees);
  }

  /** Returns options where the secondary angle turns and the primary one stays. */
  public SimulationOptions aboutSecondaryAxis() {
    return with(o -> o.spinsAboutSecondary = true);
  }

  /** Returns options with these angles, one for each frame. */
  public SimulationOptions angles(List<Double> primary, List<Double> secondary) {
    return with(
        o -> {
          o.primaryDeg = List.copyOf(primary);
          o.secondaryDeg = List.copyOf(secondary);
          o.frames = primary.size();
        });
  }

  /**
   * Returns options whose images are taken along these matrices, while the header says the angles
   * of the options: a C-arm that wobbles.
   */
  public SimulationOptions alongMatrices(List<ProjectionMatrix> value) {
    return with(o -> o.matrices = List.copyOf(value));
  }

  /** Returns options with another detector. */
  public SimulationOptions detector(
      int newColumns, int newRows, double newColumnSpacingMm, double newRowSpacingMm) {
    return with(
        o -> {
          o.columns = newColumns;
          o.rows = newRows;
          o.columnSpacingMm = newColumnSpacingMm;
          o.rowSpacingMm = newRowSpacingMm;
        });
  }

  /** Returns options with other distances. */
  public SimulationOptions distances(double sidMm, double sodMm) {
    return with(
        o -> {
          o.sourceToDetectorMm = sidMm;
          o.sourceToIsocenterMm = sodMm;
        });
  }

  /** Returns options with this many photons in an unattenuated pixel, at most 60000. */
  public SimulationOptions photons(double value) {
    return with(o -> o.photons = value);
  }

  /** Returns options with this start of the random numbers. */
  public SimulationOptions seed(long value) {
    return with(o -> o.seed = value);
  }

  /** Returns options without photon noise; rounding remains. */
  public SimulationOptions withoutNoise() {
    return with(o -> o.noisy = false);
  }

  /** Returns options for another kind of object. */
  public SimulationOptions as(ObjectForm value) {
    return with(o -> o.objectForm = value);
  }

  /** Returns options with angles written in another way. */
  public SimulationOptions as(AngleForm value) {
    return with(o -> o.angleForm = value);
  }

  /** Returns options with intensities written in another way. */
  public SimulationOptions as(IntensityForm value) {
    return with(o -> o.intensityForm = value);
  }

  /** Returns options with other distances written. */
  public SimulationOptions as(DistanceForm value) {
    return with(o -> o.distanceForm = value);
  }

  /**
   * Returns options whose image is turned clockwise by 0, 90, 180 or 270°, then mirrored or not.
   */
  public SimulationOptions fieldOfView(int rotationDeg, boolean flipped) {
    return with(
        o -> {
          o.fieldOfViewRotationDeg = rotationDeg;
          o.fieldOfViewFlipped = flipped;
        });
  }

  /** Returns options with a rectangular shutter this many pixels inside the image's border. */
  public SimulationOptions shutter(int marginPixels) {
    return with(o -> o.shutterMargin = marginPixels);
  }

  /** Returns options for another study: UIDs follow from this text and the seed. */
  public SimulationOptions identity(String value) {
    return with(o -> o.identity = value);
  }

  /** Returns options with an attribute written last, over what the simulation says; "" = empty. */
  public SimulationOptions attribute(int tag, String value) {
    return with(o -> o.attributes.put(tag, value));
  }

  /** Returns options with a last change to the header of every object that is written. */
  public SimulationOptions edited(Consumer<DataSet> change) {
    return with(o -> o.edit = o.edit.andThen(change));
  }

  @Override
  protected SimulationOptions clone() {
    try {
      return (SimulationOptions) super.clone();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError("this class is cloneable", e);
    }
  }
}
