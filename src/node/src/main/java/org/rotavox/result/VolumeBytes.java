package org.rotavox.result;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.rotavox.recon.Volume;

/** The voxels as 32-bit floats, little endian, x fastest, then y, then z. */
final class VolumeBytes {

  private VolumeBytes() {}

  static void write(Volume volume, OutputStream out) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * volume.grid().sliceVoxels())
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int k = 0; k < volume.grid().sizeZ(); k++) {
      bytes.clear();
      bytes.asFloatBuffer().put(volume.slice(k));
      out.write(bytes.array());
    }
  }
}
