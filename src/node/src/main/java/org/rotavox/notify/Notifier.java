package org.rotavox.notify;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.rotavox.model.Backoff;
import org.rotavox.model.ReconstructionJob;
import org.rotavox.store.JobRecord;
import org.rotavox.store.Ledger;
import org.rotavox.store.LedgerEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the journal for one channel and tells it what it asked for. How far it has come is in the
 * ledger: after a restart nothing is left out, and at most the last notice comes twice. A channel
 * that cannot be reached is tried again later and later; after a day its notice is left out, so
 * that old news never stands before new.
 *
 * <p>For one thread.
 */
final class Notifier {

  private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);
  private static final int BATCH = 100;
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(15), 0);
  private static final Duration GIVE_UP = Duration.ofDays(1);

  private final Channel channel;
  private final String node;
  private final Ledger ledger;
  private final Clock clock;
  private final Clock waits;
  private int failures;
  private Instant tryAt = Instant.MIN;

  /**
   * Makes the notifier of a channel; the first one ever begins with what comes from now on.
   *
   * @param waits the clock of its waits between attempts
   */
  Notifier(Channel channel, String node, Ledger ledger, Clock clock, Clock waits) {
    this.channel = channel;
    this.node = node;
    this.ledger = ledger;
    this.clock = clock;
    this.waits = waits;
    ledger.cursors().begin(cursor());
  }

  private String cursor() {
    return "notify:" + channel.name();
  }

  /** Tells what is new. */
  void tick() {
    if (waits.instant().isBefore(tryAt)) {
      return;
    }
    List<LedgerEvent> events = ledger.history().events(ledger.cursors().position(cursor()), BATCH);
    for (LedgerEvent event : events) {
      if (!told(event)) {
        return;
      }
    }
    if (!events.isEmpty()) {
      ledger.cursors().advance(cursor(), events.get(events.size() - 1).id());
    }
  }

  /** Returns false if the channel could not be reached: the event is told later. */
  private boolean told(LedgerEvent event) {
    Optional<Occasion> occasion = Occasion.of(event.kind()).filter(channel.occasions()::contains);
    if (occasion.isEmpty()) {
      return true;
    }
    try {
      channel.tell(notice(occasion.get(), event));
      failures = 0;
    } catch (IOException e) {
      if (event.at().plus(GIVE_UP).isAfter(clock.instant())) {
        postpone(e);
        return false;
      }
      LOG.error("{}: a notice is left out after a day: {}", channel.name(), e.getMessage());
    }
    ledger.cursors().advance(cursor(), event.id());
    return true;
  }

  private void postpone(IOException e) {
    failures++;
    Duration wait = BACKOFF.after(failures, ThreadLocalRandom.current());
    tryAt = waits.instant().plus(wait);
    LOG.warn(
        "{} cannot be notified: {}; next attempt in {} s",
        channel.name(),
        e.getMessage(),
        wait.toSeconds());
  }

  private Notice notice(Occasion occasion, LedgerEvent event) {
    Optional<ReconstructionJob> job =
        event.jobId() == 0 ? Optional.empty() : ledger.job(event.jobId()).map(JobRecord::job);
    Map<String, String> fields = new HashMap<>();
    fields.put("event", occasion.word());
    fields.put("node", node);
    fields.put("time", event.at().toString());
    fields.put("message", event.message());
    fields.put("job", job.map(j -> Long.toString(j.id())).orElse(""));
    long run = event.runId() > 0 ? event.runId() : job.map(ReconstructionJob::runId).orElse(0L);
    fields.put("run", run > 0 ? Long.toString(run) : "");
    fields.put("protocol", job.map(ReconstructionJob::protocol).orElse(""));
    fields.put("rule", job.map(ReconstructionJob::ruleName).orElse(""));
    fields.put("study", job.map(j -> j.study().value()).orElse(""));
    return new Notice(occasion, fields);
  }
}
