package org.rotavox.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Public samples of real suites, where a checkout has them beside itself. */
@EnabledIf("present")
class RealSamplesTest {

  private static final Path SAMPLES = Path.of("../shared/data/real");

  static boolean present() {
    return Files.isDirectory(SAMPLES);
  }

  @Test
  void oneImageIsTheSameInEveryLosslessSyntax() throws IOException {
    int[] rle = TestImages.framesOf(SAMPLES.resolve("XA1_RLE"));
    assertThat(TestImages.framesOf(SAMPLES.resolve("XA1_JPLL"))).isEqualTo(rle);
    assertThat(TestImages.framesOf(SAMPLES.resolve("XA1_J2KR"))).isEqualTo(rle);
    assertThat(TestImages.framesOf(SAMPLES.resolve("XA1_JLSL"))).isEqualTo(rle);
  }

  /** The lossy one of the same image is near it: 10 bits, mean error below 1 grey step in 100. */
  @Test
  void theSameImageInJpegExtendedIsNear() throws IOException {
    int[] exact = TestImages.framesOf(SAMPLES.resolve("XA1_RLE"));
    int[] lossy = TestImages.framesOf(SAMPLES.resolve("XA1_JPLY"));
    double sum = 0;
    for (int i = 0; i < exact.length; i++) {
      sum += Math.abs(exact[i] - lossy[i]);
    }
    assertThat(sum / exact.length).isLessThan(10);
  }

  @Test
  void readsACineWithGarbageBehindItsJpegStreams() throws IOException {
    assertThat(TestImages.framesOf(SAMPLES.resolve("static-cine-96f-jpegbaseline.dcm")))
        .hasSize(96 * 512 * 512);
  }
}
