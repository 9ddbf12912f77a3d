package org.rotavox.result;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A volume as plastimatch writes it (MetaImage, float, little endian): what an ITK-based viewer
 * sees when it opens a DICOM series. Index x fastest; positions in LPS millimetres.
 */
public final class MetaImage {

  private final int[] size;
  private final double[] spacingMm;
  private final double[] offsetMm;
  private final float[] values;

  private MetaImage(int[] size, double[] spacingMm, double[] offsetMm, float[] values) {
    this.size = size;
    this.spacingMm = spacingMm;
    this.offsetMm = offsetMm;
    this.values = values;
  }

  /** Reads a file. */
  public static MetaImage read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Map<String, String> header = new HashMap<>();
    int at = 0;
    while (!header.containsKey("ElementDataFile")) {
      int end = at;
      while (bytes[end] != '\n') {
        end++;
      }
      String[] pair = new String(bytes, at, end - at, StandardCharsets.US_ASCII).split(" = ", 2);
      header.put(pair[0].strip(), pair[1].strip());
      at = end + 1;
    }
    double[] directions = numbers(header, "TransformMatrix");
    if (!Arrays.equals(directions, new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1})) {
      throw new IOException("not along the patient axes: " + header);
    }
    if (!"MET_FLOAT".equals(header.get("ElementType"))
        || "True".equals(header.get("CompressedData"))) {
      throw new IOException("unexpected MetaImage: " + header);
    }
    int[] size = Arrays.stream(numbers(header, "DimSize")).mapToInt(d -> (int) d).toArray();
    FloatBuffer floats =
        ByteBuffer.wrap(bytes, at, bytes.length - at)
            .order(ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer();
    float[] values = new float[size[0] * size[1] * size[2]];
    floats.get(values);
    return new MetaImage(
        size, numbers(header, "ElementSpacing"), numbers(header, "Offset"), values);
  }

  private static double[] numbers(Map<String, String> header, String key) {
    String text = header.getOrDefault(key, "");
    return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  /** Returns the number of voxels along x, y, z. */
  public int[] size() {
    return size.clone();
  }

  /** Returns the distance of voxels along x, y, z, millimetres. */
  public double[] spacingMm() {
    return spacingMm.clone();
  }

  /** Returns the value of voxel (i, j, k). */
  public float at(int i, int j, int k) {
    return values[(k * size[1] + j) * size[0] + i];
  }

  /** Returns the coordinate of an index along an axis, LPS millimetres. */
  public double position(int axis, int index) {
    return offsetMm[axis] + index * spacingMm[axis];
  }
}
