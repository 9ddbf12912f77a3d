package org.rotavox.result;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.file.Path;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.Tag;
import org.rotavox.recon.Progress;
import org.rotavox.result.picture.DisplayWindow;
import org.rotavox.result.picture.GreyPicture;
import org.rotavox.result.picture.Greys;
import org.rotavox.result.picture.SpinningProjection;
import org.rotavox.result.picture.ValueHistogram;

/**
 * Writes a volume that turns once about the patient's long axis, as multi-frame secondary capture:
 * for those who only look. The letters in every frame come from the frame's own geometry.
 */
public final class SpinningMipWriter {

  private static final int FRAMES = 60;
  private static final int MAX_PIXELS = 512;
  private static final String STAGE = "project spinning MIP";

  /** Makes a writer. */
  public SpinningMipWriter() {}

  /**
   * Writes one file; it is replaced if it is already there.
   *
   * @throws IOException if it cannot be written
   * @throws java.util.concurrent.CancellationException if the progress was cancelled
   */
  public ResultFile write(ResultRequest request, Path file, Progress progress)
      throws IOException {
    SpinningProjection projection = new SpinningProjection(request.volume(), MAX_PIXELS);
    GreyPicture front = projection.at(0);
    DisplayWindow window = window(request, front);
    int frameBytes = front.columns() * front.rows();
    byte[] pixels = new byte[FRAMES * frameBytes];
    for (int frame = 0; frame < FRAMES; frame++) {
      Cancellation.check(progress);
      double angleDeg = 360.0 * frame / FRAMES;
      byte[] greys = lettered(projection.at(angleDeg), window, angleDeg);
      System.arraycopy(greys, 0, pixels, frame * frameBytes, frameBytes);
      progress.report(STAGE, frame + 1, FRAMES);
    }
    SecondaryCapture capture =
        new SecondaryCapture(request.origin(), OutputKind.SPINNING_MIP, FRAMES);
    DataSet image = capture.image();
    image.setSequence(
        Tag.DerivationCodeSequence,
        Codes.code("113078", "DCM", "Maximum intensity projection"));
    image.setString(
        Tag.DerivationDescription,
        capture
            .text()
            .fit(
                "Maximum intensity projections around the long axis. "
                    + DerivationText.of(request.origin()),
                SourceText.SHORT_TEXT));
    return capture.write(front.columns(), front.rows(), pixels, file, progress);
  }

  /** A projection is as bright as its brightest voxels; the noise of the tissue goes to black. */
  private static DisplayWindow window(ResultRequest request, GreyPicture front) {
    DisplayWindow slices =
        DisplayWindow.byContent(
            ValueHistogram.of(request.volume()), request.volume().scale());
    return DisplayWindow.ofProjection(ValueHistogram.of(front), slices);
  }

  private static byte[] lettered(GreyPicture picture, DisplayWindow window, double angleDeg) {
    BufferedImage image = Greys.image(picture, window);
    int size = Math.max(9, picture.rows() / 24);
    Graphics2D g = image.createGraphics();
    try {
      g.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, size));
      String right = SpinningProjection.letters(SpinningProjection.right(angleDeg));
      String left = SpinningProjection.letters(SpinningProjection.right(angleDeg + 180));
      int middle = picture.rows() / 2 + size / 2;
      text(g, left, size / 2, middle);
      text(g, right, picture.columns() - size / 2 - width(g, right), middle);
      text(g, "H", (picture.columns() - width(g, "H")) / 2, size + size / 3);
      text(g, "F", (picture.columns() - width(g, "F")) / 2, picture.rows() - size / 2);
    } finally {
      g.dispose();
    }
    return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
  }

  private static int width(Graphics2D g, String text) {
    return g.getFontMetrics().stringWidth(text);
  }

  private static void text(Graphics2D g, String text, int x, int baseline) {
    g.setColor(Color.BLACK);
    g.drawString(text, x + 1, baseline + 1);
    g.setColor(Color.WHITE);
    g.drawString(text, x, baseline);
  }
}
