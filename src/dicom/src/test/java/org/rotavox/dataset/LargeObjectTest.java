package org.rotavox.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An object of 2 GB is read and visited frame by frame by a JVM with a heap of 64 MB. */
class LargeObjectTest {

  private static final int FRAMES = 1024;
  private static final PixelDescription PIXELS =
      new PixelDescription(1024, 1024, FRAMES, 1, 16, 16, 15, false, "MONOCHROME2");
  private static final long PIXEL_BYTES = 2L * PIXELS.rows() * PIXELS.columns() * FRAMES;

  @Test
  void twoGigabytesFitIntoSixtyFourMegabytesOfHeap(@TempDir Path folder) throws Exception {
    Path file = sparse(folder.resolve("large"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                Visitor.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(output.strip()).isEqualTo("frames 1024, first 258, last 772");
    assertThat(process.exitValue()).isZero();
  }

  /** All zeros, which take no room on disk, but for the first value and the last. */
  private static Path sparse(Path file) throws IOException {
    Path header = file.resolveSibling("header");
    DataSet description = TestImages.description(PIXELS);
    DicomWriter.writeFile(header, description, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    Files.move(header, file);
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.seek(out.length());
      out.write(new Raw().longHeader(Tag.PixelData, "OW", (int) PIXEL_BYTES).toBytes());
      long start = out.getFilePointer();
      out.write(new byte[] {2, 1});
      out.seek(start + PIXEL_BYTES - 2);
      out.write(new byte[] {4, 3});
    }
    return file;
  }

  /** Runs in the small JVM: reads the file and visits all frames. */
  static final class Visitor {
    public static void main(String[] arguments) throws IOException {
      DicomFile file = DicomFile.read(Path.of(arguments[0]));
      try (PixelFrames frames = PixelFrames.open(file)) {
        int[] into = new int[frames.description().pixels()];
        int first = -1;
        for (int i = 0; i < frames.count(); i++) {
          frames.readFrame(i, into);
          first = i == 0 ? into[0] : first;
        }
        System.out.printf(
            "frames %d, first %d, last %d%n", frames.count(), first, into[into.length - 1]);
      }
    }

    private Visitor() {}
  }
}
