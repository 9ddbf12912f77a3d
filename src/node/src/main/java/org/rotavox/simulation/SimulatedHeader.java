package org.rotavox.simulation;

import java.util.ArrayList;
import java.util.List;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.SopClass;
import org.rotavox.dataset.Tag;
import org.rotavox.dataset.VR;
import org.rotavox.dicom.Uid;
import org.rotavox.simulation.SimulationOptions.DistanceForm;
import org.rotavox.simulation.SimulationOptions.IntensityForm;
import org.rotavox.simulation.SimulationOptions.ObjectForm;

/** Writes the headers of simulated objects: the modules of the XA image (PS3.3 A.14). */
public final class SimulatedHeader {

  private static final String UID_SCOPE = "simulated run";

  private final SimulationOptions o;
  private final SimulatedOrbit orbit;
  private final SimulatedPixels pixels;

  public SimulatedHeader(SimulationOptions options, SimulatedOrbit orbit, SimulatedPixels pixels) {
    this.o = options;
    this.orbit = orbit;
    this.pixels = pixels;
  }

  /** Returns the header of the object that holds these frames. */
  public DataSet of(int from, int to) {
    DataSet d = new DataSet();
    general(d, from);
    image(d, to - from);
    intensity(d);
    if (o.objectForm == ObjectForm.ENHANCED_XA || o.objectForm == ObjectForm.ENHANCED_XRF) {
      enhanced(d);
    } else {
      distances(d);
      d.setDouble(Tag.ImagerPixelSpacing, rowSpacing(), columnSpacing());
      angles(d, from, to);
      fieldOfView(d);
    }
    shutter(d);
    o.attributes.forEach(
        (tag, value) -> {
          if (value.isEmpty()) {
            d.setEmpty(tag);
          } else {
            d.setString(tag, value);
          }
        });
    o.edit.accept(d);
    return d;
  }

  private void general(DataSet d, int from) {
    Uid sopClass =
        switch (o.objectForm) {
          case XA, SINGLE_FRAMES -> SopClass.X_RAY_ANGIOGRAPHIC_IMAGE_STORAGE;
          case XRF -> SopClass.X_RAY_RADIOFLUOROSCOPIC_IMAGE_STORAGE;
          case ENHANCED_XA -> SopClass.ENHANCED_XA_IMAGE_STORAGE;
          case ENHANCED_XRF -> SopClass.ENHANCED_XRF_IMAGE_STORAGE;
        };
    String seed = Long.toString(o.seed);
    d.setString(Tag.SpecificCharacterSet, "ISO_IR 192")
        .setString(Tag.ImageType, "ORIGINAL", "PRIMARY", "SINGLE PLANE")
        .setUid(Tag.SOPClassUID, sopClass)
        .setUid(
            Tag.SOPInstanceUID,
            Uid.derived(UID_SCOPE, o.identity, seed, "instance", Integer.toString(from)))
        .setString(Tag.StudyDate, "20260101")
        .setString(Tag.ContentDate, "20260101")
        .setString(Tag.AcquisitionDate, "20260101")
        .setString(Tag.StudyTime, "120000")
        .setString(Tag.ContentTime, "120000")
        .setString(Tag.AcquisitionTime, "120000")
        .setEmpty(Tag.AccessionNumber)
        .setString(Tag.Modality, fluoroscopy() ? "RF" : "XA")
        .setString(Tag.Manufacturer, "Rotavox simulation")
        .setEmpty(Tag.ReferringPhysicianName)
        .setString(Tag.StationName, "SIMULATED")
        .setString(Tag.StudyDescription, "Simulated angiography")
        .setString(Tag.SeriesDescription, "3D rotational run")
        .setString(Tag.ManufacturerModelName, o.phantom.name())
        .setString(Tag.PatientName, "SIMULATED^PATIENT")
        .setString(Tag.PatientID, "SIM0001")
        .setEmpty(Tag.PatientBirthDate)
        .setString(Tag.PatientSex, "O")
        .setString(Tag.ProtocolName, "3D rotation")
        .setString(Tag.PatientPosition, "HFS")
        .setString(Tag.RadiationSetting, "GR")
        .setDouble(Tag.KVP, 80)
        .setUid(Tag.StudyInstanceUID, Uid.derived(UID_SCOPE, o.identity, seed, "study"))
        .setUid(Tag.SeriesInstanceUID, Uid.derived(UID_SCOPE, o.identity, seed, "series"))
        .setString(Tag.StudyID, "1")
        .setInt(Tag.SeriesNumber, 1)
        .setInt(Tag.AcquisitionNumber, 1)
        .setInt(Tag.InstanceNumber, from + 1)
        .setEmpty(Tag.PatientOrientation);
  }

