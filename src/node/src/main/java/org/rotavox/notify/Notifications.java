package org.rotavox.notify;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.rotavox.liveness.Pulse;
import org.rotavox.liveness.SteadyClock;
import org.rotavox.liveness.VitalPart;
import org.rotavox.liveness.Vitals;
import org.rotavox.store.Ledger;
import org.rotavox.support.DaemonThreads;

/** Tells every channel what it asked for, each on a thread of its own: a slow one delays nobody. */
public final class Notifications implements AutoCloseable {

  private final List<ScheduledExecutorService> threads = new ArrayList<>();
  private final List<Future<?>> running = new ArrayList<>();

  private Notifications() {}

  /**
   * Begins.
   *
   * @param node name of the node in messages
   * @param poll how often the journal is read
   * @param vitals watches the channels
   */
  public static Notifications start(
      NotificationSettings settings,
      String node,
      Ledger ledger,
      Clock clock,
      Duration poll,
      Vitals vitals) {
    Notifications notifications = new Notifications();
    List<Channel> channels = new ArrayList<>();
    settings.webhooks().forEach(each -> channels.add(new Webhook(each)));
    settings.mails().forEach(each -> channels.add(new Mail(each)));
    for (Channel channel : channels) {
      Notifier notifier = new Notifier(channel, node, ledger, clock, new SteadyClock());
      Pulse pulse = vitals.watch(VitalPart.NOTIFY, channel.name());
      notifications.repeat(channel.name(), notifier, poll, pulse);
    }
    return notifications;
  }

  private void repeat(String name, Notifier notifier, Duration poll, Pulse pulse) {
    ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("notify-" + name));
    threads.add(thread);
    running.add(
        thread.scheduleWithFixedDelay(
            () -> pulse.round("telling " + name, notifier::tick),
            0,
            poll.toMillis(),
            TimeUnit.MILLISECONDS));
  }

  /** Ends; what was not told is told after the next start. */
  @Override
  public void close() {
    running.forEach(each -> each.cancel(true));
    threads.forEach(ScheduledExecutorService::shutdownNow);
  }
}
