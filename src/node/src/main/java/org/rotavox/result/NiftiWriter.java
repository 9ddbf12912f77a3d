package org.rotavox.result;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.recon.Volume;

/**
 * Writes a volume as NIfTI-1 (one file, floats) for researchers.
 *
 * <p>NIfTI counts towards right, anterior and superior (RAS), DICOM towards left, posterior and
 * superior (LPS). The voxels keep their order; both transforms of the header turn the x and y axes
 * around, and {@code qfac} is +1.
 */
public final class NiftiWriter {

  private static final int HEADER_BYTES = 348;

  /** Header and four bytes that say that no extension follows. */
  private static final int DATA_OFFSET = 352;

  private static final short FLOAT32 = 16;
  private static final byte UNITS_MM = 2;
  private static final short SCANNER_ANATOMICAL = 1;
  private static final int MAX_SIZE = Short.MAX_VALUE;

  private NiftiWriter() {}

  /**
   * Writes or replaces a file.
   *
   * @param file compressed with gzip if its name ends with {@code .gz}
   * @throws IOException if it cannot be written, or a size exceeds 32 767
   */
  public static void write(Volume volume, Path file) throws IOException {
    byte[] header = header(volume.grid());
    boolean gzip = file.getFileName().toString().endsWith(".gz");
    try (OutputStream plain = new BufferedOutputStream(Files.newOutputStream(file));
        OutputStream out = gzip ? new GZIPOutputStream(plain, 1 << 16) : plain) {
      out.write(header);
      VolumeBytes.write(volume, out);
    }
  }

  private static byte[] header(VolumeGrid grid) throws IOException {
    if (Math.max(grid.sizeX(), Math.max(grid.sizeY(), grid.sizeZ())) > MAX_SIZE) {
      throw new IOException("NIfTI-1 holds at most " + MAX_SIZE + " voxels along an axis");
    }
    ByteBuffer header = ByteBuffer.allocate(DATA_OFFSET).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(0, HEADER_BYTES);
    header.position(40);
    header.putShort((short) 3);
    header.putShort((short) grid.sizeX());
    header.putShort((short) grid.sizeY());
    header.putShort((short) grid.sizeZ());
    for (int n = 0; n < 4; n++) {
      header.putShort((short) 1);
    }
    header.putShort(70, FLOAT32);
    header.putShort(72, (short) Float.SIZE);
    header.position(76);
    header.putFloat(1);
    header.putFloat((float) grid.spacingXMm());
    header.putFloat((float) grid.spacingYMm());
    header.putFloat((float) grid.spacingZMm());
    header.putFloat(108, DATA_OFFSET);
    header.putFloat(112, 1);
    header.put(123, UNITS_MM);
    header.position(148);
    header.put("Rotavox".getBytes(StandardCharsets.US_ASCII));
    orientation(header, grid);
    header.position(344);
    header.put("n+1\0".getBytes(StandardCharsets.US_ASCII));
    return header.array();
  }

  /** Quaternion (0, 0, 0, 1), half a turn about z, and the same as a matrix. */
  private static void orientation(ByteBuffer header, VolumeGrid grid) {
    float x = (float) -grid.x(0);
    float y = (float) -grid.y(0);
    float z = (float) grid.z(0);
    header.putShort(252, SCANNER_ANATOMICAL);
    header.putShort(254, SCANNER_ANATOMICAL);
    header.position(256);
    header.putFloat(0).putFloat(0).putFloat(1);
    header.putFloat(x).putFloat(y).putFloat(z);
    header.putFloat((float) -grid.spacingXMm()).putFloat(0).putFloat(0).putFloat(x);
    header.putFloat(0).putFloat((float) -grid.spacingYMm()).putFloat(0).putFloat(y);
    header.putFloat(0).putFloat(0).putFloat((float) grid.spacingZMm()).putFloat(z);
  }
}
