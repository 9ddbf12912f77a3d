package org.rotavox.result.picture;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.recon.ValueScale;
import org.rotavox.recon.Volume;

/**
 * One dark sheet with six panels: axial, coronal and sagittal slice above, the three maximum
 * intensity projections below. All panels have the same millimetres per pixel; each carries its
 * letters, each row its window, each panel a scale bar.
 */
public final class PreviewSheet {

  private static final int PANEL = 440;
  private static final int GAP = 12;
  private static final int HEADER = 64;
  private static final int FOOTER = 34;
  private static final int CAPTION = 26;

  /** Inside a panel, for the letters. */
  private static final int MARGIN = 32;

  private static final Color BACKGROUND = new Color(0x0E1116);
  private static final Color PANEL_BACKGROUND = Color.BLACK;
  private static final Color PANEL_EDGE = new Color(0x262C36);
  private static final Color TITLE = new Color(0xE6EAF0);
  private static final Color QUIET = new Color(0x8B95A5);
  private static final Color LETTER = new Color(0xF2C14E);

  private final Volume volume;
  private final PictureMaker pictures;
  private final DisplayWindow window;
  private final DisplayWindow projectionWindow;
  private final double projectedShare;
  private final double pixelsPerMm;

  private PreviewSheet(Volume volume) {
    this.volume = volume;
    this.pictures = new PictureMaker(volume);
    ValueHistogram histogram = ValueHistogram.of(volume);
    this.window = DisplayWindow.byContent(histogram, volume.scale());
    GreyPicture whole = pictures.maximumProjection(ViewPlane.CORONAL);
    this.projectedShare =
        window.isFloodedBy(ValueHistogram.of(whole)) ? SpinningProjection.SLAB : 1;
    this.projectionWindow =
        DisplayWindow.ofProjection(ValueHistogram.of(projection(ViewPlane.CORONAL)), window);
    VolumeGrid grid = volume.grid();
    double largestMm =
        Math.max(
            grid.sizeX() * grid.spacingXMm(),
            Math.max(grid.sizeY() * grid.spacingYMm(), grid.sizeZ() * grid.spacingZMm()));
    this.pixelsPerMm = (PANEL - 2 * MARGIN) / largestMm;
  }

  /**
   * Returns the sheet of a volume.
   *
   * @param title the line at the top; no patient data belongs here
   */
  public static BufferedImage draw(Volume volume, String title) {
    return new PreviewSheet(volume).sheet(title);
  }

  private GreyPicture projection(ViewPlane plane) {
    int depth = pictures.depth(plane);
    int layers = Math.max(1, (int) Math.round(depth * projectedShare));
    return pictures.maximumProjection(plane, (depth - layers) / 2, layers);
  }

  private BufferedImage sheet(String title) {
    int width = 3 * PANEL + 4 * GAP;
    int height = HEADER + 2 * (CAPTION + PANEL) + GAP + FOOTER;
    BufferedImage sheet = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = sheet.createGraphics();
    try {
      g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      g.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      g.setColor(BACKGROUND);
      g.fillRect(0, 0, width, height);
      drawHeader(g, title);
      int x = GAP;
      for (ViewPlane plane : List.of(ViewPlane.AXIAL, ViewPlane.CORONAL, ViewPlane.SAGITTAL)) {
        int index = pictures.depth(plane) / 2;
        drawPanel(g, x, HEADER, plane, sliceCaption(plane, index), pictures.slice(plane, index));
        drawProjection(g, x, HEADER + CAPTION + PANEL + GAP, plane);
        x += PANEL + GAP;
      }
      text(g, "Not for primary diagnosis", GAP, height - 12, QUIET, font(Font.PLAIN, 13));
    } finally {
      g.dispose();
    }
    return sheet;
  }

  private void drawHeader(Graphics2D g, String title) {
    text(g, title, GAP, 29, TITLE, font(Font.BOLD, 20));
    VolumeGrid grid = volume.grid();
    String facts =
        String.format(
            Locale.ROOT,
            "%d × %d × %d voxels of %s × %s × %s mm    slices %s    projections %s",
            grid.sizeX(),
            grid.sizeY(),
            grid.sizeZ(),
            millimetres(grid.spacingXMm()),
            millimetres(grid.spacingYMm()),
            millimetres(grid.spacingZMm()),
            words(window),
            words(projectionWindow));
    text(g, facts, GAP, 52, QUIET, font(Font.PLAIN, 14));
  }

  private String words(DisplayWindow w) {
    String unit = volume.scale() == ValueScale.HOUNSFIELD ? " HU" : " (uncalibrated)";
    return String.format(Locale.ROOT, "C %.0f W %.0f%s", w.center(), w.width(), unit);
  }

  private String sliceCaption(ViewPlane plane, int index) {
    VolumeGrid grid = volume.grid();
    double mm =
        switch (plane) {
          case AXIAL -> grid.z(index);
          case CORONAL -> grid.y(index);
          case SAGITTAL -> grid.x(index);
        };
    PatientDirection side = mm < 0 ? plane.depth().opposite() : plane.depth();
    return String.format(
        Locale.ROOT, "%s   %s %.1f mm", plane.title(), side.letter(), Math.abs(mm));
  }

