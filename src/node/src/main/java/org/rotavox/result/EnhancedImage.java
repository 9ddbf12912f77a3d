package org.rotavox.result;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomWriter;
import org.rotavox.dataset.Tag;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.dataset.VR;
import org.rotavox.dicom.Uid;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.recon.Progress;

/** What the two multi-frame volumes have in common: pixels, dimensions, functional groups. */
final class EnhancedImage {

  private final ResultRequest request;
  private final OutputKind kind;
  private final CommonModules common;
  private final StoredValues values;
  private final DataSet image;

  EnhancedImage(ResultRequest request, OutputKind kind, Uid sopClass, String modality) {
    this.request = request;
    this.kind = kind;
    this.common = new CommonModules(request.origin());
    this.values = StoredValues.of(request.volume());
    this.image = common.instance(kind, sopClass, modality, 1);
    common.frameOfReference(image);
    common.enhancedEquipment(image);
    common.references().referencedSeries(image);
    common.lossy(image);
    if (!image.contains(Tag.PatientPosition)) {
      image.setEmpty(Tag.PatientPosition);
    }
    if (!image.containsValue(Tag.ContentDate)) {
      throw new IllegalArgumentException(
          "a multi-frame object needs a date: set createdAt, the source has none");
    }
    image.setString(Tag.ContentQualification, "RESEARCH");
    image.setString(Tag.BurnedInAnnotation, "NO");
    image.setString(Tag.PresentationLUTShape, "IDENTITY");
    image.setEmpty(Tag.AcquisitionContextSequence);
    describeImage(image, Tag.PixelPresentation);
    FunctionalGroups.dimensions(image, kind, request.runIdentity());
    pixels();
  }

  DataSet image() {
    return image;
  }

  CommonModules common() {
    return common;
  }

  /** Adds the attributes that image and frame type have in common (PS3.3 C.8.16.2). */
  static DataSet describeImage(DataSet into, int pixelPresentation) {
    return into.setString(pixelPresentation, "MONOCHROME")
        .setString(Tag.VolumetricProperties, "VOLUME")
        .setString(Tag.VolumeBasedCalculationTechnique, "NONE");
  }

  /** Adds the functional groups; the shared one is completed by the kind of object. */
  void groups(int frameTypeSequence, DataSet frameType, Optional<AcquisitionTime> time) {
    FunctionalGroups groups = new FunctionalGroups(request, common);
    DataSet shared = groups.shared(values.slope(), ContentWindows.of(request));
    shared.setSequence(frameTypeSequence, List.of(frameType));
    shared.setSequence(Tag.DerivationImageSequence, List.of(groups.derivation()));
    if (kind == OutputKind.ENHANCED_CT) {
      shared.setSequence(
          Tag.IrradiationEventIdentificationSequence, List.of(groups.irradiationEvent()));
    }
    image.setSequence(Tag.SharedFunctionalGroupsSequence, List.of(shared));
    image.setSequence(Tag.PerFrameFunctionalGroupsSequence, groups.perFrame(time));
  }

  private void pixels() {
    VolumeGrid grid = request.volume().grid();
    image.setInt(Tag.SamplesPerPixel, 1);
    image.setString(Tag.PhotometricInterpretation, "MONOCHROME2");
    image.setInt(Tag.NumberOfFrames, grid.sizeZ());
    image.setInt(Tag.Rows, grid.sizeY());
    image.setInt(Tag.Columns, grid.sizeX());
    image.setInt(Tag.BitsAllocated, 16);
    image.setInt(Tag.BitsStored, 16);
    image.setInt(Tag.HighBit, 15);
    image.setInt(Tag.PixelRepresentation, 1);
    image.setFrames(VR.OW, 2 * grid.voxelCount(), this::writePixels);
  }

  private void writePixels(OutputStream out) throws IOException {
    for (int k = 0; k < request.volume().grid().sizeZ(); k++) {
      out.write(values.encode(request.volume().slice(k)).pixels());
    }
  }

  /** Writes the file. */
  ResultFile write(Path file, Progress progress) throws IOException {
    Cancellation.check(progress);
    Files.createDirectories(file.toAbsolutePath().getParent());
    DicomWriter.writeFile(file, image, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    progress.report("write " + kind.identity(), 1, 1);
    return kind.file(request.runIdentity(), file);
  }
}
