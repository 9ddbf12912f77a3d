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

  /** Greatest width or height of what is computed. */
  private static final int MAX_PIXELS = 256;

  /** Width or height of what is shown, so that the letters can be read. */
  private static final int SHOWN_PIXELS = 512;

  private static final String STAGE = "project spinning MIP";

  private final int threads;

  /**
   * Makes a writer.
   *
   * @param threads threads that work at the same time
   */
  public SpinningMipWriter(int threads) {
    this.threads = threads;
  }

  /**
   * Writes one file; it is replaced if it is already there.
   *
   * @throws IOException if it cannot be written
   * @throws java.util.concurrent.CancellationException if the progress was cancelled
   */
  public ResultFile write(ResultRequest request, Path file, Progress progress) throws IOException {
    DisplayWindow slices =
        DisplayWindow.byContent(ValueHistogram.of(request.volume()), request.volume().scale());
    SpinningProjection projection = projection(request, slices);
    GreyPicture front = projection.at(0);
    DisplayWindow window = DisplayWindow.ofProjection(ValueHistogram.of(front), slices);
    double enlargement = (double) SHOWN_PIXELS / Math.max(front.columns(), front.rows());
    int columns = (int) Math.round(enlargement * front.columns());
    int rows = (int) Math.round(enlargement * front.rows());
    int frameBytes = columns * rows;
    byte[] pixels = new byte[FRAMES * frameBytes];
    for (int frame = 0; frame < FRAMES; frame++) {
      Cancellation.check(progress);
      double angleDeg = 360.0 * frame / FRAMES;
      byte[] greys =
          lettered(enlarged(Greys.image(projection.at(angleDeg), window), columns, rows), angleDeg);
      System.arraycopy(greys, 0, pixels, frame * frameBytes, frameBytes);
      progress.report(STAGE, frame + 1, FRAMES);
    }
    SecondaryCapture capture =
        new SecondaryCapture(request.origin(), OutputKind.SPINNING_MIP, FRAMES);
    DataSet image = capture.image();
    image.setSequence(
        Tag.DerivationCodeSequence, Codes.code("113078", "DCM", "Maximum intensity projection"));
    image.setString(
        Tag.DerivationDescription,
        capture
            .text()
            .fit(
                "Maximum intensity projections around the long axis. "
                    + DerivationText.of(request.origin()),
                SourceText.SHORT_TEXT));
    return capture.write(columns, rows, pixels, file, progress);
  }

  /** The whole volume, or if bone would flood the picture, a slab around the axis. */
  private SpinningProjection projection(ResultRequest request, DisplayWindow slices) {
    SpinningProjection whole = new SpinningProjection(request.volume(), MAX_PIXELS, 1, threads);
    return slices.isFloodedBy(ValueHistogram.of(whole.at(0)))
        ? new SpinningProjection(request.volume(), MAX_PIXELS, SpinningProjection.SLAB, threads)
        : whole;
  }

  private static BufferedImage enlarged(BufferedImage image, int columns, int rows) {
    BufferedImage large = new BufferedImage(columns, rows, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D g = large.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    g.drawImage(image, 0, 0, columns, rows, null);
    g.dispose();
    return large;
  }

  private static byte[] lettered(BufferedImage image, double angleDeg) {
    int size = Math.max(9, image.getHeight() / 20);
    Graphics2D g = image.createGraphics();
    try {
      g.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, size));
      String right = SpinningProjection.letters(SpinningProjection.right(angleDeg));
      String left = SpinningProjection.letters(SpinningProjection.right(angleDeg + 180));
      int middle = image.getHeight() / 2 + size / 2;
      text(g, left, size / 2, middle);
      text(g, right, image.getWidth() - size / 2 - width(g, right), middle);
      text(g, "H", (image.getWidth() - width(g, "H")) / 2, size + size / 3);
      text(g, "F", (image.getWidth() - width(g, "F")) / 2, image.getHeight() - size / 2);
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
