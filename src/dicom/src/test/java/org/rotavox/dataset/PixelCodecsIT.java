package org.rotavox.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What DCMTK and GDCM compress, the codecs give back bit by bit. */
class PixelCodecsIT {

  private static final Path PHANTOM = Path.of("integration-tests/phantoms/small-offset.dcm");
  private static final Path JPEG_PHANTOM =
      Path.of("integration-tests/phantoms/small-absolute-jpegll.dcm");

  private record Conversion(String name, TransferSyntax syntax, String tool, List<String> options) {

    /** Debian's GDCM fails to write signed pixels in JPEG 2000. */
    boolean writes(boolean signed) {
      return !signed || !tool.equals("gdcmconv");
    }
  }

  private static final List<Conversion> LOSSLESS =
      List.of(
          new Conversion(
              "implicit", TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN, "dcmconv", List.of("+ti")),
          new Conversion("big", TransferSyntax.EXPLICIT_VR_BIG_ENDIAN, "dcmconv", List.of("+tb")),
          new Conversion(
              "deflated",
              TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN,
              "dcmconv",
              List.of("+td")),
          new Conversion("rle", TransferSyntax.RLE_LOSSLESS, "dcmcrle", List.of()),
          new Conversion("sv1", TransferSyntax.JPEG_LOSSLESS_SV1, "dcmcjpeg", List.of("+e1")),
          new Conversion(
              "sv2", TransferSyntax.JPEG_LOSSLESS, "dcmcjpeg", List.of("+el", "+sv", "2")),
          new Conversion(
              "sv3", TransferSyntax.JPEG_LOSSLESS, "dcmcjpeg", List.of("+el", "+sv", "3")),
          new Conversion(
              "sv4", TransferSyntax.JPEG_LOSSLESS, "dcmcjpeg", List.of("+el", "+sv", "4")),
          new Conversion(
              "sv5", TransferSyntax.JPEG_LOSSLESS, "dcmcjpeg", List.of("+el", "+sv", "5")),
          new Conversion(
              "sv6", TransferSyntax.JPEG_LOSSLESS, "dcmcjpeg", List.of("+el", "+sv", "6")),
          new Conversion(
              "sv7", TransferSyntax.JPEG_LOSSLESS, "dcmcjpeg", List.of("+el", "+sv", "7")),
          new Conversion("jpegls", TransferSyntax.JPEG_LS_LOSSLESS, "dcmcjpls", List.of("+el")),
          new Conversion(
              "jpegls-gdcm", TransferSyntax.JPEG_LS_LOSSLESS, "gdcmconv", List.of("--jpegls")),
          new Conversion("j2k", TransferSyntax.JPEG_2000_LOSSLESS, "gdcmconv", List.of("--j2k")));

  @TestFactory
  Stream<DynamicTest> readsAPhantomInEveryLosslessSyntaxBitByBit(@TempDir Path folder)
      throws IOException {
    int[] expected = TestImages.framesOf(PHANTOM);
    return LOSSLESS.stream()
        .map(
            conversion ->
                DynamicTest.dynamicTest(
                    conversion.name(),
                    () -> {
                      Path file = folder.resolve(conversion.name());
                      ConversionTool.convert(
                          PHANTOM, file, conversion.tool(), conversion.options());
                      DicomFile read = DicomFile.read(file);
                      assertThat(read.transferSyntax()).isEqualTo(conversion.syntax());
                      assertThat(read.warnings()).isEmpty();
                      assertThat(TestImages.framesOf(read)).isEqualTo(expected);
                    }));
  }

  @Test
  void decodesTheJpegLosslessPhantomAsDcmtkDoes(@TempDir Path folder) throws Exception {
    Path decoded = folder.resolve("decoded");
    ConversionTool.run("dcmdjpeg", JPEG_PHANTOM, decoded);

    assertThat(TestImages.framesOf(JPEG_PHANTOM)).isEqualTo(TestImages.framesOf(decoded));
  }

  @TestFactory
  Stream<DynamicTest> readsEveryDepthAndSignInEveryLosslessSyntax(@TempDir Path folder) {
    return Stream.of(false, true)
        .flatMap(
            signed ->
                Stream.of(8, 9, 10, 11, 12, 13, 14, 15, 16)
                    .flatMap(
                        bits ->
                            LOSSLESS.stream()
                                .filter(conversion -> conversion.writes(signed))
                                .map(c -> depthTest(folder, bits, signed, c))));
  }

