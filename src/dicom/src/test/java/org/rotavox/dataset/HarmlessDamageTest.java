package org.rotavox.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.dataset.RandomHeader.Form;
import org.rotavox.dataset.codec.JpegLosslessWriter;

/**
 * Damage that leaves one meaning is read as what it means, with a warning; what is whole is read
 * without one. Each kind is made many times, by chance, always the same.
 */
class HarmlessDamageTest {

  private static final int HEADERS = 1500;
  private static final int FILES = 400;

  @TempDir private Path folder;

  @Test
  void delimitersBehindEmptySequencesArePassedOver() throws IOException {
    Random random = new Random(4);
    int damaged = 0;
    for (int i = 0; i < HEADERS; i++) {
      RandomHeader header = RandomHeader.draw(random);
      boolean explicit = random.nextBoolean();
      boolean sequences = random.nextBoolean();
      DicomFile right =
          read(header.write(new Form(explicit, true, sequences, false, false), random), explicit);
      byte[] bytes = header.write(new Form(explicit, true, sequences, true, false), random);
      DicomFile read = read(bytes, explicit);
      assertThat(DataSets.dump(read.dataSet()))
          .as("%d", i)
          .isEqualTo(DataSets.dump(right.dataSet()));
      boolean isDamaged = header.emptyInItems() > 0;
      damaged += isDamaged ? 1 : 0;
      assertThat(read.warnings().stream().anyMatch(w -> w.contains("behind an empty sequence")))
          .as("%d: %s", i, read.warnings())
          .isEqualTo(isDamaged);
    }
    System.out.println("stray delimiters: " + damaged + " headers of " + HEADERS);
    assertThat(damaged).isGreaterThan(HEADERS / 4);
  }

  @Test
  void explicitVrsInsideUnknownSequencesAreRead() throws IOException {
    Random random = new Random(5);
    int damaged = 0;
    for (int i = 0; i < HEADERS; i++) {
      RandomHeader header = RandomHeader.draw(random);
      boolean items = random.nextBoolean();
      boolean sequences = random.nextBoolean();
      DicomFile right =
          read(header.write(new Form(true, items, sequences, false, false), random), true);
      DicomFile read =
          read(header.write(new Form(true, items, sequences, false, true), random), true);
      assertThat(DataSets.dump(read.dataSet()))
          .as("%d", i)
          .isEqualTo(DataSets.dump(right.dataSet()));
      damaged += read.warnings().isEmpty() ? 0 : 1;
    }
    System.out.println("explicit VRs in UN: " + damaged + " headers of " + HEADERS);
    assertThat(damaged).isGreaterThan(HEADERS / 4);
  }

  /** What was read before is read as before: implicit items in UN, as the standard has it. */
  @Test
  void implicitItemsInsideUnknownSequencesStayImplicit() throws IOException {
    Random random = new Random(6);
    for (int i = 0; i < HEADERS; i++) {
      RandomHeader header = RandomHeader.draw(random);
      byte[] inner = header.write(new Form(false, true, true, false, false), random);
      byte[] outer =
          new Raw()
              .longHeader(Tag.ReferencedStudySequence, "UN", Raw.UNDEFINED)
              .item(Raw.UNDEFINED)
              .bytes(inner)
              .itemEnd()
              .sequenceEnd()
              .toBytes();
      DataSet item = read(outer, true).dataSet().getSequence(Tag.ReferencedStudySequence).get(0);
      assertThat(DataSets.dump(item)).isEqualTo(DataSets.dump(read(inner, false).dataSet()));
    }
  }

