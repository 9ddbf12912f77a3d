package org.rotavox.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomWriter;
import org.rotavox.dataset.SopClass;
import org.rotavox.dataset.Tag;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.dataset.VR;
import org.rotavox.dicom.Uid;
import org.rotavox.recon.Progress;

/**
 * 8-bit grey pictures as secondary capture (PS3.3 A.8.1 and A.8.3): one frame as the plain object
 * that every viewer shows, several as a multi-frame one that plays as a loop.
 */
final class SecondaryCapture {

  private static final int FRAMES_PER_SECOND = 15;

  private final ResultOrigin origin;
  private final OutputKind kind;
  private final int number;
  private final CommonModules common;
  private final DataSet image;

  SecondaryCapture(ResultOrigin origin, OutputKind kind, int frames) {
    this(origin, kind, 1, frames);
  }

  /** The instance with that number of a kind that may have several. */
  SecondaryCapture(ResultOrigin origin, OutputKind kind, int number, int frames) {
    this.origin = origin;
    this.kind = kind;
    this.number = number;
    this.common = new CommonModules(origin);
    Uid sopClass =
        frames == 1
            ? SopClass.SECONDARY_CAPTURE_IMAGE_STORAGE
            : SopClass.MULTI_FRAME_GRAYSCALE_BYTE_SECONDARY_CAPTURE_IMAGE_STORAGE;
    this.image = common.instance(kind, sopClass, "OT", number);
    image.setString(Tag.ConversionType, "WSD");
    image.setString(Tag.ImageType, "DERIVED", "SECONDARY");
    if (!origin.sources().isEmpty()) {
      image.setSequence(Tag.SourceImageSequence, common.references().sourceImages());
    }
    common.references().referencedSeries(image);
    common.lossy(image);
    image.setString(Tag.BurnedInAnnotation, "NO");
    image.setEmpty(Tag.PatientOrientation);
    if (frames > 1) {
      multiFrame(frames);
    }
  }

  DataSet image() {
    return image;
  }

  SourceText text() {
    return common.text();
  }

  private void multiFrame(int frames) {
    image.setInt(Tag.NumberOfFrames, frames);
    image.setInt(Tag.FrameIncrementPointer, Tag.FrameTime);
    image.setDouble(Tag.FrameTime, 1000.0 / FRAMES_PER_SECOND);
    image.setInt(Tag.RecommendedDisplayFrameRate, FRAMES_PER_SECOND);
    image.setInt(Tag.CineRate, FRAMES_PER_SECOND);
    image.setString(Tag.PresentationLUTShape, "IDENTITY");
    image.setDouble(Tag.RescaleIntercept, 0);
    image.setDouble(Tag.RescaleSlope, 1);
    image.setString(Tag.RescaleType, "US");
  }

  /**
   * Writes the file.
   *
   * @param pixels all frames, row by row, 8-bit greys
   */
  ResultFile write(int columns, int rows, byte[] pixels, Path file, Progress progress)
      throws IOException {
    Cancellation.check(progress);
    image.setInt(Tag.SamplesPerPixel, 1);
    image.setString(Tag.PhotometricInterpretation, "MONOCHROME2");
    image.setInt(Tag.Rows, rows);
    image.setInt(Tag.Columns, columns);
    image.setInt(Tag.BitsAllocated, 8);
    image.setInt(Tag.BitsStored, 8);
    image.setInt(Tag.HighBit, 7);
    image.setInt(Tag.PixelRepresentation, 0);
    image.setBytes(Tag.PixelData, VR.OB, pixels);
    Files.createDirectories(file.toAbsolutePath().getParent());
    DicomWriter.writeFile(file, image, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    progress.report("write " + kind.identity(), 1, 1);
    return kind.file(origin.runIdentity(), number, file);
  }
}
