package org.rotavox.dataset.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever is taken for a JPEG-LS frame fills the frame, or is refused in words. */
class JpegLsCodecFuzzTest {

  private static final FrameShape SHAPE = new FrameShape(4, 5, 16);

  @FuzzTest(maxDuration = "30s")
  void decodesOrRefuses(byte[] compressed) {
    int[] into = new int[SHAPE.pixels()];
    try {
      new JpegLsCodec().decode(compressed, SHAPE, into);
      for (int value : into) {
        assertThat(value).isBetween(0, 0xFFFF);
      }
    } catch (CodecException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }
}
