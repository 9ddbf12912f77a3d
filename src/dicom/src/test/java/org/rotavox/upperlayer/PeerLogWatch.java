package org.rotavox.upperlayer;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.slf4j.LoggerFactory;

/** What is logged about misbehaving peers while this is open. */
public final class PeerLogWatch extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private final Logger logger = (Logger) LoggerFactory.getLogger(PeerLog.class);
  private final List<String> messages = new CopyOnWriteArrayList<>();

  public PeerLogWatch() {
    logger.addAppender(this);
    start();
  }

  @Override
  protected void append(ILoggingEvent event) {
    messages.add(event.getFormattedMessage());
    if (event.getThrowableProxy() != null) {
      messages.add("with a stack trace");
    }
  }

  public List<String> messages() {
    return List.copyOf(messages);
  }

  public void awaitMessage(String part) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> messages.stream().anyMatch(message -> message.contains(part)));
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    stop();
  }
}
