package org.rotavox.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports that come at the same time have bounded room. */
class ReportRoomTest {

  private static final int LONGEST = 16 << 20;
  private static final int STEP = ReportRoom.STEP_BYTES;

  private final ReportRoom room = new ReportRoom(30L * STEP);

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, STEP - 1, STEP, STEP + 1, 3 * STEP, 10 * STEP + 17})
  void aReportArrivesAsItIs(int length) throws IOException {
    byte[] report = random(length);
    assertThat(room.use(new ByteArrayInputStream(report), LONGEST, bytes -> bytes))
        .get()
        .isEqualTo(report);
    assertThat(room.free()).isEqualTo(10);
  }

  @Test
  void whatIsLongerThanTheLongestIsCut() throws IOException {
    assertThat(room.use(new ByteArrayInputStream(random(1000)), 100, bytes -> bytes.length))
        .contains(100);
  }

  @Test
  void whoFindsNoRoomIsToldAndSmallReportsAreTakenMeanwhile() throws IOException {
    byte[] large = random(10 * STEP);
    byte[] small = random(1000);
    boolean taken =
        room.use(
                new ByteArrayInputStream(large),
                LONGEST,
                bytes -> {
                  assertThat(room.free()).isZero();
                  assertThat(room.use(new ByteArrayInputStream(large), LONGEST, each -> each))
                      .isEmpty();
                  assertThat(room.use(new ByteArrayInputStream(small), LONGEST, each -> each))
                      .get()
                      .isEqualTo(small);
                  return true;
                })
            .orElse(false);
    assertThat(taken).isTrue();
    assertThat(room.free()).isEqualTo(10);
  }

  @Test
  void roomIsGivenBackWhereTheDataBreakOff() {
    InputStream broken =
        new InputStream() {
          private int left = 5 * STEP;

          @Override
          public int read() throws IOException {
            if (left-- == 0) {
              throw new IOException("connection lost");
            }
            return 1;
          }

          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
              return 0;
            }
            into[offset] = (byte) read();
            return 1;
          }
        };
    assertThatThrownBy(() -> room.use(broken, LONGEST, bytes -> bytes))
        .hasMessage("connection lost");
    assertThat(room.free()).isEqualTo(10);
  }
}
