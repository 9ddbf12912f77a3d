package org.rotavox.dataset.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What the codecs do with damaged frames, and RLE in all its forms. */
class CodecTest {

  private static final FrameShape BYTES = new FrameShape(2, 4, 8);
  private static final FrameShape WORDS = new FrameShape(1, 4, 16);

  private static byte[] rle(int segments, int[] offsets, int... body) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(segments);
    Arrays.stream(offsets).forEach(header::putInt);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(header.array());
    Arrays.stream(body).forEach(out::write);
    return out.toByteArray();
  }

  private static int[] decode(FrameCodec codec, FrameShape shape, byte[] bytes)
      throws CodecException {
    int[] into = new int[shape.pixels()];
    Arrays.fill(into, 99);
    codec.decode(bytes, shape, into);
    return into;
  }

  @Test
  void unpacksLiteralsRunsNoOperationsAndPadding() throws IOException {
    byte[] frame = rle(1, new int[] {64}, 2, 1, 2, 3, 0x80, 0xFD, 255, 0, 7, 0, 0);
    assertThat(decode(new RleCodec(), BYTES, frame))
        .containsExactly(1, 2, 3, 255, 255, 255, 255, 7);
  }

  @Test
  void putsTheFirstSegmentIntoTheHighByte() throws IOException {
    byte[] frame = rle(2, new int[] {64, 66}, 0xFD, 0x12, 3, 1, 2, 3, 4);
    assertThat(decode(new RleCodec(), WORDS, frame))
        .containsExactly(0x1201, 0x1202, 0x1203, 0x1204);
  }

  @Test
  void aRunMayReachBeyondTheFrame() throws IOException {
    byte[] frame = rle(1, new int[] {64}, 0x81, 5);
    assertThat(decode(new RleCodec(), BYTES, frame)).containsOnly(5);
  }

  @Test
  void refusesDamagedRleWithQuantities() throws IOException {
    assertRefused(new byte[10], "header of 64 bytes, found 10");
    assertRefused(rle(3, new int[] {64, 66, 68}, 0, 0), "expected 1 RLE segments, found 3");
    assertRefused(rle(1, new int[] {60}, 0xF9, 1), "RLE segment 1 from 60");
    assertRefused(rle(1, new int[] {400}, 0xF9, 1), "RLE segment 1 from 400");
    assertRefused(rle(1, new int[] {-1}, 0xF9, 1), "RLE segment 1 from 4294967295");
    assertRefused(rle(1, new int[] {64}, 0xFB, 1), "expected 8 bytes of an RLE segment, found 6");
    assertRefused(rle(1, new int[] {64}, 7, 1, 2), "expected 8 literal bytes");
    assertThatThrownBy(() -> decode(new RleCodec(), new FrameShape(2000, 2000, 8), new byte[64]))
        .isInstanceOf(CodecException.class);
  }

  private static void assertRefused(byte[] frame, String why) {
    assertThatThrownBy(() -> decode(new RleCodec(), BYTES, frame))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining(why);
  }

  @Test
  void refusesWhatIsNoJpegOrAnotherImage() {
    JpegCodec codec = new JpegCodec();
    for (int length : new int[] {0, 1, 2, 3, 10, 100}) {
      assertThatThrownBy(() -> decode(codec, BYTES, new byte[length]))
          .isInstanceOf(CodecException.class);
      assertThatThrownBy(() -> decode(new Jpeg2000Codec(), BYTES, new byte[length]))
          .isInstanceOf(CodecException.class);
    }
    assertThatThrownBy(() -> decode(codec, BYTES, header(0xC0, 12, 2, 4, 1)))
        .hasMessageContaining("SOF0 with 12 bits is not decodable");
    assertThatThrownBy(() -> decode(codec, BYTES, header(0xC2, 8, 2, 4, 1)))
        .hasMessageContaining("SOF2 with 8 bits is not decodable");
    assertThatThrownBy(() -> decode(codec, BYTES, header(0xC3, 8, 60000, 60000, 1)))
        .hasMessageContaining("found a JPEG of 60000 x 60000");
    assertThatThrownBy(() -> decode(codec, BYTES, header(0xC3, 12, 2, 4, 1)))
        .hasMessageContaining("expected at most 8 bits a sample, found 12");
    assertThatThrownBy(() -> decode(codec, BYTES, header(0xC3, 8, 2, 4, 3)))
        .hasMessageContaining("expected 1 JPEG component, found 3");
    assertThatThrownBy(() -> decode(codec, BYTES, header(0xC3, 8, 2, 4, 1)))
        .hasMessageContaining("found no coded data");
  }

  @Test
  void givesUpOnADecoderThatDoesNotComeBack() throws CodecException {
    CountDownLatch released = new CountDownLatch(1);
    FrameCodec stuck =
        (compressed, shape, into) -> {
          while (released.getCount() > 0) {
            Thread.onSpinWait();
          }
        };
    FrameCodec limited = new TimeLimitedCodec(stuck, Duration.ofMillis(50));
    try {
      assertThatThrownBy(() -> decode(limited, BYTES, new byte[2]))
          .isInstanceOf(CodecException.class)
          .hasMessageContaining("not decoded after");
      assertThatThrownBy(() -> decode(limited, BYTES, new byte[2]))
          .isInstanceOf(CodecException.class)
          .hasMessageContaining("not tried");
    } finally {
      released.countDown();
    }
  }

  @Test
  void aTimeLimitChangesNothingElse() throws IOException {
    byte[] frame = rle(1, new int[] {64}, 0x81, 5);
    FrameCodec limited = new TimeLimitedCodec(new RleCodec(), Duration.ofMinutes(1));
    assertThat(decode(limited, BYTES, frame)).containsOnly(5);
    assertThatThrownBy(() -> decode(limited, BYTES, new byte[10]))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("header of 64 bytes, found 10");
  }

  private static byte[] header(int process, int bits, int rows, int columns, int components) {
    return new byte[] {
      (byte) 0xFF,
      (byte) 0xD8,
      (byte) 0xFF,
      (byte) process,
      0,
      11,
      (byte) bits,
      (byte) (rows >> 8),
      (byte) rows,
      (byte) (columns >> 8),
      (byte) columns,
      (byte) components,
      1,
      0x11,
      0
    };
  }
}
