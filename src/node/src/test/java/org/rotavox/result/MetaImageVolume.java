package org.rotavox.result;

import java.io.IOException;
import java.nio.file.Path;
import org.rotavox.geometry.Vector3;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.recon.ValueScale;
import org.rotavox.recon.Volume;

/** What plastimatch writes, as a volume that can be compared with the one that was written. */
final class MetaImageVolume {

  private MetaImageVolume() {}

  static Volume read(Path mha) throws IOException {
    MetaImage image = MetaImage.read(mha);
    int[] size = image.size();
    double[] spacing = image.spacingMm();
    VolumeGrid grid =
        new VolumeGrid(
            size[0],
            size[1],
            size[2],
            spacing[0],
            spacing[1],
            spacing[2],
            new Vector3(image.position(0, 0), image.position(1, 0), image.position(2, 0)));
    Volume volume = Volume.zeros(grid, ValueScale.HOUNSFIELD);
    for (int k = 0; k < grid.sizeZ(); k++) {
      for (int n = 0; n < grid.sliceVoxels(); n++) {
        volume.slice(k)[n] = image.at(n % size[0], n / size[0], k);
      }
    }
    return volume;
  }
}
