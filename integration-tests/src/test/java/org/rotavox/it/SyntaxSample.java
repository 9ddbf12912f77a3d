package org.rotavox.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.Tag;
import org.rotavox.dataset.TransferSyntax;

/**
 * One object in one transfer syntax, made by DCMTK, or by GDCM in JPEG 2000, from the small
 * phantom, and what it must still be after a trip.
 *
 * @param syntax how it is encoded
 * @param file where it lies
 */
record SyntaxSample(TransferSyntax syntax, Path file) {

  private static final Path PHANTOM =
      Path.of("integration-tests/phantoms/small-offset.dcm").toAbsolutePath();

  /** Makes one object in each transfer syntax. */
  static List<SyntaxSample> make(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    List<SyntaxSample> samples = new ArrayList<>();
    samples.add(
        converted(folder, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, PHANTOM, "dcmconv", "+te"));
    samples.add(
        converted(folder, TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN, PHANTOM, "dcmconv", "+ti"));
    samples.add(
        converted(folder, TransferSyntax.EXPLICIT_VR_BIG_ENDIAN, PHANTOM, "dcmconv", "+tb"));
    samples.add(
        converted(
            folder, TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN, PHANTOM, "dcmconv", "+td"));
    samples.add(converted(folder, TransferSyntax.RLE_LOSSLESS, PHANTOM, "dcmcrle"));
    samples.add(
        converted(folder, TransferSyntax.JPEG_LOSSLESS, PHANTOM, "dcmcjpeg", "+el", "+sv", "6"));
    samples.add(converted(folder, TransferSyntax.JPEG_LOSSLESS_SV1, PHANTOM, "dcmcjpeg", "+e1"));
    Path eightBits = folder.resolve("frame.jpg");
    dcmtk(folder, "dcmj2pnm", "+oj", "+F", "1", PHANTOM.toString(), eightBits.toString());
    samples.add(converted(folder, TransferSyntax.JPEG_BASELINE, eightBits, "img2dcm"));
    Path twelveBits = Objects.requireNonNull(folder.getParent()).resolve("twelve.dcm");
    TwelveBits.of(PHANTOM, twelveBits);
    samples.add(
        converted(folder, TransferSyntax.JPEG_EXTENDED, twelveBits, "dcmcjpeg", "+ee", "+q", "95"));
    samples.add(converted(folder, TransferSyntax.JPEG_LS_LOSSLESS, PHANTOM, "dcmcjpls", "+el"));
    samples.add(
        converted(
            folder, TransferSyntax.JPEG_LS_NEAR_LOSSLESS, PHANTOM, "dcmcjpls", "+en", "+md", "3"));
    samples.add(converted(folder, TransferSyntax.JPEG_2000_LOSSLESS, PHANTOM, "gdcmconv", "--j2k"));
    samples.add(
        converted(
            folder, TransferSyntax.JPEG_2000, PHANTOM, "gdcmconv", "--j2k", "-Y", "-r", "10"));
    return samples;
  }

  private static SyntaxSample converted(
      Path folder, TransferSyntax syntax, Path source, String tool, String... options)
      throws IOException, InterruptedException {
    Path file = folder.resolve(name(syntax));
    List<String> command = new ArrayList<>(List.of(tool));
    command.addAll(List.of(options));
    command.addAll(List.of(source.toString(), file.toString()));
    // Not in the folder itself: what is in there is sent.
    dcmtk(
        Objects.requireNonNull(folder.getParent(), "a folder of the test"),
        command.toArray(String[]::new));
    assertThat(DicomFile.read(file).transferSyntax()).isEqualTo(syntax);
    return new SyntaxSample(syntax, file);
  }

  private static String name(TransferSyntax syntax) {
    return syntax.uid() + ".dcm";
  }

  private static void dcmtk(Path folder, String... command)
      throws IOException, InterruptedException {
    PeerProcess.Output output = PeerProcess.run(folder, command);
    assertThat(output.exitCode()).as("%s: %s", command[0], output.text()).isZero();
  }

