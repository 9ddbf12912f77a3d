package org.rotavox.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.dataset.codec.GreyImages;
import org.rotavox.dataset.codec.JpegLosslessWriter;

/**
 * JPEG Lossless between this project, DCMTK, GDCM and PixelMed, both ways: what the encoder of the
 * tests writes all decode alike, and what DCMTK and GDCM write the codec decodes as it was.
 */
class JpegLosslessIT {

  private static final int FRAMES = 16;
  private static final int FILES = 126;
  private static final Path PIXELMED = Path.of("/usr/share/java/pixelmed_imageio.jar");

  /** Images of one size and form in one file, as they were before they were compressed. */
  private static final class Sample {

    private final PixelDescription pixels;
    private final JpegLosslessWriter.Form form;
    private final int[] values;
    private final byte[][] frames;

    Sample(PixelDescription pixels, JpegLosslessWriter.Form form, int[] values, byte[][] frames) {
      this.pixels = pixels;
      this.form = form;
      this.values = values;
      this.frames = frames;
    }

    /** What must come out: the low bits that the point transform drops are 0. */
    int[] expected() {
      return Arrays.stream(values).map(v -> (v >> form.transform()) << form.transform()).toArray();
    }
  }

  private static Sample sample(int number, Random random) {
    int rows = 1 + random.nextInt(48);
    int columns = 1 + random.nextInt(48);
    int precision = 2 + number % 15;
    int allocated = precision > 8 ? 16 : 8;
    JpegLosslessWriter.Form form =
        new JpegLosslessWriter.Form(
            precision,
            1 + number % 7,
            number % 4 == 3 ? random.nextInt(precision) : 0,
            number % 5 == 4 ? 1 + random.nextInt(rows) : 0,
            false,
            true);
    PixelDescription pixels =
        new PixelDescription(
            rows, columns, FRAMES, 1, allocated, precision, precision - 1, false, "MONOCHROME2");
    int[] values = new int[FRAMES * rows * columns];
    byte[][] frames = new byte[FRAMES][];
    List<GreyImages.Kind> kinds = List.of(GreyImages.Kind.values());
    for (int f = 0; f < FRAMES; f++) {
      int[] image = GreyImages.of(kinds.get(f % kinds.size()), rows, columns, precision, random);
      System.arraycopy(image, 0, values, f * image.length, image.length);
      frames[f] = JpegLosslessWriter.write(image, rows, columns, form, random);
    }
    return new Sample(pixels, form, values, frames);
  }

  private static Path write(Sample sample, Path target) throws IOException {
    byte[][] items = new byte[FRAMES + 1][];
    items[0] = new byte[0];
    for (int f = 0; f < FRAMES; f++) {
      byte[] frame = sample.frames[f];
      items[f + 1] = Arrays.copyOf(frame, frame.length + frame.length % 2);
    }
    return TestImages.encapsulated(
        target, TestImages.description(sample.pixels), TransferSyntax.JPEG_LOSSLESS, items);
  }

  private static int differing(int[] found, int[] expected) {
    assertThat(found).hasSameSizeAs(expected);
    int differing = 0;
    for (int i = 0; i < found.length; i++) {
      differing += found[i] == expected[i] ? 0 : 1;
    }
    return differing;
  }

  /** 126 files of 16 images: all opinions, all forms. */
  @Test
  void whatTheTestsWriteAllDecodeAlike(@TempDir Path folder) throws Exception {
    Random random = new Random(11);
    int own = 0;
    int dcmtk = 0;
    int gdcm = 0;
    for (int n = 0; n < FILES; n++) {
      Sample sample = sample(n, random);
      Path file = write(sample, folder.resolve(n + ".dcm"));
      int[] expected = sample.expected();
      own += differing(TestImages.framesOf(file), expected);
      Path plain = folder.resolve(n + ".plain");
      ConversionTool.run("dcmdjpeg", file, plain);
      dcmtk += differing(TestImages.framesOf(plain), expected);
      if (isFitForGdcm(sample)) {
        Path raw = folder.resolve(n + ".raw");
        ConversionTool.run("gdcmconv", "--raw", file, raw);
        gdcm += differing(TestImages.framesOf(raw), expected);
      }
    }
    System.out.printf(
        "%d images: pixels that differ: codec %d, DCMTK %d, GDCM %d%n",
        FILES * FRAMES, own, dcmtk, gdcm);
    assertThat(own).isZero();
    assertThat(dcmtk).isZero();
    assertThat(gdcm).isZero();
  }

