package org.rotavox.desk;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a node is: where every received instance is, what runs, what waits for a person, what was
 * done at regular times. The same whether the node runs or a command reads its ledger.
 */
public record NodeStatus(
    ProcessState node,
    Objects balance,
    Queue queue,
    Attention attention,
    List<Destination> destinations,
    Rules rules,
    Disk store,
    List<ChoreState> chores) {

  /** Returns true if nothing needs a person at once. */
  public boolean well() {
    return node.running()
        && store.accepts()
        && node.faultsOfRules().isEmpty()
        && node.late().isEmpty()
        && balance.balances();
  }

  /**
   * The process that answers.
   *
   * @param running true if it is a node; false if a command reads the ledger
   * @param version of the program
   * @param process its number in the operating system
   * @param engine what reconstructs
   * @param faultsOfRules what is wrong with the file of the rules; empty if it is what decides
   * @param late the parts that do not work
   */
  public record ProcessState(
      boolean running,
      String version,
      Optional<Long> process,
      Optional<Instant> startedAt,
      Optional<String> aeTitle,
      Optional<String> address,
      Optional<Integer> port,
      Optional<String> engine,
      List<String> faultsOfRules,
      List<String> late) {

    /** A command that reads the ledger itself. */
    public static ProcessState none(String version) {
      return new ProcessState(
          false,
          version,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of());
    }
  }

  /** Where every received instance is; see {@link org.rotavox.store.Balance}. */
  public record Objects(
      boolean balances,
      long received,
      long ignored,
      long waiting,
      long running,
      long done,
      long failed,
      long held,
      long duplicates,
      long conflicts,
      long deliveriesPending,
      long deliveriesDone,
      long deliveriesFailed) {}

  /**
   * The queue of jobs.
   *
   * @param paused true if no job is claimed
   * @param slots how many run at once
   * @param jobs those that run
   */
  public record Queue(
      boolean paused,
      int slots,
      @JsonProperty("WAITING") long waiting,
      @JsonProperty("RUNNING") long running,
      @JsonProperty("HELD") long held,
      @JsonProperty("DONE") long done,
      @JsonProperty("FAILED") long failed,
      @JsonProperty("CANCELLED") long cancelled,
      @JsonProperty("running") List<JobLine> jobs) {}

  /** What waits for a person. */
  public record Attention(List<JobLine> failedJobs, List<RunLine> heldRuns) {}

  /**
   * A destination.
   *
   * @param pending instances that wait for it
   * @param answers whether it answered last; empty if it was not asked yet
   */
  public record Destination(
      String name,
      String aeTitle,
      String host,
      int port,
      long pending,
      Optional<Boolean> answers,
      Optional<Instant> checkedAt,
      Optional<String> message) {}

  /** The rules that were activated last: in a node that runs, those that decide. */
  public record Rules(String file, Optional<String> revision, Optional<Instant> since) {}

  /**
   * Disk and ledger.
   *
   * @param accepts whether objects are taken in
   * @param filesWithoutRow whole files that the ledger does not know yet
   * @param openedWith what the last start found
   */
  public record Disk(
      String dataFolder,
      long freeBytes,
      long minimumFreeBytes,
      boolean accepts,
      Retention ignored,
      Retention delivered,
      Retention failed,
      long ledgerBytes,
      long filesWithoutRow,
      long quarantineFiles,
      long quarantineBytes,
      Optional<Instant> quarantineSince,
      long missingFiles,
      String openedWith) {}

  /** How long files are kept, and how many bytes of them. */
  public record Retention(long keepSeconds, Optional<Long> maximumBytes) {}

  /** What is done at regular times. */
  public record ChoreState(String name, Instant at, boolean ok, String message) {}
}
