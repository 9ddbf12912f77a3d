package org.rotavox.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.rotavox.dataset.codec.CodecException;
import org.rotavox.dataset.codec.FrameCodec;
import org.rotavox.dataset.codec.FrameShape;
import org.rotavox.dataset.codec.Jpeg2000Codec;
import org.rotavox.dataset.codec.JpegCodec;
import org.rotavox.dataset.codec.JpegLsCodec;
import org.rotavox.dataset.codec.RleCodec;

/**
 * Damaged files by the ten thousand, always the same ones: nothing but the declared exception comes
 * out, every one ends, and none takes memory beyond its size.
 */
class MutationTest {

  private static final Path JPEG_LS =
      Path.of("src/dicom/src/test/resources/org/rotavox/dataset/jpeg-ls/dcmtk.dcm");

  private static final int MUTANTS_OF_EACH = 10_000;
  private static final int JPEG_MUTANTS = 500;

  private static final int JPEG_2000_HEADER_BYTES = 120;

  /** Buffers of fixed size, plus what the attributes cost: a few hundred bytes for each of 8. */
  private static final long MOST_BYTES = 1 << 20;

  private static final int MOST_BYTES_FOR_A_BYTE = 200;

  private static final ReadLimits LIMITS = new ReadLimits(256, 1 << 18, 8, 1000, 1 << 20);

  private static List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (TransferSyntax syntax :
        List.of(
            TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      DicomWriter.writeDataSet(out, DicomWriterTest.rich(), syntax);
      seeds.add(new Raw().bytes(out.toByteArray()).file(syntax));
    }
    byte[] items = new Raw().item(10).implicit(Tag.CodeValue, "A ").toBytes();
    seeds.add(
        new Raw()
            .longHeader(Tag.SourceImageSequence, "UN", Raw.UNDEFINED)
            .bytes(items)
            .sequenceEnd()
            .longHeader(Tag.ProcedureCodeSequence, "UN", 18)
            .bytes(items)
            .file(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN));
    seeds.add(rleFile());
    return seeds;
  }

