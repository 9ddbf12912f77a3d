package org.rotavox.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.DicomWriter;
import org.rotavox.dataset.Tag;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.dataset.VR;
import org.rotavox.model.Obstacle;
import org.rotavox.simulation.SimulatedRun;
import org.rotavox.simulation.SimulationOptions;

/**
 * Small objects that promise large ones. Each is refused with a reason, and reading it allocates no
 * more than a small object can need: memory is counted, not guessed from an error that does or does
 * not come.
 */
class LargePromisesTest {

  private static final int FRAMES = 60;

  /** What any small object may cost, all that is allocated on the way, kept or not. */
  private static final long MOST_ALLOCATED = 64L << 20;

  /** The same where a value of many bytes is asked for again and again. */
  private static final long MOST_ALLOCATED_FOR_VALUES = 256L << 20;

  @TempDir private Path folder;
  private int made;

  @TestFactory
  Stream<DynamicTest> compressedFramesThatAreTooShort() {
    int[] sides = {4_096, 5_000, 8_191, 8_192};
    List<DynamicTest> tests = new ArrayList<>();
    for (int side : sides) {
      for (int length : new int[] {2, 64, 300, 1_500}) {
        for (TransferSyntax syntax :
            List.of(
                TransferSyntax.RLE_LOSSLESS,
                TransferSyntax.JPEG_BASELINE,
                TransferSyntax.JPEG_LOSSLESS,
                TransferSyntax.JPEG_2000_LOSSLESS)) {
          tests.add(
              DynamicTest.dynamicTest(
                  side + "² in " + length + " bytes of " + syntax,
                  () ->
                      assertRefused(
                          encapsulated(side, side, FRAMES, syntax, new byte[length]),
                          "PIXELS_UNREADABLE",
                          "TOO_LARGE")));
        }
      }
    }
    return tests.stream();
  }

  /** Each asks a decoder for what its bytes can never hold: tiles, layers, precincts, blocks. */
  @TestFactory
  Stream<DynamicTest> codestreamsOfManySmallThings() {
    List<DynamicTest> tests = new ArrayList<>();
    for (int levels : new int[] {0, 5, 32}) {
      for (int precinct : new int[] {0, 1, 3}) {
        for (int layers : new int[] {200, 1_024}) {
          tests.add(many(new Codestream(512, 512, levels, layers, precinct, 6, 1), 1_500));
        }
      }
    }
    for (int layers : new int[] {1_025, 65_535}) {
      tests.add(many(new Codestream(512, 512, 5, layers, 15, 6, 1), 1_500));
    }
    for (int tile : new int[] {2, 3, 5}) {
      tests.add(many(new Codestream(512, tile, 0, 1, 15, 6, 1), 1_500));
    }
    tests.add(many(new Codestream(4_096, 4_096, 5, 1, 15, 2, 1), 4_000));
    return tests.stream();
  }

  private DynamicTest many(Codestream stream, int bytes) {
    return DynamicTest.dynamicTest(
        stream + " in " + bytes + " bytes",
        () ->
            assertRefused(
                encapsulated(
                    stream.side,
                    stream.side,
                    FRAMES,
                    TransferSyntax.JPEG_2000_LOSSLESS,
                    stream.bytes(bytes)),
                "PIXELS_UNREADABLE",
                "TOO_LARGE"));
  }

  @TestFactory
  Stream<DynamicTest> numbersOfFrames() {
    return Stream.of(100_001, 1_000_000, 1 << 28, Integer.MAX_VALUE)
        .flatMap(
            frames ->
                Stream.of(
                        TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                        TransferSyntax.RLE_LOSSLESS,
                        TransferSyntax.JPEG_2000_LOSSLESS)
                    .map(
                        syntax ->
                            DynamicTest.dynamicTest(
                                frames + " frames in " + syntax,
                                () ->
                                    assertRefused(
                                        syntax.encapsulated()
                                            ? encapsulated(64, 64, frames, syntax, new byte[64])
                                            : plain(
                                                64,
                                                frames,
                                                image ->
                                                    image.setBytes(
                                                        Tag.PixelData, VR.OW, new byte[8_192])),
                                        "TOO_LARGE"))));
  }

