package org.rotavox.result;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rotavox.dataset.Tag;
import org.rotavox.recon.Progress;
import org.rotavox.result.picture.Lettering;

/**
 * Writes a page of text into the study that says why there is no volume, so that the failure is
 * seen where people look for the volume. It names no patient.
 */
public final class FailureNoteWriter {

  private static final int WIDTH = 1024;
  private static final int HEIGHT = 640;
  private static final int MARGIN = 64;
  private static final int MAX_LINES = 14;

  /** Instance Numbers of notes: another reason is another instance, the same one is the same. */
  private static final int NUMBERS = 1_000_000;

  /** Makes a writer. */
  public FailureNoteWriter() {}

  /**
   * Writes one file; it is replaced if it is already there.
   *
   * @param reason what went wrong and what would help, one or a few sentences without patient data
   * @throws IOException if the file cannot be written
   */
  public ResultFile write(ResultOrigin origin, String reason, Path file, Progress progress)
      throws IOException {
    Lettering.require();
    SecondaryCapture capture =
        new SecondaryCapture(
            origin, OutputKind.FAILURE_NOTE, 1 + Math.floorMod(reason.hashCode(), NUMBERS), 1);
    capture
        .image()
        .setString(
            Tag.ImageComments,
            capture.text().fit("No 3D volume. " + reason, SourceText.SHORT_TEXT));
    return capture.write(WIDTH, HEIGHT, page(origin, reason), file, progress);
  }

  private static byte[] page(ResultOrigin origin, String reason) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D g = image.createGraphics();
    try {
      g.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      g.setColor(new Color(0x14, 0x14, 0x14));
      g.fillRect(0, 0, WIDTH, HEIGHT);
      g.setColor(Color.WHITE);
      g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 34));
      g.drawString("No 3D volume of this run", MARGIN, MARGIN + 34);
      g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 22));
      int baseline = MARGIN + 100;
      for (String line : wrapped(reason, g.getFontMetrics())) {
        g.drawString(line, MARGIN, baseline);
        baseline += 32;
      }
      g.setColor(new Color(0x9A, 0x9A, 0x9A));
      g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 16));
      g.drawString(
          "Rotavox " + origin.softwareVersion() + "   protocol " + origin.protocolName(),
          MARGIN,
          HEIGHT - MARGIN);
    } finally {
      g.dispose();
    }
    return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
  }

  private static List<String> wrapped(String text, FontMetrics metrics) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split("\\s+")) {
      if (!line.isEmpty() && metrics.stringWidth(line + " " + word) > WIDTH - 2 * MARGIN) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines.size() <= MAX_LINES ? lines : lines.subList(0, MAX_LINES);
  }
}
