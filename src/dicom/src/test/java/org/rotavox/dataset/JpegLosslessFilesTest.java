package org.rotavox.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of JPEG Lossless that other decoders stumble over: 61 frames of 64 x 64 pixels each. */
class JpegLosslessFilesTest {

  private static final Path FOLDER =
      Path.of("src/dicom/src/test/resources/org/rotavox/dataset/jpeg-lossless");

  @ParameterizedTest
  @ValueSource(strings = {"dcmtk-sv1.dcm", "gdcm.dcm"})
  void keepsTheLastPixelOfEachFrame(String file) throws IOException {
    assertThat(TestImages.framesOf(FOLDER.resolve(file)))
        .isEqualTo(TestImages.framesOf(FOLDER.resolve("native.dcm")));
  }

  @Test
  void shiftsBackWhatThePointTransformShifted() throws IOException {
    int[] cells = TestImages.framesOf(FOLDER.resolve("pt2.dcm"));
    assertThat(Arrays.stream(cells).filter(cell -> cell % 4 != 0).count()).isZero();
    for (int frame = 0; frame < 61; frame++) {
      for (int i = 0; i < 64; i++) {
        assertThat(cells[frame * 4096 + i]).isEqualTo(20000);
        assertThat(cells[frame * 4096 + 4095 - i]).isEqualTo(20000);
      }
    }
  }

  @Test
  void passesOverFillBytesBeforeMarkers() throws IOException {
    int[] cells = TestImages.framesOf(FOLDER.resolve("fill-bytes.dcm"));
    assertThat(cells).hasSize(61 * 4096);
    assertThat(cells[0]).isEqualTo(20000);
    assertThat(cells[cells.length - 1]).isEqualTo(20000);
  }
}
