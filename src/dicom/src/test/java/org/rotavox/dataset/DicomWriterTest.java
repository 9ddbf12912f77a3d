package org.rotavox.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.dicom.AeTitle;

class DicomWriterTest {

  private static final List<TransferSyntax> WRITABLE =
      List.of(
          TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
          TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN,
          TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN);

  /** An object with every kind of value. */
  static DataSet rich() {
    PixelDescription pixels = TestImages.grey(16, 12, 11, false);
    DataSet dataSet = TestImages.image(pixels, new int[pixels.pixels() * pixels.frames()]);
    DataSet inner = new DataSet().setString(Tag.CodeValue, "X").setString(Tag.CodeMeaning, "inner");
    DataSet item =
        new DataSet()
            .setUid(Tag.ReferencedSOPClassUID, SopClass.CT_IMAGE_STORAGE)
            .setSequence(Tag.PurposeOfReferenceCodeSequence, List.of(inner, new DataSet()));
    return dataSet
        .setString(Tag.SpecificCharacterSet, "ISO_IR 192")
        .setString(Tag.PatientName, "Größe^Ωmega")
        .setString(Tag.ImageType, "DERIVED", "SECONDARY", "AXIAL")
        .setString(Tag.ImageComments, "two\r\nlines")
        .setDouble(Tag.PixelSpacing, 0.3, 1.0 / 3)
        .setDouble(Tag.DistanceSourceToIsocenter, 785.125)
        .setInt(Tag.FrameIncrementPointer, Tag.FrameTimeVector)
        .setString("ROTAVOX", 0x00211020, VR.LO, "private")
        .setSequence(Tag.SourceImageSequence, List.of(item))
        .setSequence(Tag.ReferencedImageSequence, List.of())
        .setEmpty(Tag.ReferringPhysicianName);
  }

