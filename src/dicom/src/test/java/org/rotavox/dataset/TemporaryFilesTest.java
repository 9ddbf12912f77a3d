package org.rotavox.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.dicom.Uid;

class TemporaryFilesTest {

  @TempDir private Path folder;

  @Test
  void aFileHoldsWhatWasWrittenHasNoNameAndIsGoneWhenItIsClosed() throws IOException {
    TemporaryFiles files = new TemporaryFiles(folder, () -> {});
    Random random = new Random(9);
    for (int size : new int[] {0, 1, 65_535, 65_536, 65_537, 5_000_000}) {
      byte[] bytes = new byte[size];
      random.nextBytes(bytes);
      try (FileChannel file = files.fill(new ByteArrayInputStream(bytes))) {
        ByteBuffer read = ByteBuffer.allocate(size + 1);
        while (file.read(read) > 0) {
          assertThat(read.position()).isLessThanOrEqualTo(size);
        }
        assertThat(read.flip()).isEqualTo(ByteBuffer.wrap(bytes));
      }
      assertThat(names()).isEmpty();
    }
  }

  /** As a stream that never ends; the room ends after some looks. */
  @Test
  void whereTheRoomEndsNothingIsLeft() {
    for (int looks = 0; looks < 5; looks++) {
      AtomicInteger left = new AtomicInteger(looks);
      TemporaryFiles files =
          new TemporaryFiles(
              folder,
              () -> {
                if (left.getAndDecrement() == 0) {
                  throw new IOException("the disk has no room");
                }
              });
      Endless endless = new Endless();
      assertThatThrownBy(() -> files.fill(endless)).hasMessage("the disk has no room");
      assertThat(endless.given).isLessThanOrEqualTo(looks * (5L << 20));
      assertThat(names()).isEmpty();
    }
  }

  @Test
  void theFramesOfADeflatedObjectLieInItsFolderWhileTheyAreOpen() throws IOException {
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    AtomicInteger asked = new AtomicInteger();
    Path file = folder.resolve("deflated.dcm");
    byte[] pixels = new byte[2 * 64 * 64 * 10];
    new Random(1).nextBytes(pixels);
    DataSet object =
        new DataSet()
            .setUid(Tag.SOPClassUID, new Uid("1.2.840.10008.5.1.4.1.1.12.1"))
            .setUid(Tag.SOPInstanceUID, new Uid("1.2.3"))
            .setInt(Tag.SamplesPerPixel, 1)
            .setString(Tag.PhotometricInterpretation, "MONOCHROME2")
            .setInt(Tag.Rows, 64)
            .setInt(Tag.Columns, 64)
            .setInt(Tag.NumberOfFrames, 10)
            .setInt(Tag.BitsAllocated, 16)
            .setInt(Tag.BitsStored, 16)
            .setInt(Tag.HighBit, 15)
            .setInt(Tag.PixelRepresentation, 0)
            .setBytes(Tag.PixelData, VR.OW, pixels);
    DicomWriter.writeFile(file, object, TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN);
    DicomFile read = DicomFile.read(file, new TemporaryFiles(temporary, asked::incrementAndGet));
    try (PixelFrames frames = PixelFrames.open(read)) {
      int[] last = new int[64 * 64];
      frames.readFrame(9, last);
      int offset = 2 * 64 * 64 * 9;
      assertThat(last[0]).isEqualTo((pixels[offset] & 0xFF) | (pixels[offset + 1] & 0xFF) << 8);
    }
    assertThat(asked.get()).as("the room was asked").isPositive();
    assertThat(names(temporary)).isEmpty();
  }

  private List<Path> names() {
    return names(folder);
  }

  private static List<Path> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static final class Endless extends InputStream {
    private long given;

    @Override
    public int read() {
      given++;
      return 0;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      given += length;
      return length;
    }
  }
}
