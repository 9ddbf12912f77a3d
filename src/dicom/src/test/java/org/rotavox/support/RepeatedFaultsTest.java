package org.rotavox.support;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RepeatedFaultsTest {

  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong nanos = new AtomicLong();
  private final RepeatedFaults faults = new RepeatedFaults(nanos::get);
  private final Logger log = (Logger) LoggerFactory.getLogger("a part");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    lines.start();
    log.addAppender(lines);
  }

  @AfterEach
  void stop() {
    log.detachAppender(lines);
  }

  @Test
  void aFaultThatRepeatsItselfIsALineAMinuteWithTheirNumber() {
    for (int second = 0; second <= 180; second++) {
      faults.report(log, "deciding failed", new IllegalStateException("no column"));
      nanos.addAndGet(SECOND);
    }
    assertThat(texts())
        .containsExactly(
            "deciding failed",
            "deciding failed: java.lang.IllegalStateException: no column (60 times since the last"
                + " line)",
            "deciding failed: java.lang.IllegalStateException: no column (60 times since the last"
                + " line)",
            "deciding failed: java.lang.IllegalStateException: no column (60 times since the last"
                + " line)");
    assertThat(lines.list.get(0).getThrowableProxy()).isNotNull();
    assertThat(lines.list.get(1).getThrowableProxy()).isNull();
  }

  @Test
  void anotherFaultIsSeenAtOnceAndOneThatComesBackAfterLongIsNew() {
    faults.report(log, "deciding failed", new IllegalStateException("no column"));
    faults.report(log, "deciding failed", new IllegalStateException("no table"));
    faults.report(log, "claiming failed", new IllegalStateException("no column"));
    nanos.addAndGet(601 * SECOND);
    faults.report(log, "deciding failed", new IllegalStateException("no column"));
    assertThat(texts())
        .containsExactly(
            "deciding failed", "deciding failed", "claiming failed", "deciding failed");
  }

  @Test
  void whatTheDiskHasDoneIsSaidInWordsAlone() {
    faults.report(log, "deciding", new UncheckedIOException("disk full", new IOException("x")));
    assertThat(texts()).containsExactly("deciding: disk full");
    assertThat(lines.list.get(0).getThrowableProxy()).isNull();
  }

  private List<String> texts() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
