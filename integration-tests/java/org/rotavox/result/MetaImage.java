package org.rotavox.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.rotavox.geometry.Vector3;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.recon.ValueScale;
import org.rotavox.recon.Volume;

/** Reads the float MetaImage (.mha) that plastimatch writes: coordinates are LPS, like DICOM's. */
final class MetaImage {

  private MetaImage() {}

  static Volume read(Path mha) throws IOException {
    byte[] bytes = Files.readAllBytes(mha);
    String text = new String(bytes, 0, Math.min(bytes.length, 4000), StandardCharsets.ISO_8859_1);
    int data = text.indexOf('\n', text.indexOf("ElementDataFile")) + 1;
    Map<String, String> fields = new HashMap<>();
    for (String line : text.substring(0, data).split("\n")) {
      fields.put(line.split(" = ")[0], line.split(" = ")[1]);
    }
    assertThat(fields).containsEntry("ElementType", "MET_FLOAT");
    assertThat(fields).containsEntry("CompressedData", "False");
    assertThat(numbers(fields, "TransformMatrix")).containsExactly(1, 0, 0, 0, 1, 0, 0, 0, 1);
    double[] size = numbers(fields, "DimSize");
    double[] spacing = numbers(fields, "ElementSpacing");
    double[] offset = numbers(fields, "Offset");
    VolumeGrid grid =
        new VolumeGrid(
            (int) size[0],
            (int) size[1],
            (int) size[2],
            spacing[0],
            spacing[1],
            spacing[2],
            new Vector3(offset[0], offset[1], offset[2]));
    Volume volume = Volume.zeros(grid, ValueScale.HOUNSFIELD);
    ByteBuffer values =
        ByteBuffer.wrap(bytes, data, bytes.length - data).order(ByteOrder.LITTLE_ENDIAN);
    for (int k = 0; k < grid.sizeZ(); k++) {
      for (int n = 0; n < grid.sliceVoxels(); n++) {
        volume.slice(k)[n] = values.getFloat();
      }
    }
    return volume;
  }

  private static double[] numbers(Map<String, String> fields, String name) {
    return Arrays.stream(fields.getOrDefault(name, "").strip().split(" "))
        .mapToDouble(Double::parseDouble)
        .toArray();
  }
}
