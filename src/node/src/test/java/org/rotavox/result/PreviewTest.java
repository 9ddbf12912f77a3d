package org.rotavox.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewTest {

  private static final int GAP = 12;
  private static final int PANEL = 440;
  private static final int TOP = 64 + 26;

  private final Path folder;

  PreviewTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void showsTheMarkersOnTheRightSidesOfTheProjections() throws IOException {
    Path png = folder.resolve("preview.png");
    Preview.writePng(MarkedVolume.make(), png);
    BufferedImage sheet = ImageIO.read(png.toFile());
    int below = TOP + PANEL + GAP + 26;
    // bright ball: left, anterior, cranial
    assertThat(brightSide(sheet, GAP, below)).isEqualTo("right upper");
    assertThat(brightSide(sheet, 2 * GAP + PANEL, below)).isEqualTo("right upper");
    assertThat(brightSide(sheet, 3 * GAP + 2 * PANEL, below)).isEqualTo("left upper");
  }

  @Test
  void drawsTheSameSheetAgain() throws IOException {
    Preview.writePng(MarkedVolume.make(), folder.resolve("a.png"));
    Preview.writePng(MarkedVolume.make(), folder.resolve("b.png"));
    assertThat(folder.resolve("a.png")).hasSameBinaryContentAs(folder.resolve("b.png"));
  }

  /** Returns the quarter of a panel with most white pixels, without letters and scale bar. */
  private static String brightSide(BufferedImage sheet, int left, int top) {
    int[] counts = new int[4];
    for (int y = 40; y < PANEL - 50; y++) {
      for (int x = 40; x < PANEL - 40; x++) {
        if ((sheet.getRGB(left + x, top + y) & 0xFF) > 230) {
          counts[(x < PANEL / 2 ? 0 : 1) + (y < PANEL / 2 ? 0 : 2)]++;
        }
      }
    }
    int best = 0;
    for (int n = 0; n < 4; n++) {
      best = counts[n] > counts[best] ? n : best;
    }
    return new String[] {"left upper", "right upper", "left lower", "right lower"}[best];
  }
}