  private void drawProjection(Graphics2D g, int x, int y, ViewPlane plane) {
    drawPanel(
        g,
        x,
        y,
        plane,
        plane.title() + "   maximum intensity, " + extent(plane),
        projection(plane),
        projectionWindow);
  }

  private String extent(ViewPlane plane) {
    if (projectedShare == 1) {
      return "whole volume";
    }
    VolumeGrid grid = volume.grid();
    double depthMm =
        switch (plane) {
          case AXIAL -> grid.sizeZ() * grid.spacingZMm();
          case CORONAL -> grid.sizeY() * grid.spacingYMm();
          case SAGITTAL -> grid.sizeX() * grid.spacingXMm();
        };
    return String.format(Locale.ROOT, "middle %.0f mm", depthMm * projectedShare);
  }

  private void drawPanel(
      Graphics2D g, int x, int y, ViewPlane plane, String caption, GreyPicture picture) {
    drawPanel(g, x, y, plane, caption, picture, window);
  }

  private void drawPanel(
      Graphics2D g,
      int x,
      int y,
      ViewPlane plane,
      String caption,
      GreyPicture picture,
      DisplayWindow through) {
    text(g, caption, x, y + CAPTION - 8, TITLE, font(Font.PLAIN, 15));
    int top = y + CAPTION;
    g.setColor(PANEL_BACKGROUND);
    g.fillRect(x, top, PANEL, PANEL);
    int width = (int) Math.round(picture.widthMm() * pixelsPerMm);
    int height = (int) Math.round(picture.heightMm() * pixelsPerMm);
    Graphics2D inner = (Graphics2D) g.create(x, top, PANEL, PANEL);
    inner.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    inner.drawImage(
        Greys.image(picture, through),
        (PANEL - width) / 2,
        (PANEL - height) / 2,
        width,
        height,
        null);
    inner.dispose();
    g.setColor(PANEL_EDGE);
    g.drawRect(x, top, PANEL - 1, PANEL - 1);
    drawLetters(g, x, top, plane);
    drawScaleBar(g, x, top);
  }

  private void drawLetters(Graphics2D g, int x, int y, ViewPlane plane) {
    Font font = font(Font.BOLD, 19);
    int middle = PANEL / 2;
    centered(g, plane.right().opposite().letter(), x + 17, y + middle + 7, font);
    centered(g, plane.right().letter(), x + PANEL - 17, y + middle + 7, font);
    centered(g, plane.down().opposite().letter(), x + middle, y + 25, font);
    centered(g, plane.down().letter(), x + middle, y + PANEL - 12, font);
  }

  private void drawScaleBar(Graphics2D g, int x, int y) {
    double barMm = roundLength(PANEL * 0.25 / pixelsPerMm);
    int length = (int) Math.round(barMm * pixelsPerMm);
    int right = x + PANEL - 16;
    int base = y + PANEL - 18;
    String label =
        barMm >= 10
            ? String.format(Locale.ROOT, "%.0f mm", barMm)
            : String.format(Locale.ROOT, "%s mm", millimetres(barMm));
    g.setColor(new Color(0, 0, 0, 140));
    g.setStroke(new BasicStroke(4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
    g.drawLine(right - length - 1, base, right + 1, base);
    g.setColor(TITLE);
    g.setStroke(new BasicStroke(2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
    g.drawLine(right - length, base, right, base);
    g.drawLine(right - length, base - 5, right - length, base + 5);
    g.drawLine(right, base - 5, right, base + 5);
    g.setStroke(new BasicStroke(1f));
    Font font = font(Font.PLAIN, 13);
    int labelX = right - length / 2 - g.getFontMetrics(font).stringWidth(label) / 2;
    text(g, label, labelX, base - 9, TITLE, font);
  }

  /** Returns the largest 1, 2 or 5 times a power of ten that is not longer. */
  static double roundLength(double longestMm) {
    double power = Math.pow(10, Math.floor(Math.log10(longestMm)));
    double share = longestMm / power;
    return power * (share >= 5 ? 5 : share >= 2 ? 2 : 1);
  }

  private static String millimetres(double mm) {
    return String.format(Locale.ROOT, "%.2f", mm);
  }

  private static void centered(Graphics2D g, String letter, int x, int baseline, Font font) {
    text(g, letter, x - g.getFontMetrics(font).stringWidth(letter) / 2, baseline, LETTER, font);
  }

  private static void text(Graphics2D g, String text, int x, int baseline, Color color, Font font) {
    g.setFont(font);
    g.setComposite(AlphaComposite.SrcOver);
    g.setColor(new Color(0, 0, 0, 170));
    g.drawString(text, x + 1, baseline + 1);
    g.setColor(color);
    g.drawString(text, x, baseline);
  }

  private static Font font(int style, int size) {
    return new Font(Font.SANS_SERIF, style, size);
  }
}
