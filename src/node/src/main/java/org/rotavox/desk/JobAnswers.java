package org.rotavox.desk;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.rotavox.model.DeliveryState;
import org.rotavox.model.Failure;
import org.rotavox.model.JobState;
import org.rotavox.model.ReconstructionJob;
import org.rotavox.model.SeriesFacts;
import org.rotavox.store.DeliveryRecord;
import org.rotavox.store.JobRecord;
import org.rotavox.store.Ledger;
import org.rotavox.store.RunRecord;

/** Jobs and runs of the ledger as they are answered. */
record JobAnswers(Ledger ledger, Clock clock) {

  private static final int MAX_EVENTS = 1000;

  JobLine line(JobRecord record) {
    ReconstructionJob job = record.job();
    boolean running = job.state() == JobState.RUNNING;
    boolean later = job.state() == JobState.WAITING && job.notBefore().isAfter(clock.instant());
    return new JobLine(
        job.id(),
        job.runId(),
        job.state(),
        job.priority(),
        job.protocol(),
        job.timeWindow(),
        job.source().value(),
        job.study().value(),
        record.instances(),
        job.destinations(),
        job.shadow(),
        job.attempts(),
        job.createdAt(),
        later ? Optional.of(job.notBefore()) : Optional.empty(),
        record.startedAt(),
        record.finishedAt(),
        running ? Optional.of(record.stage()) : Optional.empty(),
        running ? Optional.of(record.percent()) : Optional.empty(),
        running ? Optional.of(record.cancelRequested()) : Optional.empty(),
        running ? estimatedEnd(record) : Optional.empty(),
        record.failure().map(Failure::kind),
        record.failure().map(Failure::message));
  }

  /** The begin of the attempt and what the last jobs of the protocol took. */
  private Optional<Instant> estimatedEnd(JobRecord record) {
    return record
        .startedAt()
        .flatMap(
            start -> ledger.history().typicalDuration(record.job().protocol()).map(start::plus))
        .filter(end -> end.isAfter(clock.instant()));
  }

  JobInFull full(JobRecord record) {
    ReconstructionJob job = record.job();
    Optional<SeriesFacts> facts = ledger.history().factsOf(job.runId());
    return new JobInFull(
        line(record),
        job.ruleName(),
        job.ruleRevision(),
        job.explanation(),
        job.sourceSeries().value(),
        job.resultSeries().value(),
        facts.map(SeriesFacts::warnings).orElse(List.of()),
        facts.map(SeriesFacts::notes).orElse(List.of()),
        deliveries(job.id()),
        ledger.history().eventsOfJob(job.id(), job.runId(), MAX_EVENTS).stream()
            .map(event -> new JobInFull.Event(event.at(), event.kind(), event.message()))
            .toList());
  }

  private Map<String, JobInFull.Deliveries> deliveries(long jobId) {
    Map<String, Map<DeliveryState, Integer>> counts = new TreeMap<>();
    Map<String, String> messages = new TreeMap<>();
    for (DeliveryRecord record : ledger.deliveriesOf(jobId)) {
      String destination = record.delivery().destination();
      counts
          .computeIfAbsent(destination, name -> new EnumMap<>(DeliveryState.class))
          .merge(record.delivery().state(), 1, Integer::sum);
      if (!record.message().isEmpty() && record.delivery().state() != DeliveryState.DELIVERED) {
        messages.put(destination, record.message());
      }
    }
    Map<String, JobInFull.Deliveries> all = new TreeMap<>();
    counts.forEach(
        (destination, states) ->
            all.put(
                destination,
                new JobInFull.Deliveries(
                    states.getOrDefault(DeliveryState.PENDING, 0),
                    states.getOrDefault(DeliveryState.DELIVERED, 0),
                    states.getOrDefault(DeliveryState.CONFIRMED, 0),
                    states.getOrDefault(DeliveryState.FAILED, 0),
                    states.getOrDefault(DeliveryState.REPLACED, 0),
                    messages.getOrDefault(destination, ""))));
    return all;
  }

  static RunLine run(RunRecord run) {
    return new RunLine(
        run.id(),
        run.state(),
        run.generation(),
        run.calling().value(),
        run.study().value(),
        run.series().value(),
        run.instances(),
        run.announced().isEvidence() ? Optional.of(run.announced().instances()) : Optional.empty(),
        run.firstArrival(),
        run.lastArrival(),
        run.jobId(),
        run.ruleName(),
        run.reason());
  }
}
