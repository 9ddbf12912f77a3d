package org.rotavox.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.DicomFormatException;
import org.rotavox.dataset.DicomWriter;
import org.rotavox.dataset.SopClass;
import org.rotavox.dataset.Tag;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.dicom.Uid;

/** A header of which little is kept says the same of its run, and is refused for the same. */
class KeptHeaderTest {

  private static final int MUTATIONS = 40;
  private static final int LARGEST = 600_000;
  private static final int MOST_DAMAGED = 6000;

  @TempDir private Path folder;

  private static List<Path> samples() throws IOException {
    List<Path> found = new ArrayList<>();
    for (String root :
        List.of(
            "src/node/src/test/resources", "src/dicom/src/test/resources", "integration-tests")) {
      try (Stream<Path> files = Files.walk(Path.of(root))) {
        for (Path file : files.filter(each -> each.toString().endsWith(".dcm")).sorted().toList()) {
          if (Files.size(file) <= LARGEST) {
            found.add(file);
          }
        }
      }
    }
    return found;
  }

  /** What intake learns of a file, or why it refuses it. */
  private static String outcome(Path file, boolean whole) throws IOException {
    try {
      DicomFile read =
          whole ? DicomFile.read(file) : DicomFile.readKept(file, RunReader.TAGS_OF_KEY::contains);
      DataSet header = read.dataSet();
      return RunReader.keyOf(header)
          + " "
          + RunReader.announcedBy(header)
          + " "
          + RunReader.isWhole(header)
          + " "
          + read.transferSyntax();
    } catch (DicomFormatException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void everySampleAndItsDamagedCopiesSayTheSame() throws IOException {
    Random random = new Random(16);
    Path damaged = folder.resolve("damaged.dcm");
    int refused = 0;
    int compared = 0;
    for (Path sample : samples()) {
      byte[] bytes = Files.readAllBytes(sample);
      for (int i = 0; i < MUTATIONS; i++) {
        Files.write(damaged, i == 0 ? bytes : damaged(bytes, random));
        String whole = outcome(damaged, true);
        assertThat(outcome(damaged, false)).as("%s, copy %d", sample, i).isEqualTo(whole);
        refused += whole.contains("RunKey") ? 0 : 1;
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(500);
    assertThat(refused).isBetween(compared / 50, compared * 9 / 10);
  }

  private static byte[] damaged(byte[] bytes, Random random) {
    int length = random.nextInt(4) == 0 ? 1 + random.nextInt(bytes.length) : bytes.length;
    byte[] copy = java.util.Arrays.copyOf(bytes, length);
    for (int i = 0; i <= random.nextInt(4); i++) {
      copy[random.nextInt(Math.min(length, MOST_DAMAGED))] = (byte) random.nextInt(256);
    }
    return copy;
  }

  @Test
  void ofAMillionElementsTheFewAreKeptThatAreAskedFor() throws IOException {
    Path file = folder.resolve("many.dcm");
    try (java.io.OutputStream out = new java.io.BufferedOutputStream(Files.newOutputStream(file))) {
      DicomWriter.writePreambleAndMeta(
          out,
          DicomWriter.fileMeta(
              SopClass.X_RAY_ANGIOGRAPHIC_IMAGE_STORAGE,
              new Uid("1.2.3"),
              TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN));
      out.write(element(Tag.SOPClassUID, "1.2.840.10008.5.1.4.1.1.12.1"));
      for (int i = 0; i < 1_000_000 - 2; i++) {
        out.write(element(0x00090000 + 2 * (i / 60_000) * 0x10000 + i % 60_000 + 0x100, ""));
      }
      out.write(element(0x7FE10010, "late"));
    }
    DicomFile read = DicomFile.readKept(file, RunReader.TAGS_OF_KEY::contains);
    assertThat(read.dataSet().tags()).containsExactly(Tag.SOPClassUID);
  }

  private static byte[] element(int tag, String value) {
    byte[] text =
        (value.length() % 2 == 0 ? value : value + "\0").getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteBuffer header = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    header.putShort((short) (tag >>> 16)).putShort((short) tag);
    header.put((byte) 'U').put((byte) (tag == Tag.SOPClassUID ? 'I' : 'T'));
    if (tag != Tag.SOPClassUID) {
      header.put(4, (byte) 'L').put(5, (byte) 'O');
    }
    header.putShort(6, (short) text.length);
    out.writeBytes(header.array());
    out.writeBytes(text);
    return out.toByteArray();
  }
}