  private static DicomFile read(byte[] bytes, boolean explicit) throws IOException {
    return new Raw()
        .bytes(bytes)
        .read(
            explicit
                ? TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN
                : TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
  }

  @Test
  void fragmentsAreReadWhateverTheirEndTheirVrAndTheirName() throws IOException {
    Random random = new Random(11);
    List<TransferSyntax> names =
        List.of(
            TransferSyntax.JPEG_LOSSLESS_SV1,
            TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
            TransferSyntax.JPEG_LS_LOSSLESS,
            TransferSyntax.JPEG_2000,
            TransferSyntax.RLE_LOSSLESS);
    Path file = folder.resolve("fragments.dcm");
    for (int i = 0; i < FILES; i++) {
      int frames = 1 + random.nextInt(4);
      int[][] pixels = new int[frames][];
      Raw raw = imageHeader(frames, 16);
      String vr = List.of("OB", "OW", "UN").get(random.nextInt(3));
      raw.longHeader(Tag.PixelData, vr, Raw.UNDEFINED).item(0);
      for (int f = 0; f < frames; f++) {
        pixels[f] = random.ints(64, 0, 4096).toArray();
        byte[] frame = jpegLossless(pixels[f], random);
        raw.item(frame.length).bytes(frame);
      }
      int end = random.nextInt(5);
      switch (end) {
        case 0 -> raw.sequenceEnd();
        case 1 -> raw.word(0).word(0);
        case 2 -> raw.itemEnd();
        case 3 -> raw.longHeader(Tag.DataSetTrailingPadding, "OB", 4).word(0);
        default -> {
          // nothing at all
        }
      }
      TransferSyntax name = names.get(random.nextInt(names.size()));
      Files.write(file, raw.file(name));
      DicomFile read = DicomFile.read(file);
      boolean whole = end == 0 && !vr.equals("UN") && name.equals(TransferSyntax.JPEG_LOSSLESS_SV1);
      assertThat(read.warnings().isEmpty()).as("%d: %s", i, read.warnings()).isEqualTo(whole);
      assertThat(read.transferSyntax().lossy()).isFalse();
      try (PixelFrames opened = PixelFrames.open(read)) {
        for (int f = 0; f < frames; f++) {
          int[] decoded = new int[64];
          opened.readFrame(f, decoded);
          assertThat(decoded)
              .as("%d, frame %d, end %d, %s as %s", i, f, end, vr, name)
              .isEqualTo(pixels[f]);
        }
      }
    }
    System.out.println("fragments: " + FILES + " files");
  }

  /** Bytes of a begin inside a stream do not make a frame of a continuation. */
  @Test
  void aContinuationThatBeginsLikeAStreamBelongsToItsFrame() throws IOException {
    Random random = new Random(12);
    Path file = folder.resolve("continued.dcm");
    int split = 0;
    for (int i = 0; i < FILES; i++) {
      int frames = 2 + random.nextInt(4);
      int[][] pixels = new int[frames][];
      Raw raw = imageHeader(frames, 16).longHeader(Tag.PixelData, "OB", Raw.UNDEFINED).item(0);
      for (int f = 0; f < frames; f++) {
        pixels[f] = random.ints(64, 0, 4096).toArray();
        byte[] frame = withComment(jpegLossless(pixels[f], random));
        int cut = 6; // where the comment's bytes of a begin stand
        raw.item(cut).bytes(Arrays.copyOf(frame, cut));
        byte[] rest = Arrays.copyOfRange(frame, cut, frame.length);
        raw.item(rest.length).bytes(rest);
        split++;
      }
      Files.write(file, raw.sequenceEnd().file(TransferSyntax.JPEG_LOSSLESS_SV1));
      try (PixelFrames opened = PixelFrames.open(DicomFile.read(file))) {
        for (int f = 0; f < frames; f++) {
          int[] decoded = new int[64];
          opened.readFrame(f, decoded);
          assertThat(decoded).isEqualTo(pixels[f]);
        }
      }
    }
    assertThat(split).isGreaterThan(2 * FILES);
  }

  /** SOI, then a comment (B.2.4.5) whose text begins with the bytes of SOI. */
  private static byte[] withComment(byte[] frame) {
    byte[] comment = {(byte) 0xFF, (byte) 0xFE, 0, 6, (byte) 0xFF, (byte) 0xD8, 1, 2};
    byte[] out = new byte[frame.length + comment.length];
    System.arraycopy(frame, 0, out, 0, 2);
    System.arraycopy(comment, 0, out, 2, comment.length);
    System.arraycopy(frame, 2, out, 2 + comment.length, frame.length - 2);
    return out;
  }

  private static byte[] jpegLossless(int[] pixels, Random random) {
    byte[] frame =
        JpegLosslessWriter.write(
            pixels, 8, 8, new JpegLosslessWriter.Form(12, 1, 0, 0, false, true), random);
    return frame.length % 2 == 0 ? frame : Arrays.copyOf(frame, frame.length + 1);
  }

  private static Raw imageHeader(int frames, int bits) {
    return new Raw()
        .element(Tag.SOPClassUID, "UI", "1.2.840.10008.5.1.4.1.1.12.1")
        .element(Tag.NumberOfFrames, "IS", String.format("%-4d", frames))
        .element(Tag.Rows, "US", "\b\0")
        .element(Tag.Columns, "US", "\b\0")
        .element(Tag.BitsAllocated, "US", (char) bits + "\0")
        .element(Tag.BitsStored, "US", "\f\0")
        .element(Tag.HighBit, "US", (char) 11 + "\0");
  }

  @Test
  void deflatedIsReadRawWithAZlibHeaderAndNotDeflatedAtAll() throws IOException {
    Random random = new Random(25);
    Path file = folder.resolve("deflated.dcm");
    for (int i = 0; i < FILES; i++) {
      RandomHeader header = RandomHeader.draw(random);
      byte[] plain = header.write(new Form(true, true, true, false, false), random);
      int kind = random.nextInt(3);
      byte[] body = kind == 2 ? plain : deflated(plain, random.nextInt(10), kind == 0);
      Files.write(
          file, new Raw().bytes(body).file(TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN));
      DicomFile read = DicomFile.read(file);
      assertThat(DataSets.dump(read.dataSet()))
          .as("%d, kind %d", i, kind)
          .isEqualTo(DataSets.dump(read(plain, true).dataSet()));
      assertThat(
              read.warnings().stream().anyMatch(w -> w.contains("zlib") || w.contains("deflated")))
          .as("%d: %s", kind, read.warnings())
          .isEqualTo(kind != 0);
    }
  }

  private static byte[] deflated(byte[] plain, int level, boolean raw) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(level, raw);
    try (DeflaterOutputStream in = new DeflaterOutputStream(out, deflater)) {
      in.write(plain);
    }
    deflater.end();
    return out.toByteArray();
  }

