package org.rotavox.dataset.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** JPEG Lossless gives back every pixel, in whatever form it was written. */
class JpegLosslessTest {

  private static final int IMAGES = 4000;

  private static int[] decoded(byte[] jpeg, int rows, int columns) throws CodecException {
    int[] into = new int[rows * columns];
    Arrays.fill(into, -1);
    new JpegCodec().decode(jpeg, new FrameShape(rows, columns, 16), into);
    return into;
  }

  private static int[] lowBitsLost(int[] image, int transform) {
    return Arrays.stream(image).map(v -> v >> transform << transform).toArray();
  }

  @Test
  void everyPixelOfEveryFormComesBack() throws CodecException {
    Random random = new Random(5);
    List<GreyImages.Kind> kinds = List.of(GreyImages.Kind.values());
    int differing = 0;
    long pixels = 0;
    for (int n = 0; n < IMAGES; n++) {
      int rows = 1 + random.nextInt(40);
      int columns = 1 + random.nextInt(40);
      int precision = 2 + random.nextInt(15);
      JpegLosslessWriter.Form form =
          new JpegLosslessWriter.Form(
              precision,
              1 + random.nextInt(7),
              random.nextInt(4) == 0 ? random.nextInt(precision) : 0,
              random.nextInt(3) == 0 ? 1 + random.nextInt(rows) : 0,
              random.nextInt(8) == 0,
              random.nextInt(8) != 0);
      GreyImages.Kind kind = kinds.get(n % kinds.size());
      int[] image = GreyImages.of(kind, rows, columns, precision, random);
      byte[] jpeg = JpegLosslessWriter.write(image, rows, columns, form, random);
      int[] expected = lowBitsLost(image, form.transform());
      int[] found = decoded(jpeg, rows, columns);
      assertThat(found).as("image %d: %s %s", n, kind, form).isEqualTo(expected);
      for (int i = 0; i < found.length; i++) {
        differing += found[i] == expected[i] ? 0 : 1;
      }
      pixels += found.length;
    }
    System.out.printf(
        "JPEG Lossless: %d of %d pixels in %d images differ%n", differing, pixels, IMAGES);
  }

  /** Padding, even garbage may follow; what is cut off is refused, and never filled with zeros. */
  @Test
  void whatIsCutOffIsRefused() throws CodecException {
    Random random = new Random(6);
    JpegLosslessWriter.Form form = new JpegLosslessWriter.Form(12, 1, 0, 0, false, true);
    int[] image = GreyImages.of(GreyImages.Kind.NOISE, 20, 20, 12, random);
    byte[] jpeg = JpegLosslessWriter.write(image, 20, 20, form, random);
    byte[] padded = Arrays.copyOf(jpeg, jpeg.length + 3);
    padded[jpeg.length] = 7;
    assertThat(decoded(padded, 20, 20)).isEqualTo(image);
    for (int length = 0; length < jpeg.length - 12; length++) {
      byte[] cut = Arrays.copyOf(jpeg, length);
      assertThatThrownBy(() -> decoded(cut, 20, 20))
          .as("%d of %d bytes", length, jpeg.length)
          .isInstanceOf(CodecException.class);
    }
  }

  @Test
  void whatCannotBeReadIsRefusedWithAReason() {
    Random random = new Random(7);
    int[] image = GreyImages.of(GreyImages.Kind.SMOOTH, 8, 8, 12, random);
    JpegLosslessWriter.Form form = new JpegLosslessWriter.Form(12, 1, 0, 0, false, true);
    byte[] jpeg = JpegLosslessWriter.write(image, 8, 8, form, random);
    byte[] twice = Arrays.copyOf(jpeg, 2 * jpeg.length);
    int scan = lastMarker(jpeg, 0xDA);
    System.arraycopy(jpeg, scan, twice, jpeg.length - 2, jpeg.length - scan);
    assertThatThrownBy(() -> decoded(twice, 8, 8)).hasMessageContaining("several scans");
    for (int selection : new int[] {0, 8}) {
      byte[] other = jpeg.clone();
      other[scan + 7] = (byte) selection;
      assertThatThrownBy(() -> decoded(other, 8, 8))
          .hasMessageContaining("selection value " + selection);
    }
    byte[] shifted = jpeg.clone();
    shifted[scan + 9] = 12;
    assertThatThrownBy(() -> decoded(shifted, 8, 8)).hasMessageContaining("point transform of 12");
    byte[] noTable = jpeg.clone();
    noTable[scan + 6] = 0x30;
    assertThatThrownBy(() -> decoded(noTable, 8, 8)).hasMessageContaining("table 3");
  }

  private static int lastMarker(byte[] jpeg, int marker) {
    int at = jpeg.length - 2;
    while ((jpeg[at] & 0xFF) != 0xFF || (jpeg[at + 1] & 0xFF) != marker) {
      at--;
    }
    return at;
  }
}
