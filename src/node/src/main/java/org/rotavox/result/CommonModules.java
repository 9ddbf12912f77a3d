package org.rotavox.result;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.Tag;
import org.rotavox.dicom.Uid;

/**
 * What every result object has in common: patient, study, series, equipment, references and the SOP
 * Common module (PS3.3 C.7.1, C.7.2, C.7.3, C.7.5, C.12.1).
 *
 * <p>Patient and study values are the source's bytes, untouched; only an attribute of type 2 that
 * the source lacks is added empty.
 */
final class CommonModules {

  private static final DateTimeFormatter DATE = DateTimeFormatter.BASIC_ISO_DATE;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss", Locale.ROOT);

  private final ResultOrigin origin;
  private final DataSet source;
  private final SourceText text;
  private final SourceReferences references;

  CommonModules(ResultOrigin origin) {
    this.origin = origin;
    this.source = origin.sourceHeader();
    this.text = SourceText.of(source);
    this.references = new SourceReferences(origin);
  }

  /** Returns the references to the run. */
  SourceReferences references() {
    return references;
  }

  /** Returns the node's own texts' way into the source's character set. */
  SourceText text() {
    return text;
  }

  /**
   * Returns a new data set with the common attributes.
   *
   * @param number Instance Number, from 1
   * @param alsoCopied further attributes that are taken from the source as they are
   */
  DataSet instance(OutputKind kind, Uid sopClass, String modality, int number, int... alsoCopied) {
    DataSet result =
        source.copyOf(
            Stream.of(
                    SourceAttributes.PATIENT_AND_STUDY,
                    SourceAttributes.SERIES,
                    SourceAttributes.INSTITUTION,
                    alsoCopied)
                .flatMapToInt(Arrays::stream)
                .toArray());
    for (int tag : SourceAttributes.NEVER_ABSENT) {
      if (!result.contains(tag)) {
        result.setEmpty(tag);
      }
    }
    result.setUid(Tag.SOPClassUID, sopClass);
    result.setUid(Tag.SOPInstanceUID, kind.instanceUid(origin.runIdentity(), number));
    result.setInt(Tag.InstanceNumber, number);
    series(result, kind, modality);
    equipment(result);
    contributingEquipment(result);
    OwnResult.mark(result, origin, text);
    return result;
  }

  private void series(DataSet result, OutputKind kind, String modality) {
    result.setString(Tag.Modality, modality);
    result.setUid(Tag.SeriesInstanceUID, kind.seriesUid(origin.runIdentity()));
    result.setInt(Tag.SeriesNumber, kind.seriesNumber(origin.seriesNumber()));
    String description =
        kind.seriesDescription(
            text.fit(origin.seriesDescription(), Integer.MAX_VALUE), SourceText.LONG_STRING);
    if (!description.isEmpty()) {
      result.setString(Tag.SeriesDescription, description);
    }
    String protocol = text.fit(origin.protocolName(), SourceText.LONG_STRING);
    if (!protocol.isEmpty()) {
      result.setString(Tag.ProtocolName, protocol);
    }
    dateAndTime(result, Tag.SeriesDate, Tag.SeriesTime, Tag.AcquisitionDate, Tag.AcquisitionTime);
    dateAndTime(result, Tag.ContentDate, Tag.ContentTime, Tag.ContentDate, Tag.ContentTime);
  }

  /** Date and time of making; if they are not given, the source's, so that a repeat is the same. */
  private void dateAndTime(
      DataSet result, int dateTag, int timeTag, int sourceDateTag, int sourceTimeTag) {
    if (origin.details().createdAt().isPresent()) {
      LocalDateTime created = origin.details().createdAt().get();
      result.setString(dateTag, DATE.format(created));
      result.setString(timeTag, TIME.format(created));
      return;
    }
    source
        .getDate(sourceDateTag)
        .or(() -> source.getDate(Tag.StudyDate))
        .ifPresent(date -> result.setString(dateTag, DATE.format(date)));
    source
        .getString(sourceTimeTag)
        .filter(time -> time.matches("[0-9]{6}(\\.[0-9]{1,6})?"))
        .ifPresent(time -> result.setString(timeTag, time));
    if (result.contains(dateTag) != result.contains(timeTag)) {
      result.remove(timeTag);
    }
  }

  private void equipment(DataSet result) {
    nodeAsEquipment(result);
    String comments = text.fit(origin.details().imageComments(), 10_240);
    if (!comments.isEmpty()) {
      result.setString(Tag.ImageComments, comments);
    }
  }

  private void nodeAsEquipment(DataSet item) {
    item.setString(Tag.Manufacturer, OwnResult.MANUFACTURER);
    item.setString(Tag.ManufacturerModelName, "Rotavox");
    String station = SourceText.plain(origin.details().stationName(), SourceText.SHORT_STRING);
    if (!station.isEmpty()) {
      item.setString(Tag.StationName, station);
    }
    item.setString(
        Tag.SoftwareVersions, SourceText.plain(origin.softwareVersion(), SourceText.LONG_STRING));
  }

  /** Adds what the Enhanced General Equipment module demands (PS3.3 C.7.5.2). */
  void enhancedEquipment(DataSet result) {
    String station = text.fit(origin.details().stationName(), SourceText.SHORT_STRING);
    result.setString(Tag.DeviceSerialNumber, station.isEmpty() ? "1" : station);
  }

  private void contributingEquipment(DataSet result) {
    DataSet acquiring = source.copyOf(SourceAttributes.ACQUIRING_EQUIPMENT);
    if (!acquiring.containsValue(Tag.Manufacturer)) {
      acquiring.setString(Tag.Manufacturer, "UNKNOWN");
    }
    acquiring.setSequence(Tag.PurposeOfReferenceCodeSequence, Codes.acquisitionEquipment());
    DataSet processing = new DataSet();
    nodeAsEquipment(processing);
    processing.setString(Tag.ContributionDescription, "Reconstruction of the volume");
    processing.setSequence(Tag.PurposeOfReferenceCodeSequence, Codes.processingEquipment());
    result.setSequence(Tag.ContributingEquipmentSequence, List.of(acquiring, processing));
  }

  /** Adds the new Frame of Reference, whose origin is the isocentre (PS3.3 C.7.4.1). */
  void frameOfReference(DataSet result) {
    result.setUid(Tag.FrameOfReferenceUID, OutputKind.frameOfReferenceUid(origin.runIdentity()));
    result.setEmpty(Tag.PositionReferenceIndicator);
  }

  /** Adds the flags of lossy compression, once lossy always lossy (PS3.3 C.7.6.1.1.5). */
  void lossy(DataSet result) {
    result.setString(Tag.LossyImageCompression, origin.lossy() ? "01" : "00");
    if (!origin.lossy()) {
      return;
    }
    double[] ratios = source.getDoubles(Tag.LossyImageCompressionRatio);
    if (ratios.length > 0) {
      result.setDouble(Tag.LossyImageCompressionRatio, ratios);
    } else {
      origin
          .details()
          .lossyRatio()
          .ifPresent(ratio -> result.setDouble(Tag.LossyImageCompressionRatio, ratio));
    }
    List<String> methods = source.getStrings(Tag.LossyImageCompressionMethod);
    if (!methods.isEmpty()
        && methods.size() == result.getDoubles(Tag.LossyImageCompressionRatio).length) {
      result.setString(Tag.LossyImageCompressionMethod, methods.toArray(String[]::new));
    }
  }
}
