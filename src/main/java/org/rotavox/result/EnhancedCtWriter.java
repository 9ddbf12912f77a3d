package org.rotavox.result;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.SopClass;
import org.rotavox.dataset.Tag;
import org.rotavox.recon.Progress;

/**
 * Writes a volume as one Enhanced CT image (PS3.3 A.38), for archives and viewers that prefer one
 * object to hundreds. A derived image: nothing of a CT gantry is claimed.
 */
public final class EnhancedCtWriter {

  /** Makes a writer. */
  public EnhancedCtWriter() {}

  /**
   * Writes one file; it is replaced if it is already there.
   *
   * @throws IOException if it cannot be written, or if the pixels exceed 2³² − 2 bytes
   */
  public ResultFile write(ResultRequest request, Path file, Progress progress) throws IOException {
    EnhancedImage enhanced =
        new EnhancedImage(
            request, OutputKind.ENHANCED_CT, SopClass.ENHANCED_CT_IMAGE_STORAGE, "CT");
    DataSet image = enhanced.image();
    image.setString(Tag.ImageType, "DERIVED", "PRIMARY", "VOLUME", "NONE");
    image.setString(Tag.MultienergyCTAcquisition, "NO");
    DataSet frameType =
        EnhancedImage.describeImage(new DataSet(), Tag.PixelPresentation)
            .setString(Tag.FrameType, "DERIVED", "PRIMARY", "VOLUME", "NONE");
    enhanced.groups(Tag.CTImageFrameTypeSequence, frameType, Optional.empty());
    return enhanced.write(file, progress);
  }
}
