package org.rotavox.result.picture;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Optional;

/**
 * Whether this Java can draw letters. One without the libraries of its fonts, as small images of
 * containers have it, throws an error at the first letter.
 */
public final class Lettering {

  private static final Optional<String> TROUBLE = tried();

  private Lettering() {}

  private static Optional<String> tried() {
    Graphics2D g = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY).createGraphics();
    try {
      g.drawString("A", 1, 7);
      return Optional.empty();
    } catch (LinkageError | RuntimeException e) {
      return Optional.of(
          "this Java cannot draw letters ("
              + e.getMessage()
              + "): install fontconfig, a font and libharfbuzz, or a complete Java runtime");
    } finally {
      g.dispose();
    }
  }

  /** Returns why no letters can be drawn, and what helps; empty if they can. */
  public static Optional<String> trouble() {
    return TROUBLE;
  }

  /**
   * Makes sure that letters can be drawn.
   *
   * @throws IOException if they cannot; the message says what helps
   */
  public static void require() throws IOException {
    if (TROUBLE.isPresent()) {
      throw new IOException(TROUBLE.get());
    }
  }
}
