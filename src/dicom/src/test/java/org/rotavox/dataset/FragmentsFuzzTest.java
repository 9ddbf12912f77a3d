package org.rotavox.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Whatever stands where fragments are expected, behind a sound description of three frames of 4 x 4
 * pixels in RLE Lossless: found and decoded, or refused in words.
 */
class FragmentsFuzzTest {

  private static final ReadLimits LIMITS = new ReadLimits(256, 1 << 18, 8, 1000, 1 << 20);
  private static final PixelDescription PIXELS =
      new PixelDescription(4, 4, 3, 1, 8, 8, 7, false, "MONOCHROME2");

  @FuzzTest(maxDuration = "30s")
  void findsFramesOrRefuses(byte[] items) throws IOException {
    ByteArrayOutputStream description = new ByteArrayOutputStream();
    DicomWriter.writeDataSet(
        description, TestImages.description(PIXELS), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    byte[] file =
        new Raw()
            .bytes(description.toByteArray())
            .longHeader(Tag.PixelData, "OB", Raw.UNDEFINED)
            .bytes(items)
            .file(TransferSyntax.RLE_LOSSLESS);
    int[] into = new int[PIXELS.pixels()];
    try (PixelFrames frames = PixelFrames.open(FileParser.parse(Path.of("fuzzed"), file, LIMITS))) {
      assertThat(frames.count()).isEqualTo(PIXELS.frames());
      for (int i = 0; i < frames.count(); i++) {
        frames.readFrame(i, into);
      }
    } catch (DicomFormatException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }
}
