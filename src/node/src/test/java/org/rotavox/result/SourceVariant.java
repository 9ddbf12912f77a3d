package org.rotavox.result;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.SopClass;
import org.rotavox.dataset.Tag;
import org.rotavox.dataset.VR;
import org.rotavox.dicom.Uid;
import org.rotavox.recon.ValueScale;

/** Headers of rotational runs as they come from different suites. Invented people. */
enum SourceVariant {
  PLAIN,
  UTF_8_NAMES,
  LATIN_1_NAMES,
  JAPANESE_NAMES,
  MISSING_TYPE_2,
  LONG_DESCRIPTIONS,
  LOSSY,
  UNCALIBRATED;

  static final Uid STUDY = new Uid("1.2.826.0.1.3680043.8.498.1001");
  static final Uid SERIES = new Uid("1.2.826.0.1.3680043.8.498.1002");
  static final Uid INSTANCE = new Uid("1.2.826.0.1.3680043.8.498.1003");

  /** "Müller^Jörg" and other names with the letters that each set is there for. */
  String patientName() {
    return switch (this) {
      case UTF_8_NAMES -> "Łukasiewicz^Žofie";
      case LATIN_1_NAMES -> "Müller^Jörg";
      case JAPANESE_NAMES -> "Yamada^Tarou=山田^太郎=やまだ^たろう";
      default -> "PHANTOM^ROTAVOX";
    };
  }

  String seriesDescription() {
    return this == LONG_DESCRIPTIONS
        ? "3D RA " + "very long protocol name of an inventive technologist ".repeat(3) + "200°"
        : "3D RA head 200°";
  }

  ValueScale scale() {
    return this == UNCALIBRATED ? ValueScale.UNCALIBRATED : ValueScale.HOUNSFIELD;
  }

  List<SourceReference> sources() {
    return List.of(new SourceReference(SopClass.X_RAY_ANGIOGRAPHIC_IMAGE_STORAGE, INSTANCE));
  }

  DataSet header() {
    DataSet header = base();
    switch (this) {
      case PLAIN, UNCALIBRATED -> {}
      case UTF_8_NAMES ->
          encoded(header, "ISO_IR 192", patientName().getBytes(StandardCharsets.UTF_8));
      case LATIN_1_NAMES ->
          encoded(header, "ISO_IR 100", patientName().getBytes(StandardCharsets.ISO_8859_1));
      case JAPANESE_NAMES -> japanese(header);
      case MISSING_TYPE_2 -> {
        for (int tag :
            new int[] {
              Tag.PatientID,
              Tag.PatientBirthDate,
              Tag.PatientSex,
              Tag.AccessionNumber,
              Tag.ReferringPhysicianName,
              Tag.StudyDate,
              Tag.StudyTime,
              Tag.StudyID,
              Tag.Manufacturer,
              Tag.KVP,
              Tag.PatientPosition,
              Tag.AcquisitionNumber,
              Tag.AcquisitionDate,
              Tag.AcquisitionTime,
              Tag.ContentDate,
              Tag.ContentTime,
              Tag.SpecificCharacterSet,
            }) {
          header.remove(tag);
        }
      }
      case LONG_DESCRIPTIONS ->
          header.setString(Tag.StudyDescription, "Cerebral angiography ".repeat(3).strip());
      case LOSSY -> {
        header.setString(Tag.LossyImageCompression, "01");
        header.setDouble(Tag.LossyImageCompressionRatio, 12.5);
        header.setString(Tag.LossyImageCompressionMethod, "ISO_10918_1");
      }
    }
    return header;
  }

  private static void encoded(DataSet header, String characterSet, byte[] name) {
    header.setString(Tag.SpecificCharacterSet, characterSet);
    header.setBytes(Tag.PatientName, VR.PN, even(name));
  }

  /** The example of PS3.5 H.3.1: JIS X 0208 behind escape sequences. */
  private static void japanese(DataSet header) {
    header.setString(Tag.SpecificCharacterSet, "", "ISO 2022 IR 87");
    byte[] name =
        ("Yamada^Tarou=\033$B;3ED\033(B^\033$BB@O:\033(B"
                + "=\033$B$d$^$@\033(B^\033$B$?$m$&\033(B")
            .getBytes(StandardCharsets.US_ASCII);
    header.setBytes(Tag.PatientName, VR.PN, even(name));
  }

  private static byte[] even(byte[] value) {
    if (value.length % 2 == 0) {
      return value;
    }
    byte[] padded = java.util.Arrays.copyOf(value, value.length + 1);
    padded[value.length] = ' ';
    return padded;
  }

  private static DataSet base() {
    return new DataSet()
        .setString(Tag.SpecificCharacterSet, "ISO_IR 100")
        .setString(Tag.ImageType, "ORIGINAL", "PRIMARY", "SINGLE PLANE")
        .setUid(Tag.SOPClassUID, SopClass.X_RAY_ANGIOGRAPHIC_IMAGE_STORAGE)
        .setUid(Tag.SOPInstanceUID, INSTANCE)
        .setString(Tag.StudyDate, "20260301")
        .setString(Tag.StudyTime, "101500")
        .setString(Tag.AcquisitionDate, "20260301")
        .setString(Tag.AcquisitionTime, "102030.5")
        .setString(Tag.ContentDate, "20260301")
        .setString(Tag.ContentTime, "102031")
        .setString(Tag.AccessionNumber, "ACC 17")
        .setString(Tag.Modality, "XA")
        .setString(Tag.Manufacturer, "Suite Works")
        .setString(Tag.InstitutionName, "Test hospital")
        .setString(Tag.ReferringPhysicianName, "Invented^Referrer")
        .setString(Tag.StationName, "ANGIO1")
        .setString(Tag.StudyDescription, "Cerebral angiography")
        .setString(Tag.ManufacturerModelName, "Biplane 1")
        .setString(Tag.PatientName, "PHANTOM^ROTAVOX")
        .setString(Tag.PatientID, "RVX0001")
        .setString(Tag.PatientBirthDate, "19700101")
        .setString(Tag.PatientSex, "O")
        .setString(Tag.BodyPartExamined, "HEAD")
        .setString(Tag.ContrastBolusAgent, "Iodine")
        .setDouble(Tag.KVP, 80)
        .setDouble(Tag.DistanceSourceToDetector, 1200)
        .setDouble(Tag.DistanceSourceToPatient, 785)
        .setInt(Tag.ExposureTime, 5)
        .setInt(Tag.XRayTubeCurrent, 200)
        .setString(Tag.PatientPosition, "HFS")
        .setUid(Tag.StudyInstanceUID, STUDY)
        .setUid(Tag.SeriesInstanceUID, SERIES)
        .setString(Tag.StudyID, "1")
        .setInt(Tag.SeriesNumber, 2)
        .setInt(Tag.AcquisitionNumber, 1)
        .setInt(Tag.NumberOfFrames, 133)
        .setDouble(Tag.FrameTime, 33.33);
  }
}
