package org.rotavox.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.jaiimageio.jpeg2000.J2KImageWriteParam;
import com.github.jaiimageio.jpeg2000.impl.J2KImageWriterSpi;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.dataset.codec.FrameShape;
import org.rotavox.dataset.codec.Jpeg2000Codec;

/**
 * Offset tables and fragments in every form, with JPEG 2000 frames that are made here.
 *
 * <p>The encoder of these frames is not exact for all of them (another decoder agrees with ours on
 * what it wrote), so what is expected is each frame decoded by itself, and the original of the
 * first, which it encodes exactly.
 */
class EncapsulatedFramesTest {

  private static final PixelDescription PIXELS = TestImages.grey(16, 12, 11, false);
  private static final byte[] NO_TABLE = new byte[0];

  private final int[] expected = new int[PIXELS.pixels() * PIXELS.frames()];
  private final List<byte[]> frames = frames();

  private List<byte[]> frames() {
    TestImages.image(PIXELS, expected);
    try {
      List<byte[]> encoded = List.of(jpeg2000(0), jpeg2000(1), jpeg2000(2));
      FrameShape shape = new FrameShape(PIXELS.rows(), PIXELS.columns(), 16);
      for (int frame = 1; frame < encoded.size(); frame++) {
        int[] decoded = new int[PIXELS.pixels()];
        new Jpeg2000Codec().decode(encoded.get(frame), shape, decoded);
        System.arraycopy(decoded, 0, expected, frame * PIXELS.pixels(), PIXELS.pixels());
      }
      return encoded;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private byte[] jpeg2000(int frame) throws IOException {
    int start = frame * PIXELS.pixels();
    return jpeg2000(PIXELS, Arrays.copyOfRange(expected, start, start + PIXELS.pixels()));
  }

  static byte[] jpeg2000(PixelDescription pixels, int[] values) throws IOException {
    BufferedImage image =
        new BufferedImage(pixels.columns(), pixels.rows(), BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setSamples(0, 0, pixels.columns(), pixels.rows(), 0, values);
    ImageWriter writer = new J2KImageWriterSpi().createWriterInstance(null);
    J2KImageWriteParam lossless = new J2KImageWriteParam();
    lossless.setLossless(true);
    lossless.setWriteCodeStreamOnly(true);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), lossless);
    }
    byte[] stream = bytes.toByteArray();
    return Arrays.copyOf(stream, stream.length + (stream.length & 1));
  }

  private int[] read(Path folder, DataSet description, byte[]... items) throws IOException {
    Path file = folder.resolve("file");
    TestImages.encapsulated(file, description, TransferSyntax.JPEG_2000_LOSSLESS, items);
    return TestImages.framesOf(file);
  }

  private static DataSet description() {
    return TestImages.description(PIXELS);
  }

  private byte[][] fragmented(byte[] table, int pieces) {
    byte[][] items = new byte[1 + frames.size() * pieces][];
    items[0] = table;
    for (int frame = 0; frame < frames.size(); frame++) {
      byte[] all = frames.get(frame);
      int size = all.length / pieces / 2 * 2;
      for (int piece = 0; piece < pieces; piece++) {
        int end = piece + 1 < pieces ? (piece + 1) * size : all.length;
        items[1 + frame * pieces + piece] = Arrays.copyOfRange(all, piece * size, end);
      }
    }
    return items;
  }

  private long[] offsets(int pieces) {
    long[] offsets = new long[frames.size()];
    for (int i = 1; i < offsets.length; i++) {
      offsets[i] = offsets[i - 1] + frames.get(i - 1).length + 8L * pieces;
    }
    return offsets;
  }

  private static byte[] basicTable(long... offsets) {
    ByteBuffer table = ByteBuffer.allocate(4 * offsets.length).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.stream(offsets).forEach(offset -> table.putInt((int) offset));
    return table.array();
  }

  private static byte[] extendedTable(long... offsets) {
    ByteBuffer table = ByteBuffer.allocate(8 * offsets.length).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.stream(offsets).forEach(table::putLong);
    return table.array();
  }

  @Test
  void decodesOneFragmentAFrame(@TempDir Path folder) throws IOException {
    assertThat(read(folder, description(), fragmented(NO_TABLE, 1))).isEqualTo(expected);
  }

  @Test
  void followsTheBasicOffsetTable(@TempDir Path folder) throws IOException {
    assertThat(read(folder, description(), fragmented(basicTable(offsets(3)), 3)))
        .isEqualTo(expected);
  }

  @Test
  void followsTheExtendedOffsetTable(@TempDir Path folder) throws IOException {
    DataSet description =
        description().setBytes(Tag.ExtendedOffsetTable, VR.OV, extendedTable(offsets(2)));
    assertThat(read(folder, description, fragmented(NO_TABLE, 2))).isEqualTo(expected);
  }

  @Test
  void findsFramesWithoutATableAndWithAWrongOne(@TempDir Path folder) throws IOException {
    assertThat(read(folder, description(), fragmented(NO_TABLE, 3))).isEqualTo(expected);
    assertThat(read(folder, description(), fragmented(basicTable(0, 4, 5), 3))).isEqualTo(expected);
    assertThat(read(folder, description(), fragmented(basicTable(0, 0, 0), 2))).isEqualTo(expected);
  }

  @Test
  void joinsAllFragmentsOfASingleFrame(@TempDir Path folder) throws IOException {
    byte[] first = frames.get(0);
    byte[] head = Arrays.copyOf(first, 100);
    byte[] tail = Arrays.copyOfRange(first, 100, first.length);
    assertThat(read(folder, description().setInt(Tag.NumberOfFrames, 1), NO_TABLE, head, tail))
        .isEqualTo(Arrays.copyOf(expected, PIXELS.pixels()));
  }