  private DynamicTest depthTest(Path folder, int bits, boolean signed, Conversion conversion) {
    String name = bits + (signed ? " bits signed " : " bits ") + conversion.name();
    return DynamicTest.dynamicTest(
        name,
        () -> {
          PixelDescription pixels = TestImages.grey(bits > 8 ? 16 : 8, bits, bits - 1, signed);
          int[] expected = new int[pixels.pixels() * pixels.frames()];
          Path source = folder.resolve(name.replace(' ', '-'));
          DicomWriter.writeFile(
              source, TestImages.image(pixels, expected), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
          Path converted = folder.resolve(source.getFileName() + ".out");
          ConversionTool.convert(source, converted, conversion.tool(), conversion.options());

          DicomFile read = DicomFile.read(converted);
          assertThat(read.transferSyntax()).isEqualTo(conversion.syntax());
          assertThat(TestImages.framesOf(read)).isEqualTo(expected);
        });
  }

  @Test
  void decodesJpegBaselineAsDcmtkDoes(@TempDir Path folder) throws Exception {
    PixelDescription pixels = TestImages.grey(8, 8, 7, false);
    Path source = folder.resolve("source");
    int[] original = new int[pixels.pixels() * pixels.frames()];
    DicomWriter.writeFile(
        source, TestImages.image(pixels, original), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    Path compressed = folder.resolve("baseline");
    ConversionTool.convert(source, compressed, "dcmcjpeg", List.of("+eb", "+q", "90"));
    Path decoded = folder.resolve("decoded");
    ConversionTool.convert(compressed, decoded, "dcmdjpeg", List.of());

    DicomFile read = DicomFile.read(compressed);
    assertThat(read.transferSyntax()).isEqualTo(TransferSyntax.JPEG_BASELINE);
    assertThat(TestImages.framesOf(read))
        .isEqualTo(TestImages.framesOf(decoded))
        .isNotEqualTo(original);
  }

  /** Near-lossless, all errors, 8 to 16 bits: every pixel as DCMTK decodes it. */
  @TestFactory
  Stream<DynamicTest> decodesNearLosslessJpegLsAsDcmtkDoes(@TempDir Path folder) {
    return Stream.of(8, 10, 12, 16)
        .flatMap(
            bits ->
                Stream.of(1, 2, 3, 7, 20)
                    .map(near -> lossyTest(folder, bits, "dcmcjpls", "+en", "+md", "" + near)));
  }

  /** In DCMTK's cooked mode the stream has the bits that are stored, not those allocated. */
  @TestFactory
  Stream<DynamicTest> decodesJpegLsOfEveryPrecisionAsDcmtkDoes(@TempDir Path folder) {
    return IntStream.rangeClosed(6, 16)
        .boxed()
        .flatMap(
            bits ->
                Stream.of(
                    losslessTest(folder, bits, "dcmcjpls", "+el", "+pc"),
                    lossyTest(folder, bits, "dcmcjpls", "+en", "+pc", "+md", "2")));
  }

  private DynamicTest losslessTest(Path folder, int bits, String tool, String... options) {
    PixelDescription pixels = TestImages.grey(bits > 8 ? 16 : 8, bits, bits - 1, false);
    return DynamicTest.dynamicTest(
        bits + " bits, " + String.join(" ", options),
        () -> {
          Path source = folder.resolve(bits + "-lossless");
          int[] original = new int[pixels.pixels() * pixels.frames()];
          DicomWriter.writeFile(
              source, TestImages.image(pixels, original), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
          Path compressed = folder.resolve(bits + "-lossless.out");
          ConversionTool.convert(source, compressed, tool, List.of(options));
          assertThat(TestImages.framesOf(compressed)).isEqualTo(original);
        });
  }

  @TestFactory
  Stream<DynamicTest> decodesJpegExtendedAsDcmtkDoes(@TempDir Path folder) {
    return Stream.of(8, 12)
        .flatMap(
            bits ->
                Stream.of(20, 60, 90, 100)
                    .map(
                        quality -> lossyTest(folder, bits, "dcmcjpeg", "+ee", "+q", "" + quality)));
  }

  private DynamicTest lossyTest(Path folder, int bits, String tool, String... options) {
    String name = bits + " bits, " + String.join(" ", options);
    return DynamicTest.dynamicTest(
        name,
        () -> {
          PixelDescription pixels = TestImages.grey(bits > 8 ? 16 : 8, bits, bits - 1, false);
          Path source = folder.resolve(name.replace(' ', '-'));
          int[] original = new int[pixels.pixels() * pixels.frames()];
          DicomWriter.writeFile(
              source, TestImages.image(pixels, original), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
          Path compressed = folder.resolve(source.getFileName() + ".out");
          ConversionTool.convert(source, compressed, tool, List.of(options));
          Path decoded = folder.resolve(source.getFileName() + ".plain");
          ConversionTool.convert(
              compressed, decoded, tool.equals("dcmcjpls") ? "dcmdjpls" : "dcmdjpeg", List.of());

          DicomFile read = DicomFile.read(compressed);
          assertThat(read.transferSyntax().lossy()).isTrue();
          assertThat(TestImages.framesOf(read))
              .isEqualTo(TestImages.framesOf(decoded))
              .isNotEqualTo(original);
        });
  }

  @Test
  void decodesLossyJpeg2000AsGdcmDoes(@TempDir Path folder) throws Exception {
    Path compressed = folder.resolve("compressed");
    ConversionTool.convert(PHANTOM, compressed, "gdcmconv", List.of("--j2k", "-Y", "-r", "10"));
    Path decoded = folder.resolve("decoded");
    ConversionTool.convert(compressed, decoded, "gdcmconv", List.of("--raw"));

    assertThat(DicomFile.read(compressed).transferSyntax()).isEqualTo(TransferSyntax.JPEG_2000);
    assertThat(TestImages.framesOf(compressed))
        .isEqualTo(TestImages.framesOf(decoded))
        .isNotEqualTo(TestImages.framesOf(PHANTOM));
  }

  @Test
  void readsFramesOfSeveralFragmentsWithAndWithoutOffsetTable(@TempDir Path folder)
      throws Exception {
    int[] expected = TestImages.framesOf(JPEG_PHANTOM);
    Path plain = folder.resolve("native");
    ConversionTool.run("dcmdjpeg", JPEG_PHANTOM, plain);

    Path withTable = folder.resolve("table");
    ConversionTool.convert(plain, withTable, "dcmcjpeg", List.of("+e1", "+fs", "4", "+ot"));
    Path without = folder.resolve("no-table");
    ConversionTool.convert(plain, without, "dcmcjpeg", List.of("+e1", "+fs", "4", "-ot"));

    assertThat(TestImages.framesOf(withTable)).isEqualTo(expected);
    assertThat(TestImages.framesOf(without)).isEqualTo(expected);
  }
}
