package org.rotavox.result;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomWriter;
import org.rotavox.dataset.SopClass;
import org.rotavox.dataset.Tag;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.dataset.VR;
import org.rotavox.recon.Progress;
import org.rotavox.result.surface.StlFile;
import org.rotavox.result.surface.TriangleMesh;

/**
 * Wraps a surface into an Encapsulated STL object (PS3.3 A.85.1), so that it is found in the study
 * of the patient and not in somebody's folder of downloads. Millimetres, in the Frame of Reference
 * of the volume.
 */
public final class EncapsulatedStlWriter {

  private static final String MIME_TYPE = "model/stl";

  /** Of the attributes that all results have, those of images. */
  private static final int[] NOT_IN_DOCUMENTS = {
    Tag.ImageComments, Tag.BodyPartExamined, Tag.Laterality, Tag.PatientPosition,
  };

  /** Makes a writer. */
  public EncapsulatedStlWriter() {}

  /**
   * Writes one file; it is replaced if it is already there.
   *
   * @param mesh the surface, at least one triangle
   * @throws IllegalArgumentException if the mesh is empty
   * @throws IOException if the file cannot be written, or the STL exceeds 2³¹ bytes
   */
  public ResultFile write(ResultRequest request, TriangleMesh mesh, Path file, Progress progress)
      throws IOException {
    if (mesh.triangleCount() == 0) {
      throw new IllegalArgumentException("nothing in the volume is dense: there is no surface");
    }
    Cancellation.check(progress);
    CommonModules common = new CommonModules(request.origin());
    DataSet document =
        common.instance(OutputKind.SURFACE, SopClass.ENCAPSULATED_STL_STORAGE, "M3D", 1);
    for (int tag : NOT_IN_DOCUMENTS) {
      document.remove(tag);
    }
    common.frameOfReference(document);
    common.references().referencedSeries(document);
    common.enhancedEquipment(document);
    describe(document, request, common);
    manufacturing(document, common.text(), mesh);
    ByteArrayOutputStream stl = new ByteArrayOutputStream(Math.toIntExact(StlFile.sizeBytes(mesh)));
    StlFile.write(mesh, stl);
    document.setInt(Tag.EncapsulatedDocumentLength, stl.size());
    document.setBytes(Tag.EncapsulatedDocument, VR.OB, stl.toByteArray());
    Files.createDirectories(file.toAbsolutePath().getParent());
    DicomWriter.writeFile(file, document, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    progress.report("write " + OutputKind.SURFACE.identity(), 1, 1);
    return OutputKind.SURFACE.file(request.runIdentity(), file);
  }

  /** Encapsulated Document module (PS3.3 C.24.2). */
  private static void describe(DataSet document, ResultRequest request, CommonModules common) {
    for (int tag : new int[] {Tag.ContentDate, Tag.ContentTime}) {
      if (!document.contains(tag)) {
        document.setEmpty(tag);
      }
    }
    document.setEmpty(Tag.AcquisitionDateTime);
    AcquisitionTime.of(request.sourceHeader())
        .ifPresent(time -> document.setString(Tag.AcquisitionDateTime, time.dateTime()));
    document.setString(Tag.BurnedInAnnotation, "NO");
    document.setString(Tag.RecognizableVisualFeatures, "NO");
    List<DataSet> sources = common.references().sourceImages();
    if (!sources.isEmpty()) {
      document.setSequence(Tag.SourceInstanceSequence, sources);
    }
    document.setString(Tag.DocumentTitle, "Surface of vessels and bone");
    document.setSequence(
        Tag.ConceptNameCodeSequence, Codes.code("129019", "DCM", "Mixed Modality 3D CAM model"));
    document.setString(Tag.MIMETypeOfEncapsulatedDocument, MIME_TYPE);
  }

  /** Manufacturing 3D Model module (PS3.3 C.35.1). */
  private static void manufacturing(DataSet document, SourceText text, TriangleMesh mesh) {
    document.setSequence(Tag.MeasurementUnitsCodeSequence, Codes.code("mm", "UCUM", "mm"));
    document.setString(Tag.ModelModification, "NO");
    document.setString(Tag.ModelMirroring, "NO");
    document.setSequence(
        Tag.ModelUsageCodeSequence, Codes.code("129012", "DCM", "Educational Intent"));
    document.setString(
        Tag.ContentDescription,
        text.fit(
            ResultDetails.NOT_FOR_DIAGNOSIS + "; " + mesh.triangleCount() + " triangles",
            SourceText.LONG_STRING));
  }
}