  private boolean fluoroscopy() {
    return o.objectForm == ObjectForm.XRF || o.objectForm == ObjectForm.ENHANCED_XRF;
  }

  private void image(DataSet d, int frames) {
    int bits = pixels.bitsStored();
    d.setInt(Tag.SamplesPerPixel, 1)
        .setString(
            Tag.PhotometricInterpretation,
            o.intensityForm == IntensityForm.MONOCHROME1 ? "MONOCHROME1" : "MONOCHROME2")
        .setInt(Tag.Rows, orbit.storedRows())
        .setInt(Tag.Columns, orbit.storedColumns())
        .setInt(Tag.BitsAllocated, 8 * pixels.bytesPerPixel())
        .setInt(Tag.BitsStored, bits)
        .setInt(Tag.HighBit, bits - 1)
        .setInt(Tag.PixelRepresentation, 0);
    if (o.objectForm != ObjectForm.SINGLE_FRAMES) {
      d.setInt(Tag.NumberOfFrames, frames)
          .setDouble(Tag.FrameTime, 33.33)
          .setBytes(Tag.FrameIncrementPointer, VR.AT, new byte[] {0x18, 0, 0x63, 0x10});
    }
  }

  private void intensity(DataSet d) {
    DataSet target = d;
    switch (o.intensityForm) {
      case LIN -> relationship(target, "LIN", 1);
      case LIN_INVERTED -> relationship(target, "LIN", -1);
      case MONOCHROME1 -> target.setString(Tag.PixelIntensityRelationship, "LIN");
      case LOG_LUT -> {
        relationship(target, "LOG", 1);
        target.setSequence(
            Tag.ModalityLUTSequence,
            List.of(
                new DataSet()
                    .setInt(Tag.LUTDescriptor, 4096, 0, 16)
                    .setString(Tag.ModalityLUTType, "US")
                    .setBytes(Tag.LUTData, VR.OW, SimulatedPixels.logTable())));
      }
      case LOG_RESCALED -> {
        relationship(target, "LOG", 1);
        rescale(target, SimulatedPixels.logStep(), SimulatedPixels.logIntercept());
      }
      case LOG_INVERTED -> {
        relationship(target, "LOG", -1);
        rescale(target, SimulatedPixels.logStep(), 0);
      }
      case DISP -> relationship(target, "DISP", 1);
      case UNSTATED -> {} // nothing is said
    }
  }

  private static void relationship(DataSet d, String relationship, int sign) {
    d.setString(Tag.PixelIntensityRelationship, relationship)
        .setInt(Tag.PixelIntensityRelationshipSign, sign);
  }

  private static void rescale(DataSet d, double slope, double intercept) {
    d.setDouble(Tag.RescaleSlope, slope)
        .setDouble(Tag.RescaleIntercept, intercept)
        .setString(Tag.RescaleType, "US");
  }

  private void distances(DataSet d) {
    DistanceForm form = o.distanceForm;
    boolean all = form == DistanceForm.ALL;
    if (all || form == DistanceForm.SID_AND_SOD || form == DistanceForm.SID_AND_MAGNIFICATION) {
      d.setDouble(Tag.DistanceSourceToDetector, o.sourceToDetectorMm);
    }
    if (all || form == DistanceForm.SID_AND_SOD || form == DistanceForm.SOD_AND_MAGNIFICATION) {
      d.setDouble(Tag.DistanceSourceToPatient, o.sourceToIsocenterMm);
    }
    if (all
        || form == DistanceForm.SID_AND_MAGNIFICATION
        || form == DistanceForm.SOD_AND_MAGNIFICATION) {
      d.setDouble(
          Tag.EstimatedRadiographicMagnificationFactor,
          o.sourceToDetectorMm / o.sourceToIsocenterMm);
    }
  }

  private void angles(DataSet d, int from, int to) {
    if (o.objectForm == ObjectForm.SINGLE_FRAMES) {
      d.setDouble(Tag.PositionerPrimaryAngle, SimulatedOrbit.wrapped(orbit.primaryDeg().get(from)))
          .setDouble(
              Tag.PositionerSecondaryAngle, SimulatedOrbit.wrapped(orbit.secondaryDeg().get(from)));
      return;
    }
    d.setString(Tag.PositionerMotion, "DYNAMIC");
    axis(
        d,
        Tag.PositionerPrimaryAngle,
        Tag.PositionerPrimaryAngleIncrement,
        orbit.primaryDeg().subList(from, to));
    axis(
        d,
        Tag.PositionerSecondaryAngle,
        Tag.PositionerSecondaryAngleIncrement,
        orbit.secondaryDeg().subList(from, to));
  }

