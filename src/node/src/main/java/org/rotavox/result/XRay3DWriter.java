package org.rotavox.result;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.SopClass;
import org.rotavox.dataset.Tag;
import org.rotavox.recon.Progress;

/**
 * Writes a volume as one X-Ray 3D Angiographic image (PS3.3 A.53): the object that the standard
 * made for this purpose, though many viewers refuse to reformat it.
 *
 * <p>A volume from projections counts as an original (PS3.17 TTT) if the source says when it was
 * acquired; otherwise, since originals must say so, as derived.
 */
public final class XRay3DWriter {

  /** Makes a writer. */
  public XRay3DWriter() {}

  /**
   * Writes one file; it is replaced if it is already there.
   *
   * @throws IOException if it cannot be written, or if the pixels exceed 2³² − 2 bytes
   */
  public ResultFile write(ResultRequest request, Path file, Progress progress) throws IOException {
    EnhancedImage enhanced =
        new EnhancedImage(
            request, OutputKind.XRAY_3D, SopClass.X_RAY_3D_ANGIOGRAPHIC_IMAGE_STORAGE, "XA");
    DataSet image = enhanced.image();
    Optional<AcquisitionTime> time = AcquisitionTime.of(request.sourceHeader());
    String original = time.isPresent() ? "ORIGINAL" : "DERIVED";
    image.setString(Tag.ImageType, original, "PRIMARY", "VOLUME", "NONE");
    image.setSequence(Tag.XRay3DReconstructionSequence, List.of(reconstruction(request)));
    image.setSequence(
        Tag.XRay3DAcquisitionSequence, List.of(acquisition(request, enhanced.common())));
    DataSet frameType =
        EnhancedImage.describeImage(new DataSet(), Tag.PixelPresentation)
            .setString(Tag.FrameType, original, "PRIMARY", "VOLUME", "NONE")
            .setInt(Tag.ReconstructionIndex, 1);
    enhanced.groups(Tag.XRay3DFrameTypeSequence, frameType, time);
    return enhanced.write(file, progress);
  }

  /** X-Ray 3D Angiographic Acquisition module (PS3.3 C.8.21.3.2): the run, with its distances. */
  private static DataSet acquisition(ResultRequest request, CommonModules common) {
    DataSet run = new DataSet();
    CtAcquisition.decimal(request.sourceHeader(), run, Tag.KVP);
    CtAcquisition.decimal(request.sourceHeader(), run, Tag.DistanceSourceToDetector);
    CtAcquisition.decimal(request.sourceHeader(), run, Tag.DistanceSourceToPatient);
    run.setEmpty(Tag.DetectorType);
    if (!request.sources().isEmpty()) {
      run.setSequence(Tag.SourceImageSequence, common.references().plain());
    }
    return run;
  }

  /** X-Ray 3D Reconstruction module (PS3.3 C.8.21.5). */
  private static DataSet reconstruction(ResultRequest request) {
    return new DataSet()
        .setString(
            Tag.ReconstructionDescription,
            SourceText.plain(DerivationText.of(request.origin()), SourceText.LONG_STRING))
        .setString(Tag.ApplicationName, "Rotavox")
        .setString(
            Tag.ApplicationVersion,
            SourceText.plain(request.softwareVersion(), SourceText.LONG_STRING))
        .setString(Tag.ApplicationManufacturer, OwnResult.MANUFACTURER)
        .setString(
            Tag.AlgorithmType, request.details().iterative() ? "ITERATIVE" : "FILTER_BACK_PROJ")
        .setInt(Tag.AcquisitionIndex, 1);
  }
}
