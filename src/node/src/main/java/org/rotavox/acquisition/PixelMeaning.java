package org.rotavox.acquisition;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.rotavox.acquisition.intensity.IntensityHeader;
import org.rotavox.acquisition.intensity.IntensityReading.Relationship;
import org.rotavox.acquisition.intensity.ModalityLut;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.Tag;
import org.rotavox.model.ObstacleCode;

/**
 * What the headers of a run say about the meaning of pixel values: at the root, in functional
 * groups shared or of single frames, in many instances. One table turns the values of all frames
 * into intensity, so that frames which differ are an obstacle.
 */
final class PixelMeaning {

  /** Longest table that is read, bytes; the longest that can be used has 131,072. */
  private static final int MOST_LUT_BYTES = 1 << 20;

  private static final int PROPERTIES = Tag.FramePixelDataPropertiesSequence;
  private static final int RESCALE = Tag.PixelValueTransformationSequence;

  /** Where attributes are that every frame must say alike, by the attribute. */
  private static final Map<Integer, Integer> ALIKE = new LinkedHashMap<>();

  static {
    ALIKE.put(Tag.PixelIntensityRelationship, PROPERTIES);
    ALIKE.put(Tag.PixelIntensityRelationshipSign, PROPERTIES);
    ALIKE.put(Tag.RescaleSlope, RESCALE);
    ALIKE.put(Tag.RescaleIntercept, RESCALE);
    ALIKE.put(Tag.RescaleType, RESCALE);
    ALIKE.put(Tag.PhotometricInterpretation, FrameScopes.noMacro());
    ALIKE.put(Tag.BitsStored, FrameScopes.noMacro());
    ALIKE.put(Tag.PixelRepresentation, FrameScopes.noMacro());
  }

  private final RunInstances run;
  private final FrameScopes scopes;
  private final Finding finding;

  PixelMeaning(RunInstances run, Finding finding) {
    this.run = run;
    this.scopes = run.scopes();
    this.finding = finding;
  }

  /** Returns what the first frame's header says; an obstacle is added where another one differs. */
  IntensityHeader header() {
    ALIKE.forEach(
        (tag, macro) -> {
          if (scopes.textVaries(macro, tag)) {
            changes(tag);
          }
        });
    DataSet first = run.first();
    String relationship = scopes.text(PROPERTIES, Tag.PixelIntensityRelationship);
    Optional<Relationship> known =
        Arrays.stream(Relationship.values()).filter(r -> r.name().equals(relationship)).findFirst();
    if (known.isEmpty() && !relationship.isEmpty()) {
      finding.note("the pixel intensity relationship is none of LIN, LOG, DISP");
    }
    double sign =
        scopes.constant(PROPERTIES, Tag.PixelIntensityRelationshipSign, 0).single().orElse(0);
    DataSet rescale = scopes.holding(RESCALE, Tag.RescaleSlope).get(0);
    boolean signed = first.getInt(Tag.PixelRepresentation, 0) == 1;
    return new IntensityHeader(
        known,
        sign == 1 || sign == -1 ? OptionalInt.of((int) sign) : OptionalInt.empty(),
        first.getString(Tag.PhotometricInterpretation, "").equalsIgnoreCase("MONOCHROME1"),
        bitsStored(first),
        signed,
        table(signed),
        rescale.getDouble(Tag.RescaleSlope).orElse(1),
        rescale.getDouble(Tag.RescaleIntercept).orElse(0),
        rescale.getDouble(Tag.RescaleSlope).orElse(0) != 0,
        rescale.getString(Tag.RescaleType, ""),
        isLossy(run),
        first.getStrings(Tag.ImageType));
  }

  /** The table that leads back to intensity: Modality LUT, or TO_LINEAR of an enhanced object. */
  private Optional<ModalityLut> table(boolean signed) {
    List<Optional<DataSet>> modality =
        scopes.sequences(Tag.ModalityLUTSequence).stream()
            .map(items -> items.stream().findFirst())
            .toList();
    boolean any = modality.stream().anyMatch(Optional::isPresent);
    int macro = any ? Tag.ModalityLUTSequence : Tag.PixelIntensityRelationshipLUTSequence;
    List<Optional<DataSet>> tables = any ? modality : toLinear();
    if (tables.stream().map(PixelMeaning::content).distinct().count() > 1) {
      changes(macro);
    }
    return tables
        .get(0)
        .flatMap(
            item ->
                ModalityLut.of(
                    item.getInts(Tag.LUTDescriptor),
                    item.getBytes(Tag.LUTData, MOST_LUT_BYTES),
                    signed));
  }

  /** Pixel Intensity Relationship LUT with the function TO_LINEAR (PS3.3 C.7.6.16.2.13). */
  private List<Optional<DataSet>> toLinear() {
    return scopes.sequences(Tag.PixelIntensityRelationshipLUTSequence).stream()
        .map(
            items ->
                items.stream()
                    .filter(item -> item.getString(Tag.LUTFunction, "").equals("TO_LINEAR"))
                    .findFirst())
        .toList();
  }

  private static List<Integer> content(Optional<DataSet> table) {
    return table.isEmpty()
        ? List.of()
        : List.of(
            Arrays.hashCode(table.get().getInts(Tag.LUTDescriptor)),
            Arrays.hashCode(table.get().getBytes(Tag.LUTData, MOST_LUT_BYTES)));
  }

  private void changes(int tag) {
    finding.obstacle(
        ObstacleCode.INTENSITY_CHANGES,
        tag,
        "the meaning of pixel values changes within the run: frames differ here");
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
