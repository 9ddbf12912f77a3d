package org.rotavox.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.Tag;
import org.rotavox.dicom.Uid;
import org.rotavox.geometry.Vector3;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.result.picture.ViewPlane;

/**
 * The functional groups of a multi-frame volume (PS3.3 C.7.6.16): what all frames share, and where
 * each of them lies. Frame k is slice k, from the feet to the head.
 */
final class FunctionalGroups {

  private static final String STACK = "1";

  private final ResultRequest request;
  private final CommonModules common;
  private final VolumeGrid grid;

  FunctionalGroups(ResultRequest request, CommonModules common) {
    this.request = request;
    this.common = common;
    this.grid = request.volume().grid();
  }

  /** Returns what all frames share, but the frame type, which depends on the kind of object. */
  DataSet shared(double slope, ContentWindows windows) {
    DataSet voi = new DataSet();
    windows.writeCoded(voi);
    return new DataSet()
        .setSequence(Tag.PixelMeasuresSequence, List.of(pixelMeasures()))
        .setSequence(Tag.PlaneOrientationSequence, List.of(planeOrientation()))
        .setSequence(Tag.FrameAnatomySequence, List.of(anatomy()))
        .setSequence(
            Tag.PixelValueTransformationSequence,
            List.of(
                new DataSet()
                    .setDouble(Tag.RescaleIntercept, 0)
                    .setDouble(Tag.RescaleSlope, slope)
                    .setString(Tag.RescaleType, request.hounsfield() ? "HU" : "US")))
        .setSequence(Tag.FrameVOILUTSequence, List.of(voi));
  }

  private DataSet pixelMeasures() {
    return new DataSet()
        .setDouble(Tag.PixelSpacing, grid.spacingYMm(), grid.spacingXMm())
        .setDouble(Tag.SliceThickness, grid.spacingZMm())
        .setDouble(Tag.SpacingBetweenSlices, grid.spacingZMm());
  }

  private static DataSet planeOrientation() {
    Vector3 right = ViewPlane.AXIAL.right().vector();
    Vector3 down = ViewPlane.AXIAL.down().vector();
    return new DataSet()
        .setDouble(
            Tag.ImageOrientationPatient,
            right.x(),
            right.y(),
            right.z(),
            down.x(),
            down.y(),
            down.z());
  }

  private DataSet anatomy() {
    return new DataSet()
        .setSequence(Tag.AnatomicRegionSequence, AnatomicRegion.of(request.sourceHeader()))
        .setString(Tag.FrameLaterality, AnatomicRegion.laterality(request.sourceHeader()));
  }

  /** Returns the Derivation Image group: how, and from which instances. */
  DataSet derivation() {
    DataSet item =
        new DataSet()
            .setString(
                Tag.DerivationDescription,
                SourceText.plain(DerivationText.of(request.origin()), SourceText.SHORT_TEXT))
            .setSequence(
                Tag.DerivationCodeSequence, Codes.reconstruction(request.details().iterative()));
    if (request.sources().isEmpty()) {
      item.setEmpty(Tag.SourceImageSequence);
    } else {
      item.setSequence(Tag.SourceImageSequence, common.references().sourceImages());
    }
    return item;
  }

  /**
   * Returns the event that irradiated the patient: the source's, or one derived from the source.
   */
  DataSet irradiationEvent() {
    Uid event =
        request
            .sourceHeader()
            .getUid(Tag.IrradiationEventUID)
            .orElseGet(() -> Uid.derived(request.runIdentity(), "irradiation-event"));
    return new DataSet().setUid(Tag.IrradiationEventUID, event);
  }

  /**
   * Returns one item for each frame.
   *
   * @param time date and time of the acquisition with its duration, of frames that count as
   *     originals
   */
  List<DataSet> perFrame(Optional<AcquisitionTime> time) {
    List<DataSet> frames = new ArrayList<>(grid.sizeZ());
    for (int k = 0; k < grid.sizeZ(); k++) {
      DataSet content =
          new DataSet()
              .setString(Tag.StackID, STACK)
              .setInt(Tag.InStackPositionNumber, k + 1)
              .setInt(Tag.DimensionIndexValues, 1, k + 1);
      time.ifPresent(t -> t.describe(content));
      frames.add(
          new DataSet()
              .setSequence(Tag.FrameContentSequence, List.of(content))
              .setSequence(
                  Tag.PlanePositionSequence,
                  List.of(
                      new DataSet()
                          .setDouble(Tag.ImagePositionPatient, grid.x(0), grid.y(0), grid.z(k)))));
    }
    return frames;
  }

  /** Adds the Multi-frame Dimension module (PS3.3 C.7.6.17): one stack, then the position in it. */
  static void dimensions(DataSet image, OutputKind kind, String runIdentity) {
    Uid organization = kind.dimensionOrganizationUid(runIdentity);
    image.setSequence(
        Tag.DimensionOrganizationSequence,
        List.of(new DataSet().setUid(Tag.DimensionOrganizationUID, organization)));
    image.setString(Tag.DimensionOrganizationType, "3D");
    List<DataSet> indices = new ArrayList<>();
    for (int tag : new int[] {Tag.StackID, Tag.InStackPositionNumber}) {
      indices.add(
          new DataSet()
              .setUid(Tag.DimensionOrganizationUID, organization)
              .setInt(Tag.DimensionIndexPointer, tag)
              .setInt(Tag.FunctionalGroupPointer, Tag.FrameContentSequence)
              .setString(
                  Tag.DimensionDescriptionLabel,
                  tag == Tag.StackID ? "Stack" : "Position in stack"));
    }
    image.setSequence(Tag.DimensionIndexSequence, indices);
  }
}