  /** Copies the samples with SOP Instance UIDs of their own, so that no receiver knows them yet. */
  static List<SyntaxSample> renamed(List<SyntaxSample> samples, Path folder)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    List<SyntaxSample> copies = new ArrayList<>();
    List<String> command = new ArrayList<>(List.of("dcmodify", "-nb", "-gin"));
    for (SyntaxSample sample : samples) {
      Path copy = folder.resolve(name(sample.syntax()));
      copies.add(new SyntaxSample(sample.syntax(), Files.copy(sample.file(), copy)));
      command.add(copy.toString());
    }
    // Not in the folder itself: what is in there is sent.
    dcmtk(
        Objects.requireNonNull(folder.getParent(), "a folder of the test"),
        command.toArray(String[]::new));
    return copies;
  }

  /**
   * Returns a DCMTK association profile named Default with the SOP classes and transfer syntaxes of
   * these samples and no others.
   */
  static String dcmtkProfile(List<SyntaxSample> samples) throws IOException {
    StringBuilder profile = new StringBuilder("[[TransferSyntaxes]]\n[Syntaxes]\n");
    Set<String> sopClasses = new TreeSet<>(List.of("1.2.840.10008.1.1"));
    for (int i = 0; i < samples.size(); i++) {
      SyntaxSample sample = samples.get(i);
      profile.append("TransferSyntax%d = %s%n".formatted(i + 1, sample.syntax().uid()));
      DataSet header = DicomFile.read(sample.file()).dataSet();
      sopClasses.add(header.getUid(Tag.SOPClassUID).orElseThrow().value());
    }
    profile.append("[[PresentationContexts]]\n[Contexts]\n");
    int number = 1;
    for (String sopClass : sopClasses) {
      profile.append("PresentationContext%d = %s\\Syntaxes%n".formatted(number++, sopClass));
    }
    return profile.append("[[Profiles]]\n[Default]\nPresentationContexts = Contexts\n").toString();
  }

  /** Returns its SOP Instance UID. */
  String instance() throws IOException {
    return instanceOf(file).orElseThrow();
  }

  /** Returns the SOP Instance UID in a file. */
  static Optional<String> instanceOf(Path file) throws IOException {
    return DicomFile.read(file).dataSet().getUid(Tag.SOPInstanceUID).map(Object::toString);
  }

  /**
   * Fails unless the other file is this object in this transfer syntax.
   *
   * @return "identical" if the bytes of the data set are, "equal" if DCMTK decodes both to the same
   *     attributes and pixels
   */
  String compareWith(Path arrived, Path folder) throws IOException, InterruptedException {
    assertThat(DicomFile.read(arrived).transferSyntax()).isEqualTo(syntax);
    if (Arrays.equals(dataSet(file), dataSet(arrived))) {
      return "identical";
    }
    assertThat(Arrays.equals(decoded(file, folder), decoded(arrived, folder)))
        .as("attributes and pixels of %s after the trip are those from before", file)
        .isTrue();
    return "equal";
  }

  private static byte[] dataSet(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int start = (int) DicomFile.read(file).dataSetOffset();
    return Arrays.copyOfRange(bytes, start, bytes.length);
  }

  /** The data set in explicit VR little endian without group lengths, as DCMTK decodes it. */
  private byte[] decoded(Path source, Path folder) throws IOException, InterruptedException {
    String tool =
        switch (syntax.name()) {
          case "RLE Lossless" -> "dcmdrle";
          case "JPEG-LS Lossless", "JPEG-LS Lossy (Near-Lossless)" -> "dcmdjpls";
          default -> syntax.encapsulated() ? "dcmdjpeg" : "dcmconv";
        };
    Path plain = Files.createTempFile(folder, "decoded", ".dataset");
    dcmtk(folder, tool, "-F", "+te", "-g", source.toString(), plain.toString());
    return Files.readAllBytes(plain);
  }
}
