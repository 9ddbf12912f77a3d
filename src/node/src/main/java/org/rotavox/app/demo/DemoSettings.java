package org.rotavox.app.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.rotavox.app.node.BuiltInSettings;
import org.rotavox.config.NodeSettings;
import org.rotavox.receive.StoreScpSettings;
import org.rotavox.send.DestinationSettings;
import org.rotavox.store.StoreSettings;
import org.rotavox.upkeep.MaintenanceSettings;
import org.rotavox.work.ScheduleSettings;

/**
 * The settings of a fresh install, moved to a scratch folder, loopback and free ports: what the
 * demo shows is what an installation does.
 */
final class DemoSettings {

  private static final Duration TICK = Duration.ofMillis(100);
  private static final long MINIMUM_FREE_BYTES = 100L << 20;

  private DemoSettings() {}

  static NodeSettings of(Path folder, int pacsPort) throws IOException {
    NodeSettings defaults = BuiltInSettings.install(folder.resolve("config"));
    StoreScpSettings receive = defaults.receive();
    StoreSettings store = defaults.store();
    ScheduleSettings schedule = defaults.schedule();
    return new NodeSettings(
        new StoreScpSettings(
            receive.aeTitle(),
            receive.otherAeTitles(),
            "127.0.0.1",
            0,
            receive.acceptedCallingAeTitles(),
            receive.maxAssociations(),
            receive.maxAssociationsPerPeer(),
            receive.maxPduBytes(),
            receive.idleTimeout(),
            Optional.empty()),
        new StoreSettings(
            folder.resolve("data"),
            MINIMUM_FREE_BYTES,
            store.ignored(),
            store.delivered(),
            store.failed(),
            store.keepJournal()),
        defaults.collect(),
        new ScheduleSettings(
            TICK,
            schedule.slots(),
            schedule.maxAttempts(),
            schedule.firstRetryDelay(),
            schedule.maxRetryDelay(),
            schedule.timeZone(),
            schedule.windows()),
        new MaintenanceSettings(
            defaults.maintenance().housekeeping(), "", folder.resolve("backup"), 1, ""),
        defaults.destinations().stream().map(d -> onLoopback(d, pacsPort)).toList(),
        defaults.acquisition(),
        defaults.engine(),
        defaults.protocols(),
        defaults.results(),
        defaults.notifications(),
        defaults.rulesFile(),
        defaults.rules());
  }

  private static DestinationSettings onLoopback(DestinationSettings destination, int port) {
    return new DestinationSettings(
        destination.name(),
        destination.calledAeTitle(),
        "127.0.0.1",
        port,
        destination.callingAeTitle(),
        destination.maxPduBytes(),
        destination.connectTimeout(),
        destination.responseTimeout(),
        destination.maxAttempts(),
        destination.firstRetryDelay(),
        destination.maxRetryDelay(),
        destination.sending(),
        destination.confirmation(),
        destination.tls());
  }
}
