package org.rotavox.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.imageio.ImageIO;
import org.rotavox.recon.Volume;
import org.rotavox.result.picture.Lettering;
import org.rotavox.result.picture.PreviewSheet;

/**
 * Writes a PNG that shows a volume at one glance: three slices and three maximum intensity
 * projections, with letters, scale bars and windows. For people who check a result; holds no
 * patient data.
 */
public final class Preview {

  private static final String TITLE = "Rotavox 3D reconstruction";

  private Preview() {}

  /**
   * Writes the preview of a volume under a neutral title.
   *
   * @param png the file to write or replace
   * @throws IOException if the file cannot be written
   */
  public static void writePng(Volume volume, Path png) throws IOException {
    writePng(volume, png, TITLE);
  }

  /**
   * Writes the preview of a volume.
   *
   * @param png the file to write or replace
   * @param title the line at the top; the caller keeps patient data out of it
   * @throws IOException if the file cannot be written
   */
  public static void writePng(Volume volume, Path png, String title) throws IOException {
    Lettering.require();
    Path part = png.resolveSibling(png.getFileName() + ".part");
    if (!ImageIO.write(PreviewSheet.draw(volume, title), "png", part.toFile())) {
      throw new IOException("this Java cannot write PNG files");
    }
    Files.move(part, png, StandardCopyOption.REPLACE_EXISTING);
  }
}
