package org.rotavox.result;

import java.util.OptionalDouble;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.Tag;
import org.rotavox.geometry.VolumeGrid;

/**
 * Summary of the acquisition in a CT image (PS3.3 C.8.2.1): distances, exposure and reconstruction
 * diameter. A value that the source has in a form that the standard does not allow is left out.
 */
final class CtAcquisition {

  private CtAcquisition() {}

  static void describe(DataSet image, ResultRequest request, SourceText text) {
    DataSet source = request.sourceHeader();
    VolumeGrid grid = request.volume().grid();
    decimal(source, image, Tag.KVP);
    if (!image.contains(Tag.KVP)) {
      image.setEmpty(Tag.KVP);
    }
    if (!image.contains(Tag.AcquisitionNumber)) {
      image.setEmpty(Tag.AcquisitionNumber);
    }
    if (!image.contains(Tag.PatientPosition)) {
      image.setEmpty(Tag.PatientPosition);
    }
    decimal(source, image, Tag.DistanceSourceToDetector);
    decimal(source, image, Tag.DistanceSourceToPatient);
    whole(source, image, Tag.ExposureTime);
    whole(source, image, Tag.XRayTubeCurrent);
    whole(source, image, Tag.Exposure);
    image.setDouble(
        Tag.ReconstructionDiameter,
        Math.max(grid.sizeX() * grid.spacingXMm(), grid.sizeY() * grid.spacingYMm()));
    String filter = text.fit(request.details().filterName(), SourceText.SHORT_STRING);
    if (!filter.isEmpty()) {
      image.setString(Tag.ConvolutionKernel, filter);
    }
    contrast(source, image);
  }

  /** Contrast/Bolus module (PS3.3 C.7.6.4), if the source says that there was contrast medium. */
  private static void contrast(DataSet source, DataSet image) {
    source
        .getString(Tag.ContrastBolusAgent)
        .filter(agent -> !agent.isBlank())
        .ifPresent(agent -> image.setString(Tag.ContrastBolusAgent, agent));
  }

  /** Copies a positive decimal number, if the source has one that can be read. */
  static void decimal(DataSet source, DataSet image, int tag) {
    OptionalDouble value = source.getDouble(tag);
    value.stream().filter(v -> Double.isFinite(v) && v > 0).forEach(v -> image.setDouble(tag, v));
  }

  private static void whole(DataSet source, DataSet image, int tag) {
    source.getDouble(tag).stream()
        .filter(v -> v >= 0 && v < Integer.MAX_VALUE)
        .forEach(v -> image.setInt(tag, (int) Math.round(v)));
  }
}