  /** Pixels that leave one number of frames give it back; what they contradict stays as it is. */
  @Test
  void theNumberOfFramesIsCountedWhereItIsNotStated() throws IOException {
    Random random = new Random(8);
    for (int i = 0; i < FILES; i++) {
      int frames = 2 + random.nextInt(60);
      String stated = List.of("", "0 ", "-1", "x ", "0.5 ").get(random.nextInt(5));
      boolean angles = random.nextBoolean();
      boolean contradicted = angles && random.nextInt(3) == 0;
      int values = contradicted ? frames + 1 : frames;
      Raw raw = new Raw().element(Tag.SOPClassUID, "UI", "1.2.840.10008.5.1.4.1.1.12.1");
      if (angles) {
        raw.element(
            Tag.PositionerPrimaryAngleIncrement,
            "DS",
            even(String.join("\\", java.util.Collections.nCopies(values, "1"))));
      }
      if (!stated.isEmpty()) {
        raw.element(Tag.NumberOfFrames, "IS", stated);
      }
      raw.element(Tag.Rows, "US", "\b\0")
          .element(Tag.Columns, "US", "\b\0")
          .element(Tag.BitsAllocated, "US", "\20\0")
          .longHeader(Tag.PixelData, "OW", frames * 128)
          .bytes(new byte[frames * 128]);
      DicomFile read = raw.read(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
      assertThat(read.dataSet().getInt(Tag.NumberOfFrames, 1))
          .as("%d: %s", i, read.warnings())
          .isEqualTo(
              contradicted ? stated.startsWith("0 ") ? 0 : stated.equals("-1") ? -1 : 1 : frames);
      assertThat(read.warnings()).hasSize(contradicted ? 0 : 1);
    }
  }

  private static String even(String text) {
    return text.length() % 2 == 0 ? text : text + " ";
  }
}
