package org.rotavox.recon.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rotavox.geometry.DetectorGrid;

class SeparableSamplingTest {

  private static final DetectorGrid DETECTOR = new DetectorGrid(61, 43, 0.5, 0.7);

  private static float[] noise() {
    Random random = new Random(7);
    float[] image = new float[DETECTOR.columns() * DETECTOR.rows()];
    for (int i = 0; i < image.length; i++) {
      image[i] = random.nextFloat();
    }
    return image;
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1.0, 0.25, 1.0, -0.75, 1.0", // a shift; rows above the image
    "2, 0.9, 3.5, 2.0, 1.5, 1.1", // two rows merged, another depth
    "3, 1.3, -2.0, 3.1, 0.0, 0.8", // beyond the left and the right edge
    "1, -1.0, 55.3, -1.0, 41.2, 1.0" // turned by 180 degrees
  })
  void givesWhatTwoDimensionalInterpolationGives(
      int merged, double xu, double x0, double yv, double y0, double w) {
    int columns = 50;
    int rows = 21;
    double[][] map = {{xu, 0, x0}, {0, yv, y0}, {0, 0, w}};
    float[] image = noise();
    float[] out = new float[5 + columns * rows];
    new SeparableSampling(map, DETECTOR, columns, merged).sample(image, rows, out, 5);
    double worst = 0;
    for (int u = 0; u < columns; u++) {
      for (int v = 0; v < rows; v++) {
        double expected = 0;
        for (int part = 0; part < merged; part++) {
          double row = v + (part - (merged - 1) / 2.0) / merged;
          expected +=
              Rectification.bilinear(image, DETECTOR, (xu * u + x0) / w, (yv * row + y0) / w)
                  / (w * w * merged);
        }
        worst = Math.max(worst, Math.abs(out[5 + u * rows + v] - expected));
      }
    }
    assertThat(worst).isLessThan(2e-6);
  }

  @Test
  void fitsOnlyWhereRowsAndColumnsStayParallel() {
    assertThat(SeparableSampling.fits(map(0, 0, 0, 0), 512, 512)).isTrue();
    assertThat(SeparableSampling.fits(map(1e-9, -1e-9, 1e-13, 0), 512, 512)).isTrue();
    assertThat(SeparableSampling.fits(map(1e-5, 0, 0, 0), 512, 512)).isFalse();
    assertThat(SeparableSampling.fits(map(0, 1e-5, 0, 0), 512, 512)).isFalse();
    assertThat(SeparableSampling.fits(map(0, 0, 1e-8, 0), 512, 512)).isFalse();
    assertThat(SeparableSampling.fits(map(0, 0, 0, 1e-8), 512, 512)).isFalse();
  }

  private static double[][] map(double xv, double yu, double wu, double wv) {
    return new double[][] {{1, xv, 3}, {yu, 1, 4}, {wu, wv, 1}};
  }
}
