package org.rotavox.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.DicomWriter;
import org.rotavox.dataset.Dictionary;
import org.rotavox.dataset.Tag;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.dataset.VR;
import org.rotavox.simulation.SimulatedRun;
import org.rotavox.simulation.SimulationOptions;

/** Copies of one object as archives send them: what they change makes no other object of it. */
class ObjectComparisonTest {

  private static final int COPIES = 300;

  private static final List<TransferSyntax> SYNTAXES =
      List.of(
          TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
          TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN,
          TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN);

  /** What archives do. */
  private static final List<Consumer<DataSet>> COERCIONS =
      List.of(
          d -> d.setString(Tag.AccessionNumber, "A-4711"),
          d -> d.setString(Tag.InstitutionName, "Another hospital"),
          d -> d.setString(Tag.SpecificCharacterSet, "ISO_IR 192"),
          d -> d.setString(Tag.PatientSex, "F"),
          d -> d.setString(Tag.PatientBirthDate, "19610203"),
          d -> d.setString(Tag.IssuerOfPatientID, "Hospital"),
          d -> d.setString(Tag.PatientAge, "065Y"),
          d -> d.setString(Tag.PatientName, "MUSTER^ANNA^^"),
          d -> d.setString(Tag.ReferringPhysicianName, "Somebody"),
          d -> d.setString(Tag.StudyDescription, "As the archive calls it"),
          d -> d.setString(Tag.RetrieveAETitle, "ARCHIVE"),
          d -> d.setBytes(Tag.DataSetTrailingPadding, VR.OB, new byte[32]),
          d -> d.setBytes(0x00080000, VR.UL, new byte[] {1, 1, 0, 0}),
          d -> d.setString(Tag.LossyImageCompression, "00"),
          d ->
              d.setString(
                  Tag.DistanceSourceToDetector,
                  d.getString(Tag.DistanceSourceToDetector, "") + "0"),
          d -> d.remove(Tag.StationName),
          d -> d.remove(Tag.ProtocolName));

  @TempDir private Path folder;

  private Path original = Path.of("");

  @BeforeEach
  void write() throws IOException {
    original =
        new SimulatedRun(
                SimulationOptions.standard()
                    .frames(40)
                    .detector(16, 12, 8, 8)
                    .edited(
                        d ->
                            d.remove(Tag.PatientSex)
                                .remove(Tag.PatientBirthDate)
                                .setString(Tag.PatientID, "4711")
                                .setString(Tag.DistanceSourceToDetector, "1200.0")
                                .setString(Tag.PatientName, "Muster^Anna")))
            .writeTo(folder.resolve("original.dcm"))
            .get(0);
  }

  @Test
  void whatArchivesChangeMakesNoOtherObject() throws IOException {
    Random random = new Random(4);
    for (int i = 0; i < COPIES; i++) {
      DataSet copy = header();
      for (Consumer<DataSet> coercion : COERCIONS) {
        if (random.nextInt(4) == 0) {
          coercion.accept(copy);
        }
      }
      TransferSyntax syntax = SYNTAXES.get(random.nextInt(SYNTAXES.size()));
      ObjectComparison comparison = compared(copy, syntax);
      assertThat(comparison.same()).as("%d: %s", i, comparison.differences()).isTrue();
      if (!syntax.equals(DicomFile.read(original).transferSyntax())) {
        assertThat(comparison.differences().get(0)).contains("transfer syntax");
      }
    }
  }

  /** One pixel, one value of the geometry, or another patient is another object. */
  @Test
  void anotherPixelGeometryOrPatientIsAnotherObject() throws IOException {
    Random random = new Random(5);
    List<Integer> numbers =
        List.of(
            Tag.DistanceSourceToDetector,
            Tag.DistanceSourceToPatient,
            Tag.ImagerPixelSpacing,
            Tag.PositionerPrimaryAngle,
            Tag.PositionerPrimaryAngleIncrement,
            Tag.PositionerSecondaryAngleIncrement,
            Tag.RescaleIntercept,
            Tag.FieldOfViewRotation,
            Tag.InstanceNumber);
    int geometry = 0;
    for (int i = 0; i < COPIES; i++) {
      DataSet copy = header();
      int tag = numbers.get(random.nextInt(numbers.size()));
      String expected = Dictionary.describe(tag);
      switch (random.nextInt(4)) {
        case 0 -> {
          expected = Dictionary.describe(Tag.PixelData);
          byte[] pixels = copy.getBytes(Tag.PixelData).clone();
          pixels[random.nextInt(pixels.length)] ^= (byte) (1 << random.nextInt(8));
          copy.setBytes(Tag.PixelData, VR.OW, pixels);
        }
        case 1 -> {
          expected = Dictionary.describe(Tag.PatientID);
          copy.setString(Tag.PatientID, "471" + random.nextInt(1));
        }
        case 2 -> {
          expected = Dictionary.describe(Tag.PatientName);
          copy.setString(Tag.PatientName, "Muster^Anne");
        }
        default -> {
          geometry++;
          double[] values = copy.getDoubles(tag);
          if (values.length == 0) {
            values = new double[] {1};
          } else {
            int place = random.nextInt(values.length);
            values[place] = tag == Tag.InstanceNumber ? values[place] + 1 : values[place] + 0.01;
          }
          copy.setDouble(tag, values);
        }
      }
      TransferSyntax syntax = SYNTAXES.get(random.nextInt(SYNTAXES.size()));
      ObjectComparison comparison = compared(copy, syntax);
      assertThat(comparison.same()).as("%d: %s", i, expected).isFalse();
      assertThat(comparison.differences()).contains(expected);
    }
    assertThat(geometry).isGreaterThan(COPIES / 8);
  }

  private DataSet header() throws IOException {
    return DicomFile.read(original).dataSet().copy();
  }

  private ObjectComparison compared(DataSet copy, TransferSyntax syntax) throws IOException {
    Path file = folder.resolve("copy.dcm");
    DicomWriter.writeFile(file, copy, syntax);
    return ObjectComparison.of(DicomFile.read(original), DicomFile.read(file));
  }
}
