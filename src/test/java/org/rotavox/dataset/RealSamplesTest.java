package org.rotavox.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
  }

  @Test
  void saysWhatItCannotDecode() {
    assertThatThrownBy(() -> TestImages.framesOf(SAMPLES.resolve("XA1_JLSL")))
        .isInstanceOf(DicomFormatException.class)
        .hasMessageContaining("JPEG-LS");
    assertThatThrownBy(() -> TestImages.framesOf(SAMPLES.resolve("XA1_JPLY")))
        .isInstanceOf(DicomFormatException.class)
        .hasMessageContaining("12 bits");
  }

  @Test
  void readsACineWithGarbageBehindItsJpegStreams() throws IOException {
    assertThat(TestImages.framesOf(SAMPLES.resolve("static-cine-96f-jpegbaseline.dcm")))
        .hasSize(96 * 512 * 512);
  }
}
