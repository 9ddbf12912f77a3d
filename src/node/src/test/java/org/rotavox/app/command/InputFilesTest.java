package org.rotavox.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomWriter;
import org.rotavox.dataset.Tag;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.dataset.VR;
import org.rotavox.simulation.SimulatedRun;
import org.rotavox.simulation.SimulationOptions;

/** Files that are named by a DICOMDIR, or lie in a ZIP. */
class InputFilesTest {

  @TempDir private Path folder;
  private Path run;

  @BeforeEach
  void simulate() throws IOException {
    run = folder.resolve("simulated");
    new SimulatedRun(SimulationOptions.standard().frames(5).detector(16, 16, 12.8, 12.8))
        .writeTo(run);
  }

  /** Writes a DICOMDIR with these File IDs; a backslash parts the components. */
  private static Path directory(Path file, String... fileIds) throws IOException {
    Files.createDirectories(file.getParent());
    DataSet directory = new DataSet();
    directory.setString(Tag.SpecificCharacterSet, "ISO_IR 100");
    directory.setString(Tag.SOPClassUID, "1.2.840.10008.1.3.10");
    directory.setString(Tag.SOPInstanceUID, "1.2.3");
    List<DataSet> records =
        Arrays.stream(fileIds)
            .map(
                id -> {
                  DataSet record = new DataSet();
                  record.setString(Tag.DirectoryRecordType, "IMAGE");
                  // Media hold what the standard does not allow: written as it is.
                  record.setBytes(Tag.ReferencedFileID, VR.CS, padded(id));
                  return record;
                })
            .toList();
    directory.setSequence(Tag.DirectoryRecordSequence, records);
    DicomWriter.writeFile(file, directory, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    return file;
  }

  private static byte[] padded(String id) {
    byte[] bytes = id.getBytes(StandardCharsets.ISO_8859_1);
    return bytes.length % 2 == 0 ? bytes : (id + " ").getBytes(StandardCharsets.ISO_8859_1);
  }

  private Path image(String name) throws IOException {
    Path file = folder.resolve("media").resolve(name);
    Files.createDirectories(file.getParent());
    return Files.copy(run, file);
  }

  @ParameterizedTest
  @CsvSource({
    "DICOM/IM0001, DICOM\\IM0001",
    "DICOM/IM0001, DICOM/IM0001",
    "DICOM/IM0001.dcm, DICOM\\IM0001",
    "DICOM/IM0001.DCM, DICOM\\IM0001",
    "DICOM/im0001.dcm, DICOM\\IM0001",
    "DICOM/IM0001, DICOM\\IM0001.DCM",
    "DICOM/IM0001, DICOM\\IM0001.dcm",
    "DICOM/im0001, DICOM\\IM0001",
    "dicom/IM0001, DICOM\\IM0001",
    "dicom/im0001, DICOM/IM0001",
    "Dicom/sT1/Im0001, DICOM\\ST1\\IM0001",
    "DICOM/IM0001, dicom\\im0001",
    "DICOM/IM0001;1, DICOM\\IM0001",
    "DICOM/IM0001.;1, DICOM\\IM0001",
    "DICOM/IM0001.DCM;1, DICOM\\IM0001",
    "DICOM/IM0001, DICOM\\IM0001;1",
    "DICOM/IM0001, DICOM\\IM0001.;1",
    "DICOM/IM0001, 'DICOM  \\IM0001   '",
    "DICOM/ST1/IM0001, DICOM/ST1\\IM0001",
    "DICOM/IM0001, .\\DICOM\\IM0001",
    "DICOM/IM0001, DICOM\\\\IM0001",
    "DICOM/IM0001, DICOM\\IM0001\\",
    "IM0001, IM0001",
  })
  void everyVariantOfANameOnMediaIsFound(String onDisk, String fileId) throws IOException {
    Path image = image(onDisk);
    for (String name :
        new String[] {"DICOMDIR", "dicomdir", "DICOMDIR.;1", "DICOMDIR.dcm", "index"}) {
      Path directory = directory(folder.resolve("media").resolve(name), fileId);
      try (InputFiles input = InputFiles.of(List.of(directory))) {
        assertThat(input.files()).as(name).containsExactly(image);
        assertThat(input.remarks()).isEmpty();
      }
      if (!name.equals("index")) {
        try (InputFiles input = InputFiles.of(List.of(folder.resolve("media")))) {
          assertThat(input.files()).as(name).containsExactly(image);
        }
      }
      Files.delete(directory);
    }
  }

  /**
   * A machine without a locale can name no such file; then its name is said, and nothing breaks.
   */
  @Test
  void aNameWithUmlautsIsFoundWhereThePlatformCanNameIt() throws IOException {
    String name = "BILDER \u00E4/R\u00F6ntgen 1";
    Files.createDirectories(folder.resolve("media"));
    Path directory = directory(folder.resolve("media/DICOMDIR"), "BILDER \u00E4\\R\u00F6ntgen 1");
    boolean nameable =
        Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"))
            .newEncoder()
            .canEncode(name);
    String shown = nameable ? name : "BILDER ?/R?ntgen 1";
    try (InputFiles input = InputFiles.of(List.of(directory))) {
      assertThat(input.files()).singleElement().asString().endsWith(shown);
    }
    if (nameable) {
      Path image = image(name);
      try (InputFiles input = InputFiles.of(List.of(directory))) {
        assertThat(input.files()).containsExactly(image);
      }
    }
  }

  @Test
  void theNameThatIsWrittenGoesBeforeOneThatIsAlike() throws IOException {
    image("dicom/im0001");
    image("DICOM/IM0001.dcm");
    Path exact = image("DICOM/IM0001");
    Path directory = directory(folder.resolve("media/DICOMDIR"), "DICOM\\IM0001");
    try (InputFiles input = InputFiles.of(List.of(directory))) {
      assertThat(input.files()).containsExactly(exact);
    }
  }

  @Test
  void aFolderThatIsAlikeAndLacksTheFileDoesNotHideAnother() throws IOException {
    image("DICOM/OTHER");
    Path there = image("dicom/im0001");
    Path directory = directory(folder.resolve("media/DICOMDIR"), "DICOM\\IM0001");
    try (InputFiles input = InputFiles.of(List.of(directory))) {
      assertThat(input.files()).containsExactly(there);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..\\simulated",
        "../simulated",
        "DICOM\\..\\..\\simulated",
        "DICOM/../../simulated",
        "/etc/passwd",
        "\\etc\\passwd",
        "C:\\IM1",
        "c:/IM1",
        ".."
      })
  void aFileIdThatLeadsOutOfItsFolderIsRefused(String fileId) throws IOException {
    image("DICOM/IM0001");
    Path directory = directory(folder.resolve("media/DICOMDIR"), fileId, "DICOM\\IM0001");
    try (InputFiles input = InputFiles.of(List.of(directory))) {
      assertThat(input.files()).containsExactly(folder.resolve("media/DICOM/IM0001"));
      assertThat(input.remarks().values()).singleElement().asString().contains("outside");
    }
  }

  @Test
  void whatIsMissingIsSaidAndADamagedDirectoryDoesNotHideItsFolder() throws IOException {
    Path directory = directory(folder.resolve("media/DICOMDIR"), "DICOM\\IM0001");
    assertThat(CommandRun.of("inspect", directory.toString()).out())
        .contains("media/DICOM/IM0001: named by the DICOMDIR, but not there");
    image("DICOM/IM0002");
    Files.writeString(directory, "nonsense");
    CommandRun run = CommandRun.of("inspect", folder.resolve("media").toString());
    assertThat(run.out()).contains("IM0002: ", "DICOMDIR: no DICOM file");
  }

  private Path zip(String name, Object... namesAndContents) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i < namesAndContents.length; i += 2) {
        zip.putNextEntry(new ZipEntry((String) namesAndContents[i]));
        zip.write((byte[]) namesAndContents[i + 1]);
        zip.closeEntry();
      }
    }
    return file;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aZipIsSearchedAsAFolderAndItsCopyIsRemoved() throws IOException {
    byte[] image = Files.readAllBytes(run);
    Path directory = directory(folder.resolve("x/DICOMDIR"), "DICOM\\IM0001");
    Path zip =
        zip(
            "disc.zip",
            "VIEWER.EXE",
            text("MZ"),
            "disc\\dicom\\im0001.dcm",
            image,
            "disc/DICOMDIR",
            Files.readAllBytes(directory));
    Path unpacked;
    try (InputFiles input = InputFiles.of(List.of(zip))) {
      assertThat(input.files()).hasSize(1);
      unpacked = input.files().get(0);
      assertThat(unpacked).hasSameBinaryContentAs(run);
      assertThat(input.shown(unpacked)).isEqualTo(zip + "/disc/dicom/im0001.dcm");
    }
    assertThat(unpacked).doesNotExist();
    assertThat(unpacked.resolve("../../..").normalize()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../evil",
        "a/../../evil",
        "..\\evil",
        "/tmp/evil",
        "\\evil",
        "C:\\evil",
        "C:/evil"
      })
  void noEntryLeadsOutOfAZip(String name) throws IOException {
    Path zip = zip("slip.zip", "good.dcm", Files.readAllBytes(run), name, text("evil"));
    try (InputFiles input = InputFiles.of(List.of(zip))) {
      assertThat(input.files()).isEmpty();
      assertThat(input.remarks().get(zip.toString())).contains("leads out of it").contains("evil");
    }
  }

  @Test
  void aZipIsUnpackedWithinLimitsWhateverItAnnounces() throws IOException {
    ZipContent small = new ZipContent(3, 10_000, 4);
    Path bomb = zip("bomb.zip", "a", new byte[6000], "b", new byte[6000]);
    Path many = zip("many.zip", "a", text("1"), "b", text("2"), "c", text("3"), "d", text("4"));
    Path deep = zip("deep.zip", "1/2/3/4/5", text("1"));
    Path twice = zip("twice.zip", "a", text("1"), "a/b", text("2"));
    for (Path zip : List.of(bomb, many, deep, twice)) {
      try (InputFiles input = InputFiles.of(List.of(zip), small)) {
        assertThat(input.files()).as(zip.toString()).isEmpty();
        assertThat(input.remarks().get(zip.toString())).startsWith("a ZIP archive ");
      }
    }
    Path fits = zip("fits.zip", "1/2/3/a", new byte[4999], "b", new byte[5001]);
    try (InputFiles input = InputFiles.of(List.of(fits), small)) {
      assertThat(input.files()).hasSize(2);
    }
  }

  @Test
  void aDamagedZipIsSaidInOneSentence() throws IOException {
    byte[] whole = Files.readAllBytes(zip("whole.zip", "a.dcm", Files.readAllBytes(run)));
    for (int length : new int[] {5, 100, whole.length / 2, whole.length - 5}) {
      Path cut = Files.write(folder.resolve("cut.zip"), Arrays.copyOf(whole, length));
      CommandRun inspected = CommandRun.of("inspect", cut.toString());
      assertThat(inspected.outLines()).as("%d", length).hasSize(1);
      assertThat(inspected.out()).contains("cut.zip: a ZIP archive");
      assertThat(inspected.exitCode()).isEqualTo(1);
      assertThat(inspected.err()).isEmpty();
    }
    int central = new String(whole, StandardCharsets.ISO_8859_1).indexOf("PK\u0001\u0002");
    byte[] locked = whole.clone();
    locked[central + 8] |= 1;
    Path secret = Files.write(folder.resolve("secret.zip"), locked);
    assertThat(CommandRun.of("inspect", secret.toString()).outLines())
        .containsExactly(
            secret + ": a ZIP archive that is protected by a password: unpack it first");
    byte[] damaged = whole.clone();
    Arrays.fill(damaged, 60, 200, (byte) 0x55);
    Path broken = Files.write(folder.resolve("broken.zip"), damaged);
    assertThat(CommandRun.of("inspect", broken.toString()).err()).isEmpty();
  }

  @Test
  void aFileIsTakenOnceHoweverOftenItIsNamed() throws IOException {
    Path image = image("DICOM/IM0001");
    Path directory = directory(folder.resolve("media/DICOMDIR"), "DICOM\\IM0001");
    Path around = folder.resolve("media/../media/DICOM/IM0001");
    try (InputFiles input =
        InputFiles.of(List.of(directory, folder.resolve("media"), image, around))) {
      assertThat(input.files()).containsExactly(image);
    }
  }
}
