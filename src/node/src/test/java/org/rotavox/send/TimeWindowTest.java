package org.rotavox.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.model.DeliveryState;
import org.rotavox.upperlayer.DimseStatus;

/** A destination that is sent to at certain times only. */
class TimeWindowTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Longer than several polls of the outbox. */
  private static final Duration A_WHILE = Duration.ofMillis(400);

  @TempDir private Path folder;
  private final AtomicBoolean open = new AtomicBoolean();

  private static DestinationSettings atNight(int port) {
    SendingOptions night =
        new SendingOptions(SendingOptions.DEFAULT.transferSyntaxes(), 1, 1, "night", true);
    return SendFixture.destination(port, night, ConfirmationSettings.NONE);
  }

  @Test
  void nothingIsSentWhileItsWindowIsClosedAndEverythingWhenItOpens() throws IOException {
    try (ScriptedPacs pacs = new ScriptedPacs();
        SendFixture node = new SendFixture(folder)) {
      long job = node.slices(4);
      node.send(name -> name.equals("night") && open.get(), atNight(pacs.port()));
      Awaitility.await()
          .during(A_WHILE)
          .until(() -> node.states(job).equals(Map.of(DeliveryState.PENDING, 4)));
      assertThat(pacs.associations).hasValue(0);
      open.set(true);
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> node.states(job).equals(Map.of(DeliveryState.DELIVERED, 4)));
    }
  }

  @Test
  void aWindowThatClosesHoldsBackWhatComesLater() throws IOException {
    open.set(true);
    AtomicInteger asked = new AtomicInteger();
    try (ScriptedPacs pacs = new ScriptedPacs();
        SendFixture node = new SendFixture(folder)) {
      pacs.answering(
          n -> {
            open.set(false);
            return DimseStatus.SUCCESS;
          });
      long first = node.slices(1);
      node.send(
          name -> {
            asked.incrementAndGet();
            return open.get();
          },
          atNight(pacs.port()));
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> node.states(first).equals(Map.of(DeliveryState.DELIVERED, 1)));
      long second = node.slices(1);
      int before = asked.get();
      Awaitility.await().atMost(PATIENCE).until(() -> asked.get() > before + 3);
      assertThat(node.states(second)).isEqualTo(Map.of(DeliveryState.PENDING, 1));
      assertThat(pacs.arrivals).hasValue(1);
    }
  }

  @Test
  void aDestinationWithoutWindowIsSentToAtAnyTime() throws IOException {
    try (ScriptedPacs pacs = new ScriptedPacs();
        SendFixture node = new SendFixture(folder)) {
      long job = node.slices(2);
      node.send(name -> false, SendFixture.destination(pacs.port()));
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> node.states(job).equals(Map.of(DeliveryState.DELIVERED, 2)));
    }
  }
}
