package org.rotavox.desk;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.rotavox.model.DeliveryState;
import org.rotavox.model.JobState;
import org.rotavox.model.ReconstructionJob;
import org.rotavox.model.SeriesFacts;
import org.rotavox.store.DeliveryRecord;
import org.rotavox.store.JobRecord;
import org.rotavox.store.Ledger;
import org.rotavox.store.LedgerEvent;
import org.rotavox.store.RunRecord;

/** Jobs, runs and events as the objects that commands get: plain values, times in ISO 8601. */
record JobJson(Ledger ledger, Clock clock) {

  private static final int MAX_EVENTS = 1000;

  /** Returns one line about a job. */
  Map<String, Object> brief(JobRecord record) {
    ReconstructionJob job = record.job();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("job", job.id());
    json.put("run", job.runId());
    json.put("state", job.state());
    json.put("priority", job.priority());
    json.put("protocol", job.protocol());
    json.put("window", job.timeWindow());
    json.put("source", job.source().value());
    json.put("study", job.study().value());
    json.put("instances", record.instances());
    json.put("destinations", job.destinations());
    json.put("shadow", job.shadow());
    json.put("attempts", job.attempts());
    json.put("createdAt", job.createdAt().toString());
    if (job.state() == JobState.WAITING && job.notBefore().isAfter(clock.instant())) {
      json.put("notBefore", job.notBefore().toString());
    }
    record.startedAt().ifPresent(at -> json.put("startedAt", at.toString()));
    record.finishedAt().ifPresent(at -> json.put("finishedAt", at.toString()));
    if (job.state() == JobState.RUNNING) {
      json.put("stage", record.stage());
      json.put("percent", record.percent());
      json.put("cancelRequested", record.cancelRequested());
      estimatedEnd(record).ifPresent(at -> json.put("estimatedEnd", at.toString()));
    }
    record
        .failure()
        .ifPresent(
            failure -> {
              json.put("failureKind", failure.kind());
              json.put("failure", failure.message());
            });
    return json;
  }

  /** The begin of the attempt and what the last jobs of the protocol took. */
  private Optional<Instant> estimatedEnd(JobRecord record) {
    return record
        .startedAt()
        .flatMap(
            start -> ledger.history().typicalDuration(record.job().protocol()).map(start::plus))
        .filter(end -> end.isAfter(clock.instant()));
  }

  /** Returns everything about a job: also why, where it went, and what happened to it. */
  Map<String, Object> full(JobRecord record) {
    ReconstructionJob job = record.job();
    Map<String, Object> json = brief(record);
    json.put("rule", job.ruleName());
    json.put("ruleRevision", job.ruleRevision());
    json.put("explanation", job.explanation());
    json.put("sourceSeries", job.sourceSeries().value());
    json.put("resultSeries", job.resultSeries().value());
    Optional<SeriesFacts> facts = ledger.history().factsOf(job.runId());
    json.put("warnings", facts.map(SeriesFacts::warnings).orElse(List.of()));
    json.put("notes", facts.map(SeriesFacts::notes).orElse(List.of()));
    json.put("deliveries", deliveries(job.id()));
    json.put(
        "events",
        ledger.history().eventsOfJob(job.id(), job.runId(), MAX_EVENTS).stream()
            .map(JobJson::event)
            .toList());
    return json;
  }

  private Map<String, Object> deliveries(long jobId) {
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
    Map<String, Object> json = new TreeMap<>();
    counts.forEach(
        (destination, states) -> {
          Map<String, Object> one = new LinkedHashMap<>();
          for (DeliveryState state : DeliveryState.values()) {
            one.put(state.name(), states.getOrDefault(state, 0));
          }
          one.put("message", messages.getOrDefault(destination, ""));
          json.put(destination, one);
        });
    return json;
  }

  private static Map<String, Object> event(LedgerEvent event) {
    return Map.of("at", event.at().toString(), "kind", event.kind(), "message", event.message());
  }

  /** Returns one line about a run. */
  static Map<String, Object> run(RunRecord run) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("run", run.id());
    json.put("state", run.state());
    json.put("generation", run.generation());
    json.put("source", run.calling().value());
    json.put("study", run.study().value());
    json.put("series", run.series().value());
    json.put("instances", run.instances());
    if (run.announced().isEvidence()) {
      json.put("announced", run.announced().instances());
    }
    json.put("firstArrival", run.firstArrival().toString());
    json.put("lastArrival", run.lastArrival().toString());
    json.put("job", run.jobId());
    json.put("rule", run.ruleName());
    json.put("reason", run.reason());
    return json;
  }
}
