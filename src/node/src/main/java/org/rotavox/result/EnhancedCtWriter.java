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
 *
 * <p>Enhanced CT has Hounsfield units and nothing else (PS3.3 C.8.15.3.10): a volume that is not
 * quantitative is refused, and goes as {@link OutputKind#CT_SERIES} or {@link OutputKind#XRAY_3D}.
 */
public final class EnhancedCtWriter {

  /** Makes a writer. */
  public EnhancedCtWriter() {}

  /** Returns true if the request's values may be written as Enhanced CT. */
  public static boolean accepts(ResultRequest request) {
    return request.hounsfield();
  }

  /**
   * Writes one file; it is replaced if it is already there.
   *
   * @throws IllegalArgumentException if the request is not {@link #accepts accepted}
   * @throws IOException if it cannot be written, or if the pixels exceed 2³² − 2 bytes
   */
  public ResultFile write(ResultRequest request, Path file, Progress progress) throws IOException {
    if (!accepts(request)) {
      throw new IllegalArgumentException("Enhanced CT holds Hounsfield units only");
    }
    EnhancedImage enhanced =
        new EnhancedImage(
            request, OutputKind.ENHANCED_CT, SopClass.ENHANCED_CT_IMAGE_STORAGE, "CT");
    DataSet image = enhanced.image();
    image.setString(Tag.ImageType, "DERIVED", "PRIMARY", "VOLUME", "RESAMPLED");
    image.setString(Tag.MultienergyCTAcquisition, "NO");
    enhanced.common().references().sourceEvidence(image);
    DataSet frameType =
        EnhancedImage.describeImage(new DataSet(), Tag.PixelPresentation)
            .setString(Tag.FrameType, "DERIVED", "PRIMARY", "VOLUME", "RESAMPLED");
    enhanced.groups(Tag.CTImageFrameTypeSequence, frameType, Optional.empty());
    return enhanced.write(file, progress);
  }
}