  @Test
  void whatIsWrittenReadsBackEqual(@TempDir Path folder) throws IOException {
    DataSet original = rich();
    for (TransferSyntax syntax : WRITABLE) {
      Path file = folder.resolve("file");
      DicomWriter.writeFile(file, original, syntax);

      DicomFile read = DicomFile.read(file);

      assertThat(read.warnings()).isEmpty();
      assertThat(read.transferSyntax()).isEqualTo(syntax);
      String expected = DataSets.dump(original);
      if (!syntax.explicitVr()) {
        expected = expected.replace("(0021,1020) LO", "(0021,1020) UN");
      }
      assertThat(DataSets.dump(read.dataSet())).as(syntax.name()).isEqualTo(expected);
      assertThat(read.dataSet().getString("ROTAVOX", 0x00211020)).isPresent();
      assertThat(read.fileMeta().getUid(Tag.MediaStorageSOPInstanceUID))
          .isEqualTo(original.getUid(Tag.SOPInstanceUID));
    }
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void readingWritingAndReadingAgainKeepsEveryByte(@TempDir Path folder) throws IOException {
    for (String name : List.of("small-offset.dcm", "small-absolute-jpegll.dcm")) {
      DicomFile first = DicomFile.read(Path.of("integration-tests/phantoms", name));
      Path copy = folder.resolve(name);
      DicomWriter.writeFile(copy, first.dataSet(), first.transferSyntax());

      DicomFile second = DicomFile.read(copy);

      assertThat(DataSets.dump(second.dataSet())).isEqualTo(DataSets.dump(first.dataSet()));
      assertThat(TestImages.framesOf(second)).isEqualTo(TestImages.framesOf(first));
    }
  }

  @Test
  void fileMetaNamesTheObjectAndItsSource() throws IOException {
    DataSet meta =
        DicomWriter.fileMeta(
            SopClass.CT_IMAGE_STORAGE,
            new org.rotavox.dicom.Uid("1.2.3"),
            TransferSyntax.RLE_LOSSLESS,
            new AeTitle("SUITE"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DicomWriter.writePreambleAndMeta(out, meta);
    byte[] bytes = out.toByteArray();

    assertThat(new String(bytes, 128, 4, StandardCharsets.US_ASCII)).isEqualTo("DICM");
    DataSet read =
        DicomReader.read(
            java.util.Arrays.copyOfRange(bytes, 132, bytes.length),
            TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    assertThat(read.getInt(Tag.FileMetaInformationGroupLength)).hasValue(bytes.length - 144);
    assertThat(read.getString(Tag.SourceApplicationEntityTitle)).contains("SUITE");
    assertThat(read.getUid(Tag.TransferSyntaxUID)).contains(TransferSyntax.RLE_LOSSLESS.uid());
    assertThat(DicomWriter.IMPLEMENTATION_VERSION_NAME.length()).isLessThanOrEqualTo(16);
  }

  @Test
  void commandSetsGetTheirGroupLength() throws IOException {
    DataSet command = new DataSet().setInt(Tag.CommandField, 0x0030).setInt(Tag.MessageID, 1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DicomWriter.writeDataSet(out, command, TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);

    DataSet read = DicomReader.read(out.toByteArray(), TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
    assertThat(read.getInt(Tag.CommandGroupLength)).hasValue(out.size() - 12);
    assertThat(read.getInt(Tag.CommandField)).hasValue(0x0030);
  }

  @Test
  void framesAreProducedWhileTheyAreWritten(@TempDir Path folder) throws IOException {
    PixelDescription pixels = TestImages.grey(16, 16, 15, false);
    int frameBytes = pixels.pixels() * 2;
    DataSet dataSet =
        TestImages.description(pixels)
            .setFrames(
                VR.OW,
                3L * frameBytes,
                out -> {
                  for (int frame = 0; frame < 3; frame++) {
                    byte[] bytes = new byte[frameBytes];
                    java.util.Arrays.fill(bytes, (byte) (frame + 1));
                    out.write(bytes);
                  }
                });
    Path file = folder.resolve("file");
    DicomWriter.writeFile(file, dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);

    assertThat(TestImages.framesOf(file)).startsWith(0x0101).endsWith(0x0303);
  }

  @Test
  void leavesNoFileBehindIfTheFramesAreNotAsAnnounced(@TempDir Path folder) {
    DataSet dataSet =
        TestImages.description(TestImages.grey(16, 16, 15, false))
            .setFrames(VR.OW, 1000, out -> out.write(new byte[999]));

    assertThatThrownBy(
            () ->
                DicomWriter.writeFile(
                    folder.resolve("file"), dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected 1000 bytes for (7FE0,0010) PixelData, 999 were produced");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesSyntaxesThatDoNotSuitThePixels(@TempDir Path folder) throws IOException {
    DataSet jpeg =
        DicomFile.read(Path.of("integration-tests/phantoms/small-absolute-jpegll.dcm")).dataSet();
    Path file = folder.resolve("file");

    assertThatThrownBy(() -> DicomWriter.writeFile(file, rich(), TransferSyntax.RLE_LOSSLESS))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> DicomWriter.writeFile(file, jpeg, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> DicomWriter.writeFile(file, rich(), TransferSyntax.EXPLICIT_VR_BIG_ENDIAN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                DicomWriter.writeFile(
                    file, new DataSet(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("SOPClassUID is missing");
    assertThat(Files.exists(file)).isFalse();
  }

  @Test
  void aListTooLongForAShortLengthFieldSurvives(@TempDir Path folder) throws IOException {
    double[] many = new double[20_000];
    java.util.Arrays.setAll(many, i -> i * 0.125);
    DataSet dataSet = rich().setDouble(Tag.PositionerPrimaryAngleIncrement, many);
    Path file = folder.resolve("file");
    DicomWriter.writeFile(file, dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);

    assertThat(DicomFile.read(file).dataSet().getDoubles(Tag.PositionerPrimaryAngleIncrement))
        .isEqualTo(many);
  }
}
