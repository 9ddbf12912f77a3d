package org.rotavox.desk;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rotavox.config.NodeSettings;
import org.rotavox.model.JobState;
import org.rotavox.send.DestinationSettings;
import org.rotavox.spool.Quarantine;
import org.rotavox.store.Balance;
import org.rotavox.store.Chore;
import org.rotavox.store.Ledger;
import org.rotavox.store.RetentionPolicy;
import org.rotavox.store.RuleActivation;
import org.rotavox.store.RunState;
import org.rotavox.store.Store;

/**
 * How a node is, as the object that {@code status} gets: where every received instance is, what
 * runs, what waits for a person, what was done at regular times. The same whether the node runs or
 * a command reads its ledger.
 */
record StatusReport(NodeSettings settings, Store store, Clock clock) {

  private static final int MOST_LISTED = 20;

  Map<String, Object> json(Map<String, Object> process) throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("node", process);
    json.put("balance", balance(store.ledger().balance()));
    json.put("queue", queue());
    json.put("attention", attention());
    json.put("destinations", destinations());
    json.put("rules", rules());
    json.put("store", disk());
    json.put("chores", store.ledger().chores().all().stream().map(StatusReport::chore).toList());
    return json;
  }

  private static Map<String, Object> balance(Balance balance) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("balances", balance.balances());
    json.put("received", balance.received());
    json.put("ignored", balance.ignored());
    json.put("waiting", balance.waiting());
    json.put("running", balance.running());
    json.put("done", balance.done());
    json.put("failed", balance.failed());
    json.put("held", balance.held());
    json.put("duplicates", balance.duplicates());
    json.put("conflicts", balance.conflicts());
    json.put("deliveriesPending", balance.deliveriesPending());
    json.put("deliveriesDone", balance.deliveriesDone());
    json.put("deliveriesFailed", balance.deliveriesFailed());
    return json;
  }

  private Map<String, Object> queue() {
    Ledger ledger = store.ledger();
    JobJson jobs = new JobJson(ledger, clock);
    Map<JobState, Long> counts = ledger.history().jobCounts();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("paused", ledger.orders().isQueuePaused());
    json.put("slots", settings.schedule().slots());
    for (JobState state : JobState.values()) {
      json.put(state.name(), counts.getOrDefault(state, 0L));
    }
    json.put(
        "running",
        ledger.jobs(Set.of(JobState.RUNNING), MOST_LISTED).stream().map(jobs::brief).toList());
    return json;
  }

  /** What waits for a person: failed jobs, held runs, deliveries that were given up. */
  private Map<String, Object> attention() {
    Ledger ledger = store.ledger();
    JobJson jobs = new JobJson(ledger, clock);
    return Map.of(
        "failedJobs",
        ledger.history().unacknowledged(MOST_LISTED).stream().map(jobs::brief).toList(),
        "heldRuns",
        ledger.runs(Set.of(RunState.HELD), MOST_LISTED).stream().map(JobJson::run).toList());
  }

  private List<Object> destinations() {
    List<Object> all = new ArrayList<>();
    Map<String, Chore> checks = new LinkedHashMap<>();
    store.ledger().chores().all().forEach(chore -> checks.put(chore.name(), chore));
    Map<String, Long> pending = store.ledger().history().pendingByDestination();
    for (DestinationSettings destination : settings.destinations()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("name", destination.name());
      json.put("aeTitle", destination.calledAeTitle().value());
      json.put("host", destination.host());
      json.put("port", destination.port());
      json.put("pending", pending.getOrDefault(destination.name(), 0L));
      Chore check = checks.get(DestinationCheck.choreOf(destination.name()));
      if (check != null) {
        json.put("answers", check.ok());
        json.put("checkedAt", check.at().toString());
        json.put("message", check.message());
      }
      all.add(json);
    }
    return all;
  }

  /** The rules that were activated last: in a node that runs, those that decide. */
  private Map<String, Object> rules() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("file", settings.rulesFile().toString());
    for (RuleActivation active : store.ledger().rules().activations(1)) {
      json.put("revision", active.revision());
      json.put("since", active.at().toString());
    }
    return json;
  }

  private Map<String, Object> disk() throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("dataFolder", settings.store().dataFolder().toString());
    json.put("freeBytes", store.spool().freeBytes());
    json.put("minimumFreeBytes", settings.store().minimumFreeBytes());
    json.put("accepts", store.spool().hasRoom());
    json.put("ignored", retention(settings.store().ignored()));
    json.put("delivered", retention(settings.store().delivered()));
    json.put("failed", retention(settings.store().failed()));
    json.put("ledgerBytes", store.ledgerBytes());
    json.put("filesWithoutRow", store.unrecorded().count());
    Quarantine quarantine = store.spool().inQuarantine();
    json.put("quarantineFiles", quarantine.files());
    json.put("quarantineBytes", quarantine.bytes());
    quarantine.oldest().ifPresent(at -> json.put("quarantineSince", at.toString()));
    json.put("missingFiles", store.reconciliation().missing());
    json.put("openedWith", store.reconciliation().toString());
    return json;
  }

  private static Map<String, Object> retention(RetentionPolicy policy) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("keepSeconds", policy.keep().toSeconds());
    if (policy.maximumBytes() != RetentionPolicy.UNLIMITED) {
      json.put("maximumBytes", policy.maximumBytes());
    }
    return json;
  }

  private static Map<String, Object> chore(Chore chore) {
    return Map.of(
        "name", chore.name(),
        "at", chore.at().toString(),
        "ok", chore.ok(),
        "message", chore.message());
  }
}
