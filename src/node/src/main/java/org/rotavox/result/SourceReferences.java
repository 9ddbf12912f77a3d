package org.rotavox.result;

import java.util.ArrayList;
import java.util.List;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.Tag;

/** How a result points to the instances of the run that it was made from. */
final class SourceReferences {

  private final ResultOrigin origin;
  private final DataSet source;

  SourceReferences(ResultOrigin origin) {
    this.origin = origin;
    this.source = origin.sourceHeader();
  }

  /** Returns one item for each instance of the run, with the purpose of the reference. */
  List<DataSet> sourceImages() {
    List<DataSet> items = new ArrayList<>();
    for (SourceReference reference : origin.sources()) {
      items.add(
          referenceTo(reference)
              .setSequence(Tag.PurposeOfReferenceCodeSequence, Codes.sourceForProcessing()));
    }
    return items;
  }

  /** Returns one item for each instance of the run, and nothing else in it. */
  List<DataSet> plain() {
    return origin.sources().stream().map(SourceReferences::referenceTo).toList();
  }

  /** Adds the Common Instance Reference module (PS3.3 C.12.2): the source's series. */
  void referencedSeries(DataSet result) {
    source
        .getUid(Tag.SeriesInstanceUID)
        .filter(series -> !origin.sources().isEmpty())
        .ifPresent(
            series ->
                result.setSequence(
                    Tag.ReferencedSeriesSequence,
                    List.of(
                        new DataSet()
                            .setUid(Tag.SeriesInstanceUID, series)
                            .setSequence(
                                Tag.ReferencedInstanceSequence,
                                origin.sources().stream()
                                    .map(SourceReferences::referenceTo)
                                    .toList()))));
  }

  /** Adds Source Image Evidence: study, series and instances of the run (PS3.3 C.8.15.2). */
  void sourceEvidence(DataSet result) {
    if (origin.sources().isEmpty() || !source.containsValue(Tag.SeriesInstanceUID)) {
      return;
    }
    DataSet series =
        source.copyOf(Tag.SeriesInstanceUID).setSequence(Tag.ReferencedSOPSequence, plain());
    DataSet study =
        source
            .copyOf(Tag.StudyInstanceUID)
            .setSequence(Tag.ReferencedSeriesSequence, List.of(series));
    result.setSequence(Tag.SourceImageEvidenceSequence, List.of(study));
  }

  private static DataSet referenceTo(SourceReference reference) {
    return new DataSet()
        .setUid(Tag.ReferencedSOPClassUID, reference.sopClass())
        .setUid(Tag.ReferencedSOPInstanceUID, reference.sopInstance());
  }
}
