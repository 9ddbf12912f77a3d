package org.rotavox.acquisition;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.rotavox.acquisition.intensity.FrameSample;
import org.rotavox.acquisition.intensity.IntensityHeader;
import org.rotavox.acquisition.intensity.IntensityReading.Relationship;
import org.rotavox.acquisition.intensity.ModalityLut;
import org.rotavox.dataset.BulkValue;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.DicomFormatException;
import org.rotavox.dataset.PixelDescription;
import org.rotavox.dataset.Tag;

/**
 * Looks at the pixels of a run: is everything there that was announced, what do a few frames look
 * like, and what does the header say about their meaning.
 */
final class RunPixels {

  private static final int SAMPLED_FRAMES = 7;

  private final RunInstances run;
  private final StoredFrames stored;
  private final Finding finding;

  RunPixels(RunInstances run, StoredFrames stored, Finding finding) {
    this.run = run;
    this.stored = stored;
    this.finding = finding;
  }

  /**
   * Reads the sample; empty with an obstacle if pixels are missing, cannot be decoded, or are no
   * projections.
   */
  Optional<FrameSample> sample(boolean[] blanked) throws IOException {
    try {
      PixelDescription layout = stored.describe();
      if (!checkLength(layout)) {
        return Optional.empty();
      }
      FrameSample sample = new FrameSample(layout.columns(), layout.rows());
      int[] values = new int[layout.rows() * layout.columns()];
      for (int frame : sampled(stored.count())) {
        stored.read(frame, values);
        sample.add(frame, values, blanked);
      }
      check(sample, layout);
      return Optional.of(sample);
    } catch (DicomFormatException e) {
      finding.obstacle(
          "PIXELS_UNREADABLE",
          Tag.PixelData,
          String.valueOf(e.getMessage()),
          "send the run again; if it stays so, in another transfer syntax");
      return Optional.empty();
    }
  }

  private static Set<Integer> sampled(int frames) {
    Set<Integer> indices = new TreeSet<>();
    for (int i = 0; i < SAMPLED_FRAMES; i++) {
      indices.add((int) ((long) i * (frames - 1) / (SAMPLED_FRAMES - 1)));
    }
    return indices;
  }

  /** More native pixels than announced means that the announcement is wrong. */
  private boolean checkLength(PixelDescription layout) {
    for (DicomFile file : run.files()) {
      if (file.transferSyntax().encapsulated()) {
        continue;
      }
      long found =
          file.dataSet()
              .getBulk(Tag.PixelData)
              .map(BulkValue::length)
              .orElseGet(() -> (long) file.dataSet().getBytes(Tag.PixelData).length);
      long frames = file.dataSet().getInt(Tag.NumberOfFrames, 1);
      long expected =
          frames * layout.rows() * layout.columns() * (layout.bitsAllocated() / Byte.SIZE);
      if (found > expected + 1) {
        finding.obstacle(
            "PIXEL_DATA_TOO_LONG",
            Tag.PixelData,
            "expected " + expected + " bytes for the frames announced, found " + found,
            "send the run again");
        return false;
      }
    }
    return true;
  }

  private void check(FrameSample sample, PixelDescription layout) {
    for (FrameSample.Frame f : sample.frames()) {
      if (!FrameScan.check(finding, layout, f.index(), f.min(), f.max(), f.atMin(), f.atMax())) {
        return;
      }
    }
    long different = sample.frames().stream().mapToInt(FrameSample.Frame::hash).distinct().count();
    if (sample.frames().size() > 2 && different == 1) {
      finding.obstacle(
          "FRAMES_IDENTICAL",
          Tag.PixelData,
          "all " + sample.frames().size() + " frames looked at are the same image",
          "");
    }
  }

  /** Returns what the header says about the meaning of the values. */
  IntensityHeader header() {
    DataSet first = run.first();
    FrameScopes scopes = run.scopes();
    int macro = Tag.FramePixelDataPropertiesSequence;
    String relationship = scopes.text(macro, Tag.PixelIntensityRelationship);
    Optional<Relationship> known =
        List.of(Relationship.values()).stream()
            .filter(r -> r.name().equals(relationship))
            .findFirst();
    if (known.isEmpty() && !relationship.isEmpty()) {
      finding.note("the pixel intensity relationship is none of LIN, LOG, DISP");
    }
    double sign = scopes.constant(macro, Tag.PixelIntensityRelationshipSign, 0).single().orElse(0);
    boolean signed = first.getInt(Tag.PixelRepresentation, 0) == 1;
    Optional<ModalityLut> lut =
        first
            .getItem(Tag.ModalityLUTSequence)
            .or(this::toLinear)
            .flatMap(
                item ->
                    ModalityLut.of(
                        item.getInts(Tag.LUTDescriptor), item.getBytes(Tag.LUTData), signed));
    List<String> imageType = first.getStrings(Tag.ImageType);
    return new IntensityHeader(
        known,
        sign == 1 || sign == -1 ? OptionalInt.of((int) sign) : OptionalInt.empty(),
        first.getString(Tag.PhotometricInterpretation, "").equals("MONOCHROME1"),
        bitsStored(first),
        signed,
        lut,
        first.getDouble(Tag.RescaleSlope).orElse(1),
        first.getDouble(Tag.RescaleIntercept).orElse(0),
        first.getDouble(Tag.RescaleSlope).orElse(0) != 0,
        first.getString(Tag.RescaleType, ""),
        isLossy(run),
        imageType);
  }

  /** The table of an enhanced object that leads back to intensity (PS3.3 C.7.6.16.2.13). */
  private Optional<DataSet> toLinear() {
    return run.scopes().shared(Tag.PixelIntensityRelationshipLUTSequence).stream()
        .filter(item -> item.getString(Tag.LUTFunction, "").equals("TO_LINEAR"))
        .findFirst();
  }

  private static int bitsStored(DataSet first) {
    int bits = first.getInt(Tag.BitsStored, first.getInt(Tag.BitsAllocated, 16));
    return Math.max(1, Math.min(16, bits));
  }

  /** Lossy now, or once before (0028,2110). */
  static boolean isLossy(RunInstances run) {
    return run.files().stream()
        .anyMatch(
            f ->
                f.transferSyntax().lossy()
                    || f.dataSet().getString(Tag.LossyImageCompression, "").equals("01"));
  }
}
