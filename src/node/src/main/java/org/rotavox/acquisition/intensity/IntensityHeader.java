package org.rotavox.acquisition.intensity;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a header says about the meaning of pixel values.
 *
 * @param relationship Pixel Intensity Relationship (0028,1040); empty if absent or unknown
 * @param sign Pixel Intensity Relationship Sign (0028,1041), +1 or −1; empty if absent
 * @param monochrome1 true if Photometric Interpretation is MONOCHROME1
 * @param bitsStored Bits Stored (0028,0101)
 * @param signed true if values are signed
 * @param modalityLut the first Modality LUT (0028,3000); empty if absent
 * @param rescaleSlope Rescale Slope (0028,1053); 1 if absent
 * @param rescaleIntercept Rescale Intercept (0028,1052); 0 if absent
 * @param rescaled true if a slope is present
 * @param rescaleType Rescale Type (0028,1054); empty if absent
 * @param lossy true if the pixels went through lossy compression
 * @param imageType Image Type (0008,0008)
 */
public record IntensityHeader(
    Optional<IntensityReading.Relationship> relationship,
    OptionalInt sign,
    boolean monochrome1,
    int bitsStored,
    boolean signed,
    Optional<ModalityLut> modalityLut,
    double rescaleSlope,
    double rescaleIntercept,
    boolean rescaled,
    String rescaleType,
    boolean lossy,
    List<String> imageType) {

  /** Returns the smallest value that the stored bits can hold. */
  public int smallestValue() {
    return signed ? -(1 << (bitsStored - 1)) : 0;
  }

  /** Returns the largest value that the stored bits can hold. */
  public int largestValue() {
    return smallestValue() + (1 << bitsStored) - 1;
  }
}