  /** A value may have any length; no more than is needed of it is read. */
  @TestFactory
  Stream<DynamicTest> valuesOfManyBytes() {
    byte[] backslashes = new byte[40 << 20];
    java.util.Arrays.fill(backslashes, (byte) '\\');
    byte[] digits = "0\\".repeat(20 << 20).getBytes(StandardCharsets.US_ASCII);
    return Stream.of(
            Tag.PositionerPrimaryAngleIncrement,
            Tag.PositionerSecondaryAngleIncrement,
            Tag.PositionerPrimaryAngle,
            Tag.SeriesDescription,
            Tag.ImageType,
            Tag.Manufacturer,
            Tag.DistanceSourceToDetector,
            Tag.ImagerPixelSpacing,
            Tag.PixelIntensityRelationship,
            Tag.ShutterShape,
            Tag.DerivationDescription)
        .flatMap(
            tag ->
                Stream.of(backslashes, digits)
                    .map(
                        value ->
                            DynamicTest.dynamicTest(
                                String.format("(%08X) of %d bytes", tag, value.length),
                                () ->
                                    assertBounded(
                                        plain(
                                            64,
                                            FRAMES,
                                            image ->
                                                image
                                                    .setBytes(tag, VR.UN, value)
                                                    .setBytes(
                                                        Tag.PixelData,
                                                        VR.OW,
                                                        new byte[64 * 64 * 2 * FRAMES])),
                                        MOST_ALLOCATED_FOR_VALUES))));
  }

  /** Deflate packs a thousand to one: the length of the pixels is known without inflating them. */
  @Test
  void theLengthOfDeflatedPixelsIsAskedWithoutReadingThem() throws IOException {
    Path file = folder.resolve("deflated.dcm");
    long length = 300L << 20;
    DataSet image = image(64, 2);
    image.setFrames(VR.OW, length, out -> writeZeros(out, length));
    DicomWriter.writeFile(file, image, TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN);
    assertThat(Files.size(file)).isLessThan(1 << 20);
    assertBounded(file, MOST_ALLOCATED);
  }

  private static void writeZeros(OutputStream out, long length) throws IOException {
    byte[] zeros = new byte[1 << 16];
    for (long left = length; left > 0; left -= zeros.length) {
      out.write(zeros, 0, (int) Math.min(left, zeros.length));
    }
  }

  @Test
  void aFrameThatNeedsMoreThanTheHeapIsRefusedWithBothFigures() throws IOException {
    Path file =
        new SimulatedRun(SimulationOptions.standard().frames(40).detector(64, 64, 3, 3))
            .writeTo(folder.resolve("run.dcm"))
            .get(0);
    StoredFrames stored = new StoredFrames(List.of(DicomFile.read(file)), List.of(40));
    Finding finding = new Finding();
    assertThat(new FrameRoom(2L << 20).fits(stored, finding)).isTrue();
    assertThat(new FrameRoom(1L << 20).fits(stored, finding)).isTrue();
    assertThat(new FrameRoom(1).fits(stored, finding)).as("a mebibyte is the least").isTrue();
    Path large = plain(1_024, 1, any -> any.setBytes(Tag.PixelData, VR.OW, new byte[2 << 20]));
    StoredFrames frames = new StoredFrames(List.of(DicomFile.read(large)), List.of(1));
    assertThat(new FrameRoom(64L << 20).fits(frames, finding)).isFalse();
    assertThat(finding.obstacles().get(0).code()).isEqualTo("TOO_LARGE");
    assertThat(finding.obstacles().get(0).sentence()).contains("1024 x 1024", "49 MiB", "64 MiB");
    assertThat(finding.obstacles().get(0).remedy()).contains("-Xmx");
    stored.close();
    frames.close();
  }

  @Test
  void productsOfSizesNeverOverflow() throws IOException {
    for (int rows : new int[] {65_535, 65_534, 46_341, 32_768}) {
      for (int columns : new int[] {65_535, 65_536 / 2, 46_341, 1 << 14}) {
        Path file =
            plain(
                64,
                FRAMES,
                image ->
                    image
                        .setInt(Tag.Rows, rows)
                        .setInt(Tag.Columns, columns)
                        .setBytes(Tag.PixelData, VR.OW, new byte[8_192]));
        assertRefused(file, "PIXELS_UNREADABLE", "TOO_LARGE");
      }
    }
  }

  private void assertRefused(Path file, String... codes) throws IOException {
    RunReading reading = assertBounded(file, MOST_ALLOCATED);
    assertThat(reading.run()).isEmpty();
    assertThat(reading.facts().obstacles()).extracting(Obstacle::code).containsAnyOf(codes);
    assertThat(reading.facts().obstacles()).allMatch(o -> o.sentence().length() < 400);
  }

