package org.rotavox.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Path;

/** Whatever is taken for a Part 10 file is read to its last value, or refused in words. */
class DicomFileFuzzTest {

  private static final ReadLimits LIMITS = new ReadLimits(256, 1 << 18, 8, 1000, 1 << 20);
  private static final int MOST_PIXELS = 4096;
  private static final int MOST_FRAMES = 4;

  @FuzzTest(maxDuration = "30s")
  void readsOrRefuses(byte[] bytes) throws IOException {
    try {
      DicomFile file = FileParser.parse(Path.of("fuzzed"), bytes, LIMITS);
      readValues(file.dataSet());
      readFrames(file);
    } catch (DicomFormatException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  private static void readValues(DataSet dataSet) {
    for (int tag : dataSet.tags()) {
      dataSet.getStrings(tag);
      dataSet.getDoubles(tag);
      dataSet.getInts(tag);
      dataSet.getDate(tag);
      dataSet.getUid(tag);
      dataSet.getSequence(tag).forEach(DicomFileFuzzTest::readValues);
    }
  }

  private static void readFrames(DicomFile file) throws IOException {
    try (PixelFrames frames = PixelFrames.open(file)) {
      int pixels = frames.description().pixels();
      if (pixels <= MOST_PIXELS) {
        int[] into = new int[pixels];
        for (int i = 0; i < Math.min(MOST_FRAMES, frames.count()); i++) {
          frames.readFrame(i, into);
        }
      }
    }
  }
}
