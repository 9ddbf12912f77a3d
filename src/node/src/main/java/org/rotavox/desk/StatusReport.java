package org.rotavox.desk;

import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/** Finds out how a node is, from its ledger and its spool. */
record StatusReport(NodeSettings settings, Store store, Clock clock) {

  private static final int MOST_LISTED = 20;

  NodeStatus status(NodeStatus.ProcessState process) throws IOException {
    List<Chore> chores = store.ledger().chores().all();
    return new NodeStatus(
        process,
        objects(store.ledger().balance()),
        queue(),
        attention(),
        destinations(chores),
        rules(),
        disk(),
        chores.stream()
            .map(
                chore ->
                    new NodeStatus.ChoreState(
                        chore.name(), chore.at(), chore.ok(), chore.message()))
            .toList());
  }

  private static NodeStatus.Objects objects(Balance balance) {
    return new NodeStatus.Objects(
        balance.balances(),
        balance.received(),
        balance.ignored(),
        balance.waiting(),
        balance.running(),
        balance.done(),
        balance.failed(),
        balance.held(),
        balance.duplicates(),
        balance.conflicts(),
        balance.deliveriesPending(),
        balance.deliveriesDone(),
        balance.deliveriesFailed());
  }

  private NodeStatus.Queue queue() {
    Ledger ledger = store.ledger();
    Map<JobState, Long> counts = ledger.history().jobCounts();
    return new NodeStatus.Queue(
        ledger.orders().isQueuePaused(),
        settings.schedule().slots(),
        counts.getOrDefault(JobState.WAITING, 0L),
        counts.getOrDefault(JobState.RUNNING, 0L),
        counts.getOrDefault(JobState.HELD, 0L),
        counts.getOrDefault(JobState.DONE, 0L),
        counts.getOrDefault(JobState.FAILED, 0L),
        counts.getOrDefault(JobState.CANCELLED, 0L),
        ledger.jobs(Set.of(JobState.RUNNING), MOST_LISTED).stream().map(jobs()::line).toList());
  }

  private JobAnswers jobs() {
    return new JobAnswers(store.ledger(), clock);
  }

  /** What waits for a person: failed jobs, held runs, deliveries that were given up. */
  private NodeStatus.Attention attention() {
    Ledger ledger = store.ledger();
    return new NodeStatus.Attention(
        ledger.history().unacknowledged(MOST_LISTED).stream().map(jobs()::line).toList(),
        ledger.runs(Set.of(RunState.HELD), MOST_LISTED).stream().map(JobAnswers::run).toList());
  }

  private List<NodeStatus.Destination> destinations(List<Chore> chores) {
    Map<String, Chore> checks = new HashMap<>();
    chores.forEach(chore -> checks.put(chore.name(), chore));
    Map<String, Long> pending = store.ledger().history().pendingByDestination();
    return settings.destinations().stream()
        .map(
            destination ->
                destination(
                    destination,
                    pending.getOrDefault(destination.name(), 0L),
                    Optional.ofNullable(checks.get(DestinationCheck.choreOf(destination.name())))))
        .toList();
  }

  private static NodeStatus.Destination destination(
      DestinationSettings destination, long pending, Optional<Chore> check) {
    return new NodeStatus.Destination(
        destination.name(),
        destination.calledAeTitle().value(),
        destination.host(),
        destination.port(),
        pending,
        check.map(Chore::ok),
        check.map(Chore::at),
        check.map(Chore::message));
  }

  private NodeStatus.Rules rules() {
    Optional<RuleActivation> active = store.ledger().rules().activations(1).stream().findFirst();
    return new NodeStatus.Rules(
        settings.rulesFile().toString(),
        active.map(RuleActivation::revision),
        active.map(RuleActivation::at));
  }

  private NodeStatus.Disk disk() throws IOException {
    Quarantine quarantine = store.spool().inQuarantine();
    return new NodeStatus.Disk(
        settings.store().dataFolder().toString(),
        store.spool().freeBytes(),
        settings.store().minimumFreeBytes(),
        store.spool().hasRoom(),
        retention(settings.store().ignored()),
        retention(settings.store().delivered()),
        retention(settings.store().failed()),
        store.ledgerBytes(),
        store.unrecorded().count(),
        quarantine.files(),
        quarantine.bytes(),
        quarantine.oldest(),
        store.reconciliation().missing(),
        store.reconciliation().toString());
  }

  private static NodeStatus.Retention retention(RetentionPolicy policy) {
    return new NodeStatus.Retention(
        policy.keep().toSeconds(),
        policy.maximumBytes() == RetentionPolicy.UNLIMITED
            ? Optional.empty()
            : Optional.of(policy.maximumBytes()));
  }
}
