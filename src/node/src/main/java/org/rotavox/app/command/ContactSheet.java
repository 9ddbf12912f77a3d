package org.rotavox.app.command;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import javax.imageio.ImageIO;
import org.rotavox.acquisition.RunFrames;
import org.rotavox.result.picture.Lettering;

/**
 * The frames of a run side by side, each with its number and angles, so that a person sees at once
 * what the run is. Of more than {@value #MOST_FRAMES} frames as many evenly spaced ones are shown,
 * the first and the last among them; all share one grey scale.
 */
final class ContactSheet {

  private static final int MOST_FRAMES = 36;
  private static final int TILE = 240;
  private static final int CAPTION = 48;
  private static final int GAP = 12;
  private static final int HEADER = 76;
  private static final int LEAST_WIDTH = 4;
  private static final int SAMPLES_PER_FRAME = 5000;
  private static final double LINEAR_RATIO = 4;
  private static final Color PAPER = new Color(24, 26, 30);
  private static final Color LETTERS = new Color(240, 240, 240);
  private static final Color QUIET = new Color(170, 175, 180);

  private final RunFrames frames;
  private final int[] shown;
  private final List<int[]> values = new ArrayList<>();
  private double black;
  private double white;

  /** Values that span so much are intensities: the eye wants their square root. */
  private boolean linear;

  private ContactSheet(RunFrames frames) {
    this.frames = frames;
    int count = Math.min(MOST_FRAMES, frames.count());
    this.shown = new int[count];
    for (int i = 0; i < count; i++) {
      shown[i] = count == 1 ? 0 : (int) Math.round((double) i * (frames.count() - 1) / (count - 1));
    }
  }

  /**
   * Draws the sheet of a run and writes it as PNG, in place of what was there.
   *
   * @param title first line
   * @param verdict second line
   */
  static void write(RunFrames frames, String title, String verdict, Path png) throws IOException {
    Lettering.require();
    ContactSheet sheet = new ContactSheet(frames);
    sheet.readFrames();
    BufferedImage image = sheet.draw(title, verdict);
    Path folder = png.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Path part = png.resolveSibling(png.getFileName() + ".part");
    if (!ImageIO.write(image, "png", part.toFile())) {
      throw new IOException("this Java cannot write PNG");
    }
    Files.move(part, png, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Reads what is shown, and sets the grey scale to its 1st and 99.5th percentile. */
  private void readFrames() throws IOException {
    int pixels = frames.rows() * frames.columns();
    int stride = Math.max(1, pixels / SAMPLES_PER_FRAME);
    int[] samples = new int[shown.length * (pixels / stride + 1)];
    int n = 0;
    for (int frame : shown) {
      int[] read = new int[pixels];
      frames.read(frame, read);
      for (int i = 0; i < pixels; i += stride) {
        samples[n++] = read[i];
      }
      values.add(small(read));
    }
    int[] sorted = Arrays.copyOf(samples, n);
    Arrays.sort(sorted);
    black = sorted[n / 100];
    white = Math.max(black + 1, sorted[n - 1 - n / 200]);
    linear = black >= 0 && white > LINEAR_RATIO * black && !frames.lowestIsWhite();
  }

  /** Returns the frame as it fits into a tile: means of the pixels, or single pixels. */
  private int[] small(int[] frame) {
    int width = tileWidth();
    int height = tileHeight();
    int[] out = new int[width * height];
    for (int y = 0; y < height; y++) {
      int fromRow = y * frames.rows() / height;
      int toRow = Math.max(fromRow + 1, (y + 1) * frames.rows() / height);
      for (int x = 0; x < width; x++) {
        int fromColumn = x * frames.columns() / width;
        int toColumn = Math.max(fromColumn + 1, (x + 1) * frames.columns() / width);
        long sum = 0;
        for (int r = fromRow; r < toRow; r++) {
          for (int c = fromColumn; c < toColumn; c++) {
            sum += frame[r * frames.columns() + c];
          }
        }
        out[y * width + x] = (int) (sum / ((long) (toRow - fromRow) * (toColumn - fromColumn)));
      }
    }
    return out;
  }

  private int tileWidth() {
    return scaled(frames.columns());
  }

  private int tileHeight() {
    return scaled(frames.rows());
  }

  private int scaled(int pixels) {
    double scale = (double) TILE / Math.max(frames.columns(), frames.rows());
    return (int) Math.max(1, Math.round(pixels * scale));
  }

  private BufferedImage draw(String title, String verdict) {
    int across = Math.min(6, Math.max(LEAST_WIDTH, (int) Math.ceil(Math.sqrt(shown.length))));
    int down = (shown.length + across - 1) / across;
    int tileHeight = tileHeight() + CAPTION;
    BufferedImage sheet =
        new BufferedImage(
            GAP + across * (TILE + GAP),
            HEADER + down * (tileHeight + GAP),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D g = sheet.createGraphics();
    try {
      g.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      g.setColor(PAPER);
      g.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
      int room = sheet.getWidth() - 2 * GAP;
      text(g, title, GAP, 30, LETTERS, Font.BOLD, 20, room);
      text(g, verdict, GAP, 56, QUIET, Font.PLAIN, 16, room);
      for (int i = 0; i < shown.length; i++) {
        int x = GAP + i % across * (TILE + GAP);
        int y = HEADER + i / across * (tileHeight + GAP);
        g.drawImage(picture(values.get(i)), x + (TILE - tileWidth()) / 2, y, null);
        int below = y + tileHeight() + 20;
        String number = "frame " + (shown[i] + 1) + " of " + frames.count();
        text(g, number, x, below, QUIET, Font.PLAIN, 15, TILE);
        text(g, angles(shown[i]), x, below + 20, LETTERS, Font.BOLD, 16, TILE);
      }
    } finally {
      g.dispose();
    }
    return sheet;
  }

  private String angles(int frame) {
    if (frames.hasAngles()) {
      return pair(frames.primaryDeg(frame), frames.secondaryDeg(frame));
    }
    OptionalDouble primary = frames.firstPrimaryDeg();
    OptionalDouble secondary = frames.firstSecondaryDeg();
    return primary.isPresent() && secondary.isPresent() && frame == 0
        ? pair(primary.getAsDouble(), secondary.getAsDouble())
        : "angle not known";
  }

  private static String pair(double primaryDeg, double secondaryDeg) {
    return String.format(Locale.ROOT, "prim. %+.1f°  sec. %+.1f°", primaryDeg, secondaryDeg);
  }

  private BufferedImage picture(int[] frame) {
    BufferedImage image =
        new BufferedImage(tileWidth(), tileHeight(), BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < frame.length; i++) {
      double share = Math.max(0, Math.min(1, (frame[i] - black) / (white - black)));
      share = linear ? Math.sqrt(share) : share;
      int grey = (int) Math.round(255 * (frames.lowestIsWhite() ? 1 - share : share));
      image.getRaster().setSample(i % tileWidth(), i / tileWidth(), 0, grey);
    }
    return image;
  }

  /** Draws a line of text, cut off with dots where it does not fit. */
  private static void text(
      Graphics2D g, String text, int x, int baseline, Color color, int style, int size, int room) {
    g.setFont(new Font(Font.SANS_SERIF, style, size));
    g.setColor(color);
    String fitting = text;
    while (fitting.length() > 1 && g.getFontMetrics().stringWidth(fitting) > room) {
      fitting = fitting.substring(0, fitting.length() - 2) + "…";
    }
    g.drawString(fitting, x, baseline);
  }
}