  /** GDCM decodes 8, 12 and 16 bits. */
  private static boolean isFitForGdcm(Sample sample) {
    int precision = sample.form.precision();
    return precision == 8 || precision == 12 || precision == 16;
  }

  @Test
  void pixelMedDecodesThemAlike() throws Exception {
    Random random = new Random(12);
    int images = 0;
    int differing = 0;
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {PIXELMED.toUri().toURL()}, getClass().getClassLoader())) {
      ImageReaderSpi provider =
          (ImageReaderSpi)
              loader
                  .loadClass("com.pixelmed.imageio.JPEGLosslessImageReaderSpi")
                  .getDeclaredConstructor()
                  .newInstance();
      for (int n = 0; n < FILES; n++) {
        Sample sample = sample(n, random);
        if (sample.form.precision() < 8 || sample.form.transform() > 0) {
          continue;
        }
        int pixels = sample.pixels.pixels();
        for (int f = 0; f < FRAMES; f++) {
          int[] expected = Arrays.copyOfRange(sample.values, f * pixels, (f + 1) * pixels);
          differing += differing(pixelMed(provider, sample.frames[f], pixels), expected);
          images++;
        }
      }
    }
    System.out.printf("%d images: pixels that differ: PixelMed %d%n", images, differing);
    assertThat(differing).isZero();
  }

  private static int[] pixelMed(ImageReaderSpi provider, byte[] jpeg, int pixels)
      throws IOException {
    ImageReader reader = provider.createReaderInstance();
    reader.setInput(new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg)));
    int[] into = new int[pixels];
    java.awt.image.Raster raster = reader.read(0).getRaster();
    raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), 0, into);
    reader.dispose();
    return into;
  }

  /** What DCMTK and GDCM write, in every selection value and with point transforms. */
  @Test
  void whatOthersWriteIsDecodedAsItWas(@TempDir Path folder) throws Exception {
    Random random = new Random(13);
    int images = 0;
    int differing = 0;
    for (int n = 0; n < FILES; n++) {
      Sample sample = sample(n, random);
      int bits = sample.form.precision();
      int transform = n % 3 == 2 ? random.nextInt(bits) : 0;
      DataSet dataSet = TestImages.description(sample.pixels);
      TestImages.putPixels(dataSet, sample.pixels, sample.values);
      Path source = folder.resolve(n + ".source");
      DicomWriter.writeFile(source, dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
      List<Path> written = new ArrayList<>();
      Path byDcmtk = folder.resolve(n + ".dcmtk");
      ConversionTool.run("dcmcjpeg", "+el", "+sv", 1 + n % 7, "+pt", transform, source, byDcmtk);
      written.add(byDcmtk);
      if (transform == 0 && isFitForGdcm(sample)) {
        Path byGdcm = folder.resolve(n + ".gdcm");
        ConversionTool.run("gdcmconv", "--jpeg", source, byGdcm);
        written.add(byGdcm);
      }
      int[] expected =
          Arrays.stream(sample.values).map(v -> (v >> transform) << transform).toArray();
      for (Path file : written) {
        differing += differing(TestImages.framesOf(file), expected);
        images += FRAMES;
        Files.delete(file);
      }
    }
    System.out.printf("%d images of DCMTK and GDCM: pixels that differ: %d%n", images, differing);
    assertThat(differing).isZero();
  }
}
