package org.rotavox.result;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.recon.Volume;

/**
 * Writes a volume as NRRD (format version 4, one file, raw floats) for researchers. The space is
 * left-posterior-superior, DICOM's own, so that the coordinates are the same as in the objects.
 */
public final class NrrdWriter {

  private NrrdWriter() {}

  /** Writes or replaces {@code file}, by custom named {@code .nrrd}. */
  public static void write(Volume volume, Path file) throws IOException {
    VolumeGrid grid = volume.grid();
    String header =
        String.join(
            "\n",
            "NRRD0004",
            "type: float",
            "dimension: 3",
            "space: left-posterior-superior",
            "sizes: " + grid.sizeX() + " " + grid.sizeY() + " " + grid.sizeZ(),
            "space directions: "
                + vector(grid.spacingXMm(), 0, 0)
                + " "
                + vector(0, grid.spacingYMm(), 0)
                + " "
                + vector(0, 0, grid.spacingZMm()),
            "kinds: domain domain domain",
            "space units: \"mm\" \"mm\" \"mm\"",
            "endian: little",
            "encoding: raw",
            "space origin: " + vector(grid.x(0), grid.y(0), grid.z(0)),
            "",
            "");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      out.write(header.getBytes(StandardCharsets.US_ASCII));
      VolumeBytes.write(volume, out);
    }
  }

  private static String vector(double x, double y, double z) {
    return "(" + x + "," + y + "," + z + ")";
  }
}
