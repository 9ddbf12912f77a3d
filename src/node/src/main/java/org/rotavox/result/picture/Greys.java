package org.rotavox.result.picture;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/** Turns values into 8-bit greys through a window. */
public final class Greys {

  private Greys() {}

  /** Returns the picture as 8-bit greys, row by row. */
  public static byte[] bytes(GreyPicture picture, DisplayWindow window) {
    float[] values = picture.values();
    byte[] greys = new byte[values.length];
    for (int n = 0; n < values.length; n++) {
      greys[n] = (byte) window.grey(values[n]);
    }
    return greys;
  }

  /** Returns the picture as a grey Java image of the same number of pixels. */
  public static BufferedImage image(GreyPicture picture, DisplayWindow window) {
    BufferedImage image =
        new BufferedImage(picture.columns(), picture.rows(), BufferedImage.TYPE_BYTE_GRAY);
    byte[] greys = bytes(picture, window);
    System.arraycopy(
        greys, 0, ((DataBufferByte) image.getRaster().getDataBuffer()).getData(), 0, greys.length);
    return image;
  }
}