  @Test
  void readsSignedSamples(@TempDir Path folder) throws IOException {
    byte[] signed = frames.get(0).clone();
    int precisionAt = 42;
    assertThat(signed[precisionAt]).isEqualTo((byte) 15);
    signed[precisionAt] |= (byte) 0x80;
    int[] values =
        read(
            folder,
            description()
                .setInt(Tag.NumberOfFrames, 1)
                .setInt(Tag.BitsStored, 16)
                .setInt(Tag.HighBit, 15)
                .setInt(Tag.PixelRepresentation, 1),
            NO_TABLE,
            signed);
    for (int i = 0; i < values.length; i++) {
      assertThat(values[i]).isEqualTo(expected[i] - 32768);
    }
  }

  @Test
  void saysWhatIsWrongWithFragmentsThatDoNotSuitTheFrames(@TempDir Path folder) {
    assertThatThrownBy(() -> read(folder, description(), NO_TABLE, frames.get(0)))
        .isInstanceOf(DicomFormatException.class)
        .hasMessageContaining("expected at least 3 fragments");
    assertThatThrownBy(
            () ->
                read(
                    folder,
                    description(),
                    NO_TABLE,
                    frames.get(0),
                    frames.get(1),
                    frames.get(2),
                    frames.get(0)))
        .isInstanceOf(DicomFormatException.class)
        .hasMessageContaining("found 4 that begin a stream");
    assertThatThrownBy(
            () -> read(folder, description().setInt(Tag.Rows, 25), fragmented(NO_TABLE, 1)))
        .isInstanceOf(DicomFormatException.class)
        .hasMessageContaining(
            "frame 1: expected 31 x 25 pixels, found a JPEG 2000 image of 31 x 24");
  }

  /** The file of ISO 15444-1 annex I around the codestream, with every form of a box's length. */
  @Test
  void passesOverTheBoxesOfAJp2File(@TempDir Path folder) throws IOException {
    Random random = new Random(13);
    for (int i = 0; i < 60; i++) {
      byte[][] items = new byte[1 + frames.size()][];
      items[0] = NO_TABLE;
      for (int frame = 0; frame < frames.size(); frame++) {
        items[1 + frame] = jp2(frames.get(frame), random);
      }
      assertThat(read(folder, description(), items)).as("%d", i).isEqualTo(expected);
      assertThat(DicomFile.read(folder.resolve("file")).warnings())
          .anyMatch(warning -> warning.contains("JP2"));
    }
  }

  private static byte[] jp2(byte[] codestream, Random random) {
    Raw raw = new Raw();
    raw.bytes(box("jP  ", new byte[] {0x0D, 0x0A, (byte) 0x87, 0x0A}, 0));
    raw.bytes(box("ftyp", TestImages.ascii("jp2 \0\0\0\0jp2 "), random.nextInt(2)));
    raw.bytes(box("jp2h", box("ihdr", new byte[14], 0), 0));
    for (int i = random.nextInt(3); i > 0; i--) {
      raw.bytes(box("uuid", new byte[16 + 2 * random.nextInt(20)], random.nextInt(2)));
    }
    boolean last = random.nextBoolean();
    raw.bytes(box("jp2c", codestream, last ? random.nextInt(3) : random.nextInt(2)));
    if (!last) {
      raw.bytes(box("xml ", new byte[8], 0));
    }
    return raw.toBytes();
  }

  /**
   * @param form 0 = a length of 32 bits, 1 = one of 64, 2 = none: up to the end
   */
  private static byte[] box(String type, byte[] content, int form) {
    ByteBuffer box = ByteBuffer.allocate(content.length + (form == 1 ? 16 : 8));
    box.putInt(form == 0 ? content.length + 8 : form == 1 ? 1 : 0).put(TestImages.ascii(type));
    if (form == 1) {
      box.putLong(content.length + 16L);
    }
    return box.put(content).array();
  }

  @Test
  void aPaletteAroundTheCodestreamIsRefused(@TempDir Path folder) {
    byte[] jp2 =
        new Raw()
            .bytes(box("jP  ", new byte[] {0x0D, 0x0A, (byte) 0x87, 0x0A}, 0))
            .bytes(box("jp2h", box("pclr", new byte[8], 0), 0))
            .bytes(box("jp2c", frames.get(0), 0))
            .toBytes();
    assertThatThrownBy(() -> read(folder, description(), NO_TABLE, jp2, jp2, jp2))
        .hasMessageContaining("palette");
  }

  /** Without its end marker a codestream is read where every tile is whole, and only there. */
  @Test
  void aMissingEndMarkerIsPutBackWhereAllTilesAreThere() throws IOException {
    byte[] whole = frames.get(0);
    int end = whole.length - 1;
    while ((whole[end - 1] & 0xFF) != 0xFF || (whole[end] & 0xFF) != 0xD9) {
      end--;
    }
    FrameShape shape = new FrameShape(PIXELS.rows(), PIXELS.columns(), 16);
    byte[] stream = whole;
    for (int cut = 1; cut < end - 1; cut++) {
      byte[] part = Arrays.copyOf(stream, end - 1 - cut);
      assertThatThrownBy(() -> new Jpeg2000Codec().decode(part, shape, new int[PIXELS.pixels()]))
          .isInstanceOf(IOException.class);
    }
    int[] decoded = new int[PIXELS.pixels()];
    for (int padding = 0; padding < 2; padding++) {
      byte[] part = Arrays.copyOf(Arrays.copyOf(whole, end - 1), end - 1 + padding);
      new Jpeg2000Codec().decode(part, shape, decoded);
      assertThat(decoded).isEqualTo(Arrays.copyOf(expected, PIXELS.pixels()));
    }
  }
}
