package org.rotavox.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class WatermarkTest {

  private static final long MIB = 1 << 20;

  private final AtomicLong free = new AtomicLong(200 * MIB);
  private final Watermark watermark = new Watermark(Path.of("/data"), 100 * MIB, free::get);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(Watermark.class);

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(log);
  }

  @Test
  void saysOnceThatItFellBelowAndOnceThatItIsAboveAgain() throws IOException {
    assertThat(watermark.admits()).isTrue();
    free.set(99 * MIB);
    for (int n = 0; n < 5; n++) {
      assertThat(watermark.admits()).isFalse();
    }
    free.set(300 * MIB);
    assertThat(watermark.admits()).isTrue();
    assertThat(watermark.admits()).isTrue();
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .hasSize(2)
        .satisfiesExactly(
            below ->
                assertThat(below)
                    .contains(
                        "99 MiB free",
                        "store.minimumFree is 100 MiB",
                        "rejected",
                        "A700",
                        "free disk space in or around /data",
                        "goes on by itself"),
            above ->
                assertThat(above).contains("300 MiB free again", "5 associations and objects"));
  }

  @Test
  void aDiskThatHoversAtTheMarkDoesNotOpenAndCloseAllTheTime() throws IOException {
    free.set(99 * MIB);
    assertThat(watermark.hasRoom()).isFalse();
    free.set(101 * MIB);
    assertThat(watermark.hasRoom()).isFalse();
    free.set(105 * MIB);
    assertThat(watermark.hasRoom()).isTrue();
    free.set(100 * MIB);
    assertThat(watermark.hasRoom()).isTrue();
    assertThat(log.list).hasSize(2);
  }

  @Test
  void withoutAMarkThereIsAlwaysRoom() throws IOException {
    free.set(0);
    assertThat(new Watermark(Path.of("/data"), 0, free::get).hasRoom()).isTrue();
  }

  @Test
  void aDiskThatCannotBeAskedTakesObjectsIn() {
    Watermark mute =
        new Watermark(
            Path.of("/data"),
            100 * MIB,
            () -> {
              throw new IOException("the system does not report");
            });
    assertThat(mute.hasRoom()).isTrue();
    assertThat(mute.admits()).isTrue();
  }

  @Test
  void theDiskIsAskedWithoutTheTableOfMounts() throws IOException {
    assertThat(DiskSpace.usableBytes(Path.of("").toAbsolutePath())).isPositive();
    assertThatThrownBy(() -> DiskSpace.usableBytes(Path.of("/nowhere/at/all")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/nowhere/at/all");
  }
}
