package org.rotavox.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.dicom.Uid;

class PixelFramesTest {

  private static final Path JPEG_PHANTOM =
      Path.of("integration-tests/phantoms/small-absolute-jpegll.dcm");

  private static int[] valuesOf(PixelDescription pixels) {
    return new int[pixels.pixels() * pixels.frames()];
  }

  @TestFactory
  Stream<DynamicTest> readsEveryLayoutOfNativePixels(@TempDir Path folder) {
    return Stream.of(
            TestImages.grey(8, 8, 7, false),
            TestImages.grey(8, 8, 7, true),
            TestImages.grey(8, 6, 5, false),
            TestImages.grey(8, 6, 7, true),
            TestImages.grey(16, 8, 7, false),
            TestImages.grey(16, 10, 9, false),
            TestImages.grey(16, 12, 11, true),
            TestImages.grey(16, 12, 15, false),
            TestImages.grey(16, 12, 15, true),
            TestImages.grey(16, 14, 14, true),
            TestImages.grey(16, 16, 15, false),
            TestImages.grey(16, 16, 15, true))
        .map(
            pixels ->
                DynamicTest.dynamicTest(
                    pixels.toString(),
                    () -> {
                      int[] expected = valuesOf(pixels);
                      Path file = folder.resolve("file");
                      DicomWriter.writeFile(
                          file,
                          TestImages.image(pixels, expected),
                          TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
                      assertThat(TestImages.framesOf(file)).isEqualTo(expected);
                    }));
  }

  @Test
  void ignoresBitsBesideTheStoredOnes() throws IOException {
    PixelDescription pixels = new PixelDescription(1, 2, 1, 1, 16, 12, 11, false, "MONOCHROME2");
    DataSet dataSet =
        TestImages.description(pixels)
            .setBytes(
                Tag.PixelData, VR.OW, new byte[] {(byte) 0x34, (byte) 0xF2, 0x01, (byte) 0xA0});

    assertThat(framesOf(dataSet)).containsExactly(0x234, 0x001);
    assertThat(framesOf(dataSet.copy().setInt(Tag.PixelRepresentation, 1).setInt(Tag.HighBit, 15)))
        .containsExactly((short) 0xF234 >> 4, (short) 0xA001 >> 4);
  }

  private static int[] framesOf(DataSet dataSet) throws IOException {
    return TestImages.framesOf(
        new DicomFile(
            Path.of("none"),
            new DataSet(),
            dataSet,
            TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
            0,
            List.of()));
  }

  @Test
  void refusesWhatIsNotAGreyImageInWords() {
    PixelDescription pixels = TestImages.grey(16, 12, 11, false);
    DataSet image = TestImages.image(pixels, valuesOf(pixels));

    assertRefused(image.copy().remove(Tag.PixelData), "no (7FE0,0010) PixelData");
    assertRefused(image.copy().remove(Tag.Rows), "(0028,0010) Rows is missing");
    assertRefused(image.copy().setInt(Tag.SamplesPerPixel, 3), "found 3 samples a pixel");
    assertRefused(
        image.copy().setString(Tag.PhotometricInterpretation, "PALETTE COLOR"), "not MONOCHROME1");
    assertRefused(image.copy().setInt(Tag.BitsAllocated, 32), "8 or 16 bits allocated, found 32");
    assertRefused(image.copy().setInt(Tag.HighBit, 16), "high bit 16");
    assertRefused(image.copy().setInt(Tag.BitsStored, 17), "17 stored");
    assertRefused(
        image.copy().setInt(Tag.NumberOfFrames, 4),
        "expected 5952 bytes for 4 frames of (7FE0,0010) PixelData, found 4464");
    assertRefused(
        image.copy().setInt(Tag.Rows, 65535).setInt(Tag.Columns, 65535), "larger than 67108864");
  }

  private static void assertRefused(DataSet dataSet, String why) {
    assertThatThrownBy(() -> framesOf(dataSet))
        .isInstanceOf(DicomFormatException.class)
        .hasMessageContaining(why);
  }

  @Test
  void saysWhichTransferSyntaxCannotBeDecoded(@TempDir Path folder) throws IOException {
    Path file =
        TestImages.encapsulated(
            folder.resolve("file"),
            TestImages.description(TestImages.grey(16, 12, 11, false)),
            TransferSyntax.forUid(new Uid("1.2.840.10008.1.2.4.110")),
            new byte[0],
            new byte[2],
            new byte[2],
            new byte[2]);
    assertThatThrownBy(() -> TestImages.framesOf(file))
        .isInstanceOf(DicomFormatException.class)
        .hasMessageContaining("unknown transfer syntax 1.2.840.10008.1.2.4.110 cannot be decoded");
  }

  @Test
  void severalThreadsReadTheSameFrames() throws Exception {
    int[] expected = TestImages.framesOf(JPEG_PHANTOM);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (PixelFrames frames = PixelFrames.open(DicomFile.read(JPEG_PHANTOM))) {
      int pixels = frames.description().pixels();
      List<Future<int[]>> reading = new ArrayList<>();
      for (int i = 0; i < frames.count(); i++) {
        int index = i;
        reading.add(
            threads.submit(
                () -> {
                  int[] into = new int[pixels];
                  frames.readFrame(index, into);
                  return into;
                }));
      }
      for (int i = 0; i < frames.count(); i++) {
        assertThat(reading.get(i).get())
            .isEqualTo(Arrays.copyOfRange(expected, i * pixels, (i + 1) * pixels));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void refusesFramesThatAreNotThereAndArraysThatAreTooSmall() throws IOException {
    try (PixelFrames frames = PixelFrames.open(DicomFile.read(JPEG_PHANTOM))) {
      assertThatThrownBy(() -> frames.readFrame(100, new int[128 * 128]))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> frames.readFrame(0, new int[5]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void framesOfADeflatedFileLeaveNoTemporaryFile(@TempDir Path folder) throws IOException {
    PixelDescription pixels =
        new PixelDescription(256, 256, 3, 1, 16, 12, 11, false, "MONOCHROME2");
    int[] expected = valuesOf(pixels);
    Path file = folder.resolve("file");
    DicomWriter.writeFile(
        file,
        TestImages.image(pixels, expected),
        TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN);
    long before = temporaryFiles();

    DicomFile read = DicomFile.read(file);

    assertThat(read.dataSet().getBulk(Tag.PixelData)).isEmpty();
    assertThat(TestImages.framesOf(read)).isEqualTo(expected);
    assertThat(temporaryFiles()).isEqualTo(before);
  }

  private static long temporaryFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.filter(f -> f.getFileName().toString().startsWith("rotavox-inflated")).count();
    }
  }
}