  private static byte[] rleFile() throws IOException {
    PixelDescription pixels = TestImages.grey(8, 8, 7, false);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DicomWriter.writeDataSet(
        out, TestImages.description(pixels), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    Raw raw = new Raw().bytes(out.toByteArray());
    raw.longHeader(Tag.PixelData, "OB", Raw.UNDEFINED).item(12);
    byte[] frame = rleFrame(pixels.pixels());
    for (int i = 0; i < 3; i++) {
      raw.word(i * (frame.length + 8));
    }
    for (int i = 0; i < 3; i++) {
      raw.item(frame.length).bytes(frame);
    }
    return raw.sequenceEnd().file(TransferSyntax.RLE_LOSSLESS);
  }

  private static byte[] rleFrame(int pixels) {
    Raw raw = new Raw().word(1).word(64).bytes(new byte[56]);
    for (int left = pixels; left > 0; left -= 12) {
      raw.bytes((byte) 3, (byte) 1, (byte) 2, (byte) 3, (byte) 4, (byte) -7, (byte) left);
    }
    byte[] bytes = raw.toBytes();
    return bytes.length % 2 == 0 ? bytes : Arrays.copyOf(bytes, bytes.length + 1);
  }

  /** Changes, inserts, deletes or cuts a few bytes; prefers the values that lengths break at. */
  private static byte[] mutant(byte[] seed, Random random) {
    byte[] bytes = seed.clone();
    for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(6)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes[at] = (byte) new int[] {0, 1, 0x7F, 0x80, 0xFE, 0xFF}[random.nextInt(6)];
        case 3 ->
            java.util.Arrays.fill(
                bytes,
                at,
                Math.min(bytes.length, at + 4),
                (byte) (random.nextBoolean() ? 0xFF : 0));
        case 4 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
        default -> {
          int from = random.nextInt(bytes.length);
          int length = Math.min(random.nextInt(40), bytes.length - Math.max(at, from));
          System.arraycopy(bytes, from, bytes, at, length);
        }
      }
    }
    return bytes;
  }

  @Test
  void damagedFilesAreReadOrRefusedInBoundedMemory() throws IOException {
    ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Random random = new Random(20);
    int read = 0;
    int refused = 0;
    for (byte[] seed : seeds()) {
      visit(FileParser.parse(Path.of("seed"), seed, LIMITS).dataSet());
      for (int i = 0; i < MUTANTS_OF_EACH; i++) {
        byte[] mutant = mutant(seed, random);
        long before = memory.getCurrentThreadAllocatedBytes();
        try {
          visit(FileParser.parse(Path.of("mutant"), mutant, LIMITS));
          read++;
        } catch (DicomFormatException e) {
          refused++;
          assertThat(e).hasMessageNotContaining("null");
        }
        long most = MOST_BYTES + (long) MOST_BYTES_FOR_A_BYTE * mutant.length;
        if (memory.getCurrentThreadAllocatedBytes() - before > most) {
          fail("mutant %d of %d bytes took more than %d bytes of memory", i, mutant.length, most);
        }
      }
    }
    assertThat(read).isGreaterThan(1000);
    assertThat(refused).isGreaterThan(1000);
  }

  /** Reads every value, and the frames as far as they can be opened. */
  private static void visit(DicomFile file) throws IOException {
    visit(file.dataSet());
    try (PixelFrames frames = PixelFrames.open(file)) {
      if (frames.description().pixels() <= 4096) {
        int[] into = new int[frames.description().pixels()];
        for (int i = 0; i < Math.min(4, frames.count()); i++) {
          frames.readFrame(i, into);
        }
      }
    }
  }

  private static void visit(DataSet dataSet) {
    for (int tag : dataSet.tags()) {
      dataSet.getStrings(tag);
      dataSet.getDoubles(tag);
      dataSet.getInts(tag);
      dataSet.getDate(tag);
      dataSet.getUid(tag);
      dataSet.getSequence(tag).forEach(MutationTest::visit);
    }
  }

  @Test
  void damagedRleFramesAreDecodedOrRefused() throws IOException {
    FrameShape shape = new FrameShape(24, 31, 8);
    assertThat(decodes(new RleCodec(), shape, rleFrame(shape.pixels()), MUTANTS_OF_EACH))
        .isBetween(100, MUTANTS_OF_EACH - 100);
  }

  @Test
  void damagedJpegFramesAreDecodedOrRefused() throws IOException {
    byte[] frame = firstFrame(Path.of("integration-tests/phantoms/small-absolute-jpegll.dcm"));
    assertThat(decodes(new JpegCodec(), new FrameShape(128, 128, 16), frame, JPEG_MUTANTS))
        .isBetween(1, JPEG_MUTANTS - 1);
  }

  @Test
  void damagedJpegLsFramesAreDecodedOrRefused() throws IOException {
    byte[] frame = firstFrame(JPEG_LS);
    assertThat(decodes(new JpegLsCodec(), new FrameShape(64, 64, 16), frame, MUTANTS_OF_EACH))
        .isBetween(1, MUTANTS_OF_EACH - 1);
  }

  @Test
  void jpegLsGivesBackEveryPixelAndRefusesWhatIsCutOff() throws IOException {
    assertThat(TestImages.framesOf(JPEG_LS))
        .isEqualTo(
            TestImages.framesOf(
                Path.of(
                    "src/dicom/src/test/resources/org/rotavox/dataset/jpeg-lossless/native.dcm")));
    byte[] frame = firstFrame(JPEG_LS);
    FrameShape shape = new FrameShape(64, 64, 16);
    for (int length = 0; length < frame.length - 16; length += 7) {
      byte[] cut = Arrays.copyOf(frame, length);
      assertThatThrownBy(() -> new JpegLsCodec().decode(cut, shape, new int[shape.pixels()]))
          .as("%d of %d bytes", length, frame.length)
          .isInstanceOf(CodecException.class);
    }
  }

  private static byte[] firstFrame(Path path) throws IOException {
    DicomFile file = DicomFile.read(path);
    Value.Fragments fragments =
        (Value.Fragments) file.dataSet().find(Tag.PixelData).orElseThrow().value();
    try (PositionedBytes bytes = PositionedBytes.open(fragments.source(), 0, 0)) {
      return bytes.read(fragments.offset(0), (int) fragments.fragmentLength(0));
    }
  }

  /** Of JPEG 2000 the headers only: a damaged packet may keep its decoder busy for ever. */
  @Test
  void damagedJpeg2000HeadersAreDecodedOrRefused() throws IOException {
    PixelDescription pixels = TestImages.grey(16, 12, 11, false);
    int[] values = new int[pixels.pixels() * pixels.frames()];
    TestImages.image(pixels, values);
    byte[] frame = EncapsulatedFramesTest.jpeg2000(pixels, Arrays.copyOf(values, pixels.pixels()));
    FrameShape shape = new FrameShape(pixels.rows(), pixels.columns(), 16);
    Random random = new Random(22);
    int refused = 0;
    for (int i = 0; i < JPEG_MUTANTS; i++) {
      byte[] mutant = frame.clone();
      mutant[random.nextInt(JPEG_2000_HEADER_BYTES)] = (byte) random.nextInt(256);
      try {
        new Jpeg2000Codec().decode(mutant, shape, new int[shape.pixels()]);
      } catch (CodecException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(1, JPEG_MUTANTS - 1);
  }

  private static int decodes(FrameCodec codec, FrameShape shape, byte[] seed, int mutants)
      throws CodecException {
    Random random = new Random(21);
    int[] into = new int[shape.pixels()];
    codec.decode(seed, shape, into);
    int decoded = 0;
    for (int i = 0; i < mutants; i++) {
      try {
        codec.decode(mutant(seed, random), shape, into);
        decoded++;
      } catch (CodecException e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
    return decoded;
  }
}
