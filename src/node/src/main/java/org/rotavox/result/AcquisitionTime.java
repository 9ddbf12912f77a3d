package org.rotavox.result;

import java.util.Optional;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.Tag;

/**
 * When the run was acquired, for objects that demand it.
 *
 * @param dateTime DICOM date and time, {@code YYYYMMDDHHMMSS[.F]}
 * @param durationMs duration of the run, milliseconds; 0 if it is not known
 */
record AcquisitionTime(String dateTime, double durationMs) {

  /** Reads it from the header; empty if the source has no date and time. */
  static Optional<AcquisitionTime> of(DataSet source) {
    int frames = source.getInt(Tag.NumberOfFrames, 1);
    double durationMs = frames * Math.max(0, source.getDouble(Tag.FrameTime).orElse(0));
    Optional<String> joined =
        source
            .getString(Tag.AcquisitionDate)
            .flatMap(d -> source.getString(Tag.AcquisitionTime).map(time -> d + time));
    return source
        .getString(Tag.AcquisitionDateTime)
        .or(() -> joined)
        .filter(text -> text.matches("[0-9]{14}(\\.[0-9]{1,6})?([+-][0-9]{4})?"))
        .map(text -> new AcquisitionTime(text, durationMs));
  }

  /** Adds the attributes that the Frame Content group demands of originals. */
  void describe(DataSet frameContent) {
    frameContent
        .setString(Tag.FrameReferenceDateTime, dateTime)
        .setString(Tag.FrameAcquisitionDateTime, dateTime)
        .setDouble(Tag.FrameAcquisitionDuration, durationMs);
  }
}