  /** Reads a file and counts what this thread allocates. */
  private static RunReading assertBounded(Path file, long most) throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    RunReader reader = new RunReader(List.of());
    long before = threads.getCurrentThreadAllocatedBytes();
    RunReading reading = reader.read(List.of(file));
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    if (reading.run().isPresent()) {
      reading.run().get().close();
    }
    Files.delete(file);
    assertThat(allocated).isLessThan(most);
    return reading;
  }

  private Path plain(int side, int frames, Consumer<DataSet> change) throws IOException {
    DataSet image = image(side, frames);
    change.accept(image);
    Path file = folder.resolve("plain-" + made++ + ".dcm");
    DicomWriter.writeFile(file, image, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    return file;
  }

  /** Every frame is the same fragment; where there are very many, there is one fragment. */
  private Path encapsulated(
      int rows, int columns, int frames, TransferSyntax syntax, byte[] fragment)
      throws IOException {
    DataSet image = image(64, frames).setInt(Tag.Rows, rows).setInt(Tag.Columns, columns);
    Path file = folder.resolve("encapsulated-" + made++ + ".dcm");
    try (OutputStream out = Files.newOutputStream(file)) {
      DicomWriter.writePreambleAndMeta(
          out,
          DicomWriter.fileMeta(
              image.getUid(Tag.SOPClassUID).orElseThrow(),
              image.getUid(Tag.SOPInstanceUID).orElseThrow(),
              syntax));
      DicomWriter.writeDataSet(out, image, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
      out.write(pixels(fragment, Math.min(frames, FRAMES)));
    }
    return file;
  }

  private static byte[] pixels(byte[] fragment, int count) {
    ByteBuffer out =
        ByteBuffer.allocate(12 + 8 + count * (8 + fragment.length) + 8)
            .order(ByteOrder.LITTLE_ENDIAN);
    out.putShort((short) 0x7FE0).putShort((short) 0x10).put((byte) 'O').put((byte) 'B');
    out.putShort((short) 0).putInt(-1);
    item(out, 0xE000, 0);
    for (int i = 0; i < count; i++) {
      item(out, 0xE000, fragment.length);
      out.put(fragment);
    }
    item(out, 0xE0DD, 0);
    return out.array();
  }

  private static void item(ByteBuffer out, int element, int length) {
    out.putShort((short) 0xFFFE).putShort((short) element).putInt(length);
  }

  private DataSet image(int side, int frames) throws IOException {
    Path file =
        new SimulatedRun(SimulationOptions.standard().frames(FRAMES).detector(16, 16, 8, 8))
            .writeTo(folder.resolve("base-" + made++ + ".dcm"))
            .get(0);
    DataSet image = DicomFile.read(file).dataSet().copy().remove(Tag.PixelData);
    Files.delete(file);
    return image
        .setInt(Tag.Rows, side)
        .setInt(Tag.Columns, side)
        .setInt(Tag.NumberOfFrames, frames);
  }

  /** A JPEG 2000 stream whose header is valid and whose packets are zeros. */
  private record Codestream(
      int side, int tile, int levels, int layers, int precinct, int block, int parts) {

    byte[] bytes(int length) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      int size = Math.min(tile, side);
      out.writeInt(0xFF4FFF51);
      out.writeShort(41);
      out.writeShort(0);
      for (int value : new int[] {side, side, 0, 0, size, size, 0, 0}) {
        out.writeInt(value);
      }
      out.writeShort(1);
      out.write(new byte[] {15, 1, 1});
      boolean precincts = precinct < 15;
      out.writeShort(0xFF52);
      out.writeShort(12 + (precincts ? levels + 1 : 0));
      out.write(new byte[] {(byte) (precincts ? 1 : 0), 0});
      out.writeShort(layers);
      out.write(new byte[] {0, (byte) levels, (byte) (block - 2), (byte) (block - 2), 0, 1});
      for (int level = 0; precincts && level <= levels; level++) {
        out.write(precinct << 4 | precinct);
      }
      out.writeShort(0xFF5C);
      out.writeShort(4 + 3 * levels);
      out.write(0x40);
      out.write(new byte[3 * levels + 1]);
      int body = Math.max(0, length - bytes.size() - 16);
      out.writeInt(0xFF90000A);
      out.writeShort(0);
      out.writeInt(14 + body);
      out.write(new byte[] {0, (byte) parts});
      out.writeShort(0xFF93);
      out.write(new byte[body]);
      out.writeShort(0xFFD9);
      return bytes.size() % 2 == 0
          ? bytes.toByteArray()
          : java.util.Arrays.copyOf(bytes.toByteArray(), bytes.size() + 1);
    }
  }
}
