package org.rotavox.reconstruction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.DicomFormatException;
import org.rotavox.dataset.Tag;
import org.rotavox.recon.Progress;
import org.rotavox.result.FailureNoteWriter;
import org.rotavox.result.ResultFile;
import org.rotavox.result.ResultOrigin;
import org.rotavox.result.SourceReference;

/** Writes the page that tells people in the study why there is no volume of a run. */
final class FailureNotes {

  private FailureNotes() {}

  /**
   * Writes the note of an order that failed.
   *
   * @param reason why, in words, without patient data
   * @param folder where it is written; exists
   * @throws IOException if the sources cannot be read or the note cannot be written
   */
  static ResultFile write(RunOrder order, String reason, String softwareVersion, Path folder)
      throws IOException {
    if (order.files().isEmpty()) {
      throw new DicomFormatException("the run has no instances");
    }
    DataSet first = DicomFile.read(order.files().get(0)).dataSet();
    if (!first.containsValue(Tag.StudyInstanceUID)) {
      throw new DicomFormatException("the run names no study");
    }
    List<SourceReference> sources = new ArrayList<>();
    for (Path file : order.files()) {
      DataSet header = DicomFile.read(file).dataSet();
      header
          .getUid(Tag.SOPClassUID)
          .ifPresent(
              sopClass ->
                  header
                      .getUid(Tag.SOPInstanceUID)
                      .ifPresent(uid -> sources.add(new SourceReference(sopClass, uid))));
    }
    ResultOrigin origin =
        new ResultOrigin(
            first,
            sources,
            order.runIdentity(),
            order.protocol().name(),
            "3D RA " + order.protocol().name(),
            first.getInt(Tag.SeriesNumber, 0) + order.seriesNumberOffset(),
            false,
            order.ruleName(),
            order.ruleRevision(),
            softwareVersion,
            ResultTexts.details(order.results()));
    return new FailureNoteWriter()
        .write(origin, reason, folder.resolve("failure-note.dcm"), Progress.NONE);
  }
}
