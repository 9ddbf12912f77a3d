package org.rotavox.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** DCMTK reads everything that is written here, and says the same about it. */
class DicomWriterIT {

  private static final List<TransferSyntax> WRITABLE =
      List.of(
          TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
          TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN,
          TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN);

  private record Name(String characterSet, String text) {}

  @TestFactory
  Stream<DynamicTest> dcmdumpReadsEverySyntax(@TempDir Path folder) {
    return WRITABLE.stream()
        .map(
            syntax ->
                DynamicTest.dynamicTest(
                    syntax.name(),
                    () -> {
                      Path file = folder.resolve("file");
                      DicomWriter.writeFile(file, DicomWriterTest.rich(), syntax);

                      String dump = ConversionTool.run("dcmdump", file);

                      assertThat(dump)
                          .doesNotContain("W: ", "E: ")
                          .contains("Größe^Ωmega", "DERIVED\\SECONDARY\\AXIAL", "[0.3\\0.333333");
                    }));
  }

  @Test
  void whatDcmtkRewritesReadsTheSame(@TempDir Path folder) throws Exception {
    Path ours = folder.resolve("ours");
    DataSet original = DicomWriterTest.rich();
    DicomWriter.writeFile(ours, original, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    for (List<String> options : List.of(List.of("-e", "-g"), List.of("+e", "+g"))) {
      Path theirs = folder.resolve("theirs");
      ConversionTool.convert(ours, theirs, "dcmconv", options);

      DicomFile read = DicomFile.read(theirs);

      assertThat(read.warnings()).isEmpty();
      assertThat(withoutGroupLengths(DataSets.dump(read.dataSet())))
          .isEqualTo(DataSets.dump(original));
    }
  }

  private static String withoutGroupLengths(String dump) {
    return dump.lines()
        .filter(line -> !line.matches("\\([0-9A-F]{4},0000\\) .*"))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void encapsulatedPixelsPassThroughUntouched(@TempDir Path folder) throws Exception {
    DicomFile jpeg =
        DicomFile.read(Path.of("integration-tests/phantoms/small-absolute-jpegll.dcm"));
    Path copy = folder.resolve("copy");
    DicomWriter.writeFile(copy, jpeg.dataSet(), jpeg.transferSyntax());
    Path decoded = folder.resolve("decoded");
    ConversionTool.convert(copy, decoded, "dcmdjpeg", List.of());

    assertThat(TestImages.framesOf(decoded)).isEqualTo(TestImages.framesOf(jpeg));
  }

  @Test
  void dcmdumpReadsTextInSeveralCharacterSets(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("file");
    for (Name name :
        List.of(
            new Name("ISO_IR 100", "Jérôme"),
            new Name("ISO_IR 144", "Люк"),
            new Name("GB18030", "小东"))) {
      DataSet dataSet =
          DicomWriterTest.rich()
              .setEmpty(Tag.PatientName)
              .setString(Tag.SpecificCharacterSet, name.characterSet())
              .setString(Tag.PatientName, name.text());
      DicomWriter.writeFile(file, dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);

      assertThat(ConversionTool.run("dcmdump", "+U8", file))
          .contains("[" + name.text())
          .doesNotContain("W: ", "E: ");
    }
  }
}
