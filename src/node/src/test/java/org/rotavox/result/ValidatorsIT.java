package org.rotavox.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rotavox.recon.Progress;
import org.rotavox.result.surface.DenseSurface;
import org.rotavox.result.surface.SurfaceSettings;

/**
 * What independent validators say about every kind of object, of every kind of source: {@code
 * dciodvfy} of each object by itself, {@code dcentvfy} of all that were made of one run, PixelMed
 * of what it has rules for.
 */
class ValidatorsIT {

  /** As dciodvfy names what it validates against. */
  private static final Map<OutputKind, String> IODS =
      new EnumMap<>(
          Map.of(
              OutputKind.CT_SERIES, "CTImage",
              OutputKind.XRAY_3D, "XRay3DAngiographicImage",
              OutputKind.ENHANCED_CT, "EnhancedCTImage",
              OutputKind.SPINNING_MIP, "MultiframeGrayscaleByteSCImage",
              OutputKind.SURFACE, "EncapsulatedSTL",
              OutputKind.FAILURE_NOTE, "SCImage"));

  private static final String PIXELMED = "/usr/share/java/pixelmed.jar";

  /** Prints for each file its name and what PixelMed's validator says. */
  private static final String VALIDATE_WITH_PIXELMED =
      """
      import com.pixelmed.dicom.AttributeList;
      import com.pixelmed.validate.DicomInstanceValidator;

      class Validate {
        public static void main(String[] files) throws Exception {
          DicomInstanceValidator validator = new DicomInstanceValidator();
          for (String file : files) {
            AttributeList list = new AttributeList();
            list.read(file);
            System.out.println(validator.validate(list));
          }
        }
      }
      """;

  private final Path folder;

  ValidatorsIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @EnumSource
  void dicom3toolsFindNoErrorInAnyKind(SourceVariant source) throws Exception {
    OutsideTool.need("dciodvfy");
    OutsideTool.need("dcentvfy");
    Map<OutputKind, List<Path>> made = write(source);
    assertThat(made.keySet())
        .as("all kinds, but Enhanced CT only of Hounsfield units")
        .hasSize(OutputKind.values().length - (source == SourceVariant.UNCALIBRATED ? 1 : 0));
    for (Map.Entry<OutputKind, List<Path>> kind : made.entrySet()) {
      for (Path file : kind.getValue()) {
        assertThat(OutsideTool.findings("dciodvfy", file.toString()))
            .contains(IODS.get(kind.getKey()))
            .doesNotContain("Error");
      }
    }
    assertThat(entities(made)).isEmpty();
  }

  /** That dcentvfy says nothing must mean something: it looks into every kind. */
  @Test
  void dcentvfyTellsApartAnObjectOfAnyKindThatDoesNotBelongToTheOthers() throws Exception {
    Map<OutputKind, List<Path>> made = write(SourceVariant.PLAIN);
    assertThat(made).containsOnlyKeys(OutputKind.values());
    for (Map.Entry<OutputKind, List<Path>> kind : made.entrySet()) {
      Path strange = kind.getValue().get(0);
      byte[] original = Files.readAllBytes(strange);
      OutsideTool.output("dcmodify", "-nb", "-m", "PatientBirthDate=19991231", strange.toString());
      assertThat(entities(made)).as(kind.getKey().word()).contains("PatientBirthDate");
      Files.write(strange, original);
    }
    assertThat(entities(made)).isEmpty();
  }

  /**
   * PixelMed 2022 has rules for the enhanced classes only. It takes every letter outside ASCII as
   * illegal, whatever the Specific Character Set says; what readers make of those letters is tested
   * in {@link CtSeriesIT}.
   */
  @Test
  void pixelMedFindsNoErrorInEnhancedCt() throws Exception {
    assertThat(Path.of(PIXELMED)).as("integration-tests/run installs it").isRegularFile();
    Path program = Files.writeString(folder.resolve("Validate.java"), VALIDATE_WITH_PIXELMED);
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // its style sheet is larger than the JDK allows by itself
                "-Djdk.xml.xpathTotalOpLimit=0",
                "-Djdk.xml.xpathExprOpLimit=0",
                "-Djdk.xml.xpathExprGrpLimit=0",
                "-cp",
                PIXELMED,
                program.toString()));
    int files = 0;
    for (SourceVariant source : SourceVariant.values()) {
      ResultRequest request = MarkedVolume.requestOfJob(source);
      if (EnhancedCtWriter.accepts(request)) {
        Path file = folder.resolve(source + ".dcm");
        new EnhancedCtWriter().write(request, file, Progress.NONE);
        command.add(file.toString());
        files++;
      }
    }
    List<String> said = OutsideTool.output(command.toArray(String[]::new)).lines().toList();
    assertThat(said).filteredOn("IOD validation complete"::equals).hasSize(files);
    assertThat(said)
        .filteredOn(line -> line.contains("Error") || line.contains("Exception"))
        .allMatch(line -> line.contains("Illegal character(s)") && !isAscii(line));
  }

  private static boolean isAscii(String line) {
    return line.chars().allMatch(letter -> letter < 128);
  }

  private static String entities(Map<OutputKind, List<Path>> made) throws Exception {
    List<String> command = new ArrayList<>(List.of("dcentvfy"));
    made.values().forEach(files -> files.forEach(file -> command.add(file.toString())));
    return OutsideTool.findings(command.toArray(String[]::new));
  }

  /** Makes every kind that the source allows. */
  private Map<OutputKind, List<Path>> write(SourceVariant source) throws IOException {
    ResultRequest request = MarkedVolume.requestOfJob(source);
    Map<OutputKind, List<Path>> made = new EnumMap<>(OutputKind.class);
    made.put(
        OutputKind.CT_SERIES,
        new CtSeriesWriter()
            .write(request, folder.resolve("ct"), Progress.NONE).stream()
                .map(ResultFile::file)
                .toList());
    made.put(
        OutputKind.XRAY_3D,
        List.of(new XRay3DWriter().write(request, at("xray3d"), Progress.NONE).file()));
    if (EnhancedCtWriter.accepts(request)) {
      made.put(
          OutputKind.ENHANCED_CT,
          List.of(new EnhancedCtWriter().write(request, at("enhanced-ct"), Progress.NONE).file()));
    }
    made.put(
        OutputKind.SPINNING_MIP,
        List.of(new SpinningMipWriter(2).write(request, at("mip"), Progress.NONE).file()));
    SurfaceSettings bright = new SurfaceSettings(OptionalDouble.of(950), 5, 5000, 50);
    made.put(
        OutputKind.SURFACE,
        List.of(
            new EncapsulatedStlWriter()
                .write(
                    request, DenseSurface.of(request.volume(), bright, 2), at("stl"), Progress.NONE)
                .file()));
    made.put(
        OutputKind.FAILURE_NOTE,
        List.of(
            new FailureNoteWriter()
                .write(
                    request.origin(),
                    "The angles span 96°; 150° to 370° are needed.",
                    at("note"),
                    Progress.NONE)
                .file()));
    return made;
  }

  private Path at(String name) {
    return folder.resolve(name + ".dcm");
  }
}