  private void axis(DataSet d, int angleTag, int incrementTag, List<Double> degrees) {
    int n = degrees.size();
    double first = degrees.get(0);
    double[] out = new double[n];
    for (int i = 0; i < n; i++) {
      out[i] =
          switch (o.angleForm) {
            case OFFSET -> degrees.get(i) - first;
            case ABSOLUTE, ABSOLUTE_WITH_FIRST -> SimulatedOrbit.wrapped(degrees.get(i));
            case DELTA, DELTA_SHORT, CONSTANT_STEP ->
                i == 0 ? 0 : degrees.get(i) - degrees.get(i - 1);
          };
      out[i] = Math.rint(out[i] * 1e6) / 1e6;
    }
    switch (o.angleForm) {
      case OFFSET, ABSOLUTE, ABSOLUTE_WITH_FIRST, DELTA -> d.setDouble(incrementTag, out);
      case DELTA_SHORT ->
          d.setDouble(incrementTag, java.util.Arrays.copyOfRange(out, Math.min(1, n - 1), n));
      case CONSTANT_STEP ->
          d.setDouble(incrementTag, (degrees.get(n - 1) - first) / Math.max(1, n - 1));
    }
    boolean zero = o.angleForm == SimulationOptions.AngleForm.ABSOLUTE;
    d.setDouble(angleTag, zero ? 0 : SimulatedOrbit.wrapped(first));
  }

  private void fieldOfView(DataSet d) {
    if (!orbit.toDetector().isIdentity()) {
      d.setInt(Tag.FieldOfViewRotation, o.fieldOfViewRotationDeg)
          .setString(Tag.FieldOfViewHorizontalFlip, o.fieldOfViewFlipped ? "YES" : "NO");
    }
  }

  private void shutter(DataSet d) {
    if (o.shutterMargin > 0) {
      d.setString(Tag.ShutterShape, "RECTANGULAR")
          .setInt(Tag.ShutterLeftVerticalEdge, o.shutterMargin + 1)
          .setInt(Tag.ShutterRightVerticalEdge, orbit.storedColumns() - o.shutterMargin)
          .setInt(Tag.ShutterUpperHorizontalEdge, o.shutterMargin + 1)
          .setInt(Tag.ShutterLowerHorizontalEdge, orbit.storedRows() - o.shutterMargin);
    }
  }

  /** Functional groups (PS3.3 C.8.19.6): what changes goes to the frames, the rest is shared. */
  private void enhanced(DataSet d) {
    d.setString(Tag.ScanOptions, "ROTA");
    List<DataSet> frames = new ArrayList<>();
    for (int i = 0; i < o.frames; i++) {
      DataSet positioner =
          new DataSet()
              .setDouble(
                  Tag.PositionerPrimaryAngle, SimulatedOrbit.wrapped(orbit.primaryDeg().get(i)))
              .setDouble(
                  Tag.PositionerSecondaryAngle,
                  SimulatedOrbit.wrapped(orbit.secondaryDeg().get(i)));
      frames.add(new DataSet().setSequence(Tag.PositionerPositionSequence, List.of(positioner)));
    }
    DataSet geometry =
        new DataSet()
            .setDouble(Tag.DistanceSourceToIsocenter, o.sourceToIsocenterMm)
            .setDouble(Tag.DistanceSourceToDetector, o.sourceToDetectorMm);
    DataSet properties =
        new DataSet().setDouble(Tag.ImagerPixelSpacing, rowSpacing(), columnSpacing());
    for (int tag : new int[] {Tag.PixelIntensityRelationship, Tag.PixelIntensityRelationshipSign}) {
      properties.setAll(d.copyOf(tag));
      d.remove(tag);
    }
    List<DataSet> tables = new ArrayList<>();
    d.getItem(Tag.ModalityLUTSequence)
        .ifPresent(lut -> tables.add(lut.copy().setString(Tag.LUTFunction, "TO_LINEAR")));
    d.remove(Tag.ModalityLUTSequence);
    DataSet view = new DataSet();
    fieldOfView(view);
    DataSet shared =
        new DataSet()
            .setSequence(Tag.XRayGeometrySequence, List.of(geometry))
            .setSequence(Tag.FramePixelDataPropertiesSequence, List.of(properties));
    if (!tables.isEmpty()) {
      shared.setSequence(Tag.PixelIntensityRelationshipLUTSequence, tables);
    }
    if (!view.isEmpty()) {
      shared.setSequence(Tag.FieldOfViewSequence, List.of(view));
    }
    d.setSequence(Tag.SharedFunctionalGroupsSequence, List.of(shared))
        .setSequence(Tag.PerFrameFunctionalGroupsSequence, frames);
  }

  private double rowSpacing() {
    return orbit.toDetector().cc() == 0 ? o.columnSpacingMm : o.rowSpacingMm;
  }

  private double columnSpacing() {
    return orbit.toDetector().cc() == 0 ? o.rowSpacingMm : o.columnSpacingMm;
  }
}
