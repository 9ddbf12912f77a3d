package org.rotavox.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomWriter;
import org.rotavox.dataset.SopClass;
import org.rotavox.dataset.Tag;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.dataset.VR;
import org.rotavox.geometry.Vector3;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.recon.Progress;
import org.rotavox.result.picture.ViewPlane;

/**
 * Writes a volume as a series of CT images (PS3.3 A.3): one file a slice, axial, from the feet to
 * the head in equal steps. CT and not X-Ray 3D, because every viewer does multiplanar reformatting
 * on CT.
 *
 * <p>Rows run towards the patient's left, columns towards the back; 16 bits signed. The values are
 * called HU only if the request says that they are quantitative, else US (unspecified). Everything
 * follows from the request: a repeat writes the same bytes.
 */
public final class CtSeriesWriter {

  private static final String STAGE = "write CT series";

  /** Makes a writer. */
  public CtSeriesWriter() {}

  /**
   * Writes the series; files that are already there are replaced.
   *
   * @param folder where {@code ct-0001.dcm} and so on are written; created if it is not there
   * @return one entry for each slice, from the feet to the head
   * @throws IOException if a file cannot be written
   * @throws java.util.concurrent.CancellationException if the progress was cancelled
   */
  public List<ResultFile> write(ResultRequest request, Path folder, Progress progress)
      throws IOException {
    Files.createDirectories(folder);
    CommonModules common = new CommonModules(request.origin());
    StoredValues values = StoredValues.of(request.volume());
    ContentWindows windows = ContentWindows.of(request);
    int slices = request.volume().grid().sizeZ();
    List<ResultFile> files = new ArrayList<>(slices);
    for (int k = 0; k < slices; k++) {
      Cancellation.check(progress);
      DataSet image = image(request, common, values, windows, k);
      Path file = folder.resolve(String.format(Locale.ROOT, "ct-%04d.dcm", k + 1));
      DicomWriter.writeFile(file, image, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
      files.add(OutputKind.CT_SERIES.file(request.runIdentity(), k + 1, file));
      progress.report(STAGE, k + 1, slices);
    }
    return files;
  }

  private static DataSet image(
      ResultRequest request,
      CommonModules common,
      StoredValues values,
      ContentWindows windows,
      int k) {
    DataSet image =
        common.instance(
            OutputKind.CT_SERIES,
            SopClass.CT_IMAGE_STORAGE,
            "CT",
            k + 1,
            SourceAttributes.ACQUISITION);
    common.frameOfReference(image);
    image.setString(Tag.ImageType, "DERIVED", "SECONDARY", "AXIAL");
    image.setString(
        Tag.DerivationDescription,
        common.text().fit(DerivationText.of(request.origin()), SourceText.SHORT_TEXT));
    image.setSequence(
        Tag.DerivationCodeSequence, Codes.reconstruction(request.details().iterative()));
    if (!request.sources().isEmpty()) {
      image.setSequence(Tag.SourceImageSequence, common.references().sourceImages());
    }
    common.references().referencedSeries(image);
    common.lossy(image);
    image.setString(Tag.BurnedInAnnotation, "NO");
    plane(image, request.volume().grid(), k);
    CtAcquisition.describe(image, request, common.text());
    pixels(image, request, values.encode(request.volume().slice(k)), values.slope());
    windows.write(image);
    return image;
  }

  /** Image Plane module (PS3.3 C.7.6.2): the directions are those of the previews' axial plane. */
  private static void plane(DataSet image, VolumeGrid grid, int k) {
    Vector3 right = ViewPlane.AXIAL.right().vector();
    Vector3 down = ViewPlane.AXIAL.down().vector();
    image.setDouble(
        Tag.ImageOrientationPatient, right.x(), right.y(), right.z(), down.x(), down.y(), down.z());
    image.setDouble(Tag.ImagePositionPatient, grid.x(0), grid.y(0), grid.z(k));
    image.setDouble(Tag.PixelSpacing, grid.spacingYMm(), grid.spacingXMm());
    image.setDouble(Tag.SliceThickness, grid.spacingZMm());
    image.setDouble(Tag.SpacingBetweenSlices, grid.spacingZMm());
    image.setDouble(Tag.SliceLocation, grid.z(k));
  }

  private static void pixels(
      DataSet image, ResultRequest request, StoredValues.Slice slice, double slope) {
    VolumeGrid grid = request.volume().grid();
    image.setInt(Tag.SamplesPerPixel, 1);
    image.setString(Tag.PhotometricInterpretation, "MONOCHROME2");
    image.setInt(Tag.Rows, grid.sizeY());
    image.setInt(Tag.Columns, grid.sizeX());
    image.setInt(Tag.BitsAllocated, 16);
    image.setInt(Tag.BitsStored, 16);
    image.setInt(Tag.HighBit, 15);
    image.setInt(Tag.PixelRepresentation, 1);
    image.setBytes(Tag.SmallestImagePixelValue, VR.SS, signed(slice.smallest()));
    image.setBytes(Tag.LargestImagePixelValue, VR.SS, signed(slice.largest()));
    image.setDouble(Tag.RescaleIntercept, 0);
    image.setDouble(Tag.RescaleSlope, slope);
    image.setString(Tag.RescaleType, request.hounsfield() ? "HU" : "US");
    image.setBytes(Tag.PixelData, VR.OW, slice.pixels());
  }

  private static byte[] signed(int value) {
    return new byte[] {(byte) value, (byte) (value >> 8)};
  }
}
