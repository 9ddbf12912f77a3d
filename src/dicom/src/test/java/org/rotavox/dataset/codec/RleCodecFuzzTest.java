package org.rotavox.dataset.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever is taken for an RLE frame fills the frame, or is refused in words. */
class RleCodecFuzzTest {

  private static final int ROWS = 4;
  private static final int COLUMNS = 5;

  @FuzzTest(maxDuration = "30s")
  void decodesOrRefuses(byte[] compressed) {
    for (int bitsAllocated : new int[] {8, 16}) {
      FrameShape shape = new FrameShape(ROWS, COLUMNS, bitsAllocated);
      int[] into = new int[shape.pixels()];
      try {
        new RleCodec().decode(compressed, shape, into);
        for (int value : into) {
          assertThat(value).isBetween(0, (1 << bitsAllocated) - 1);
        }
      } catch (CodecException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }
}
