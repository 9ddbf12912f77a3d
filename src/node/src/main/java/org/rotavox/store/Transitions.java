package org.rotavox.store;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.rotavox.model.DeliveryState;
import org.rotavox.model.JobState;

/**
 * Which state may follow which: the tables, and the only statement that changes a state. A change
 * that is not in them is a bug and throws.
 */
final class Transitions<S extends Enum<S>> {

  static final Transitions<RunState> RUN =
      new Transitions<>(
          "runs",
          Map.of(
              RunState.OPEN, EnumSet.of(RunState.JOB, RunState.IGNORED, RunState.HELD),
              RunState.JOB, EnumSet.of(RunState.OPEN),
              RunState.IGNORED, EnumSet.of(RunState.OPEN),
              RunState.HELD, EnumSet.of(RunState.OPEN, RunState.IGNORED)));

  static final Transitions<JobState> JOB =
      new Transitions<>(
          "jobs",
          Map.of(
              JobState.WAITING, EnumSet.of(JobState.RUNNING, JobState.HELD, JobState.CANCELLED),
              JobState.RUNNING,
                  EnumSet.of(
                      JobState.DONE,
                      JobState.WAITING,
                      JobState.FAILED,
                      JobState.CANCELLED,
                      JobState.HELD),
              JobState.HELD, EnumSet.of(JobState.WAITING, JobState.CANCELLED),
              JobState.FAILED, EnumSet.of(JobState.WAITING, JobState.CANCELLED),
              JobState.DONE, EnumSet.noneOf(JobState.class),
              JobState.CANCELLED, EnumSet.noneOf(JobState.class)));

  static final Transitions<DeliveryState> DELIVERY =
      new Transitions<>(
          "deliveries",
          Map.of(
              DeliveryState.PENDING,
                  EnumSet.of(
                      DeliveryState.PENDING,
                      DeliveryState.DELIVERED,
                      DeliveryState.FAILED,
                      DeliveryState.REPLACED),
              DeliveryState.FAILED, EnumSet.of(DeliveryState.PENDING),
              DeliveryState.DELIVERED, EnumSet.of(DeliveryState.CONFIRMED, DeliveryState.PENDING),
              DeliveryState.CONFIRMED, EnumSet.noneOf(DeliveryState.class),
              DeliveryState.REPLACED, EnumSet.noneOf(DeliveryState.class)));

  private final String table;
  private final Map<S, Set<S>> followers;

  private Transitions(String table, Map<S, ? extends Set<S>> followers) {
    this.table = table;
    this.followers = new EnumMap<>(followers);
  }

  /** Returns true if {@code to} may follow {@code from}. */
  boolean allows(S from, S to) {
    return followers.getOrDefault(from, Set.of()).contains(to);
  }

  /**
   * Prepares a change of state; rows that are in another state stay as they are.
   *
   * @param from the states that are left, all of which the table must allow
   * @param set what is set besides, as in an UPDATE; empty = nothing
   * @param where which rows, as in an UPDATE
   * @return the statement, whose parameters in {@code set} and {@code where} are still to be bound
   * @throws IllegalStateException if the table does not allow it
   */
  Update change(Handle handle, Set<S> from, S to, String set, String where) {
    if (from.isEmpty() || !from.stream().allMatch(state -> allows(state, to))) {
      throw new IllegalStateException(
          "a row of " + table + " that is " + from + " cannot become " + to);
    }
    String states =
        from.stream().map(state -> "'" + state.name() + "'").collect(Collectors.joining(", "));
    return handle.createUpdate(
        "UPDATE %s SET state = '%s'%s WHERE state IN (%s) AND %s"
            .formatted(table, to.name(), set.isEmpty() ? "" : ", " + set, states, where));
  }

  /** The same from one state. */
  Update change(Handle handle, S from, S to, String set, String where) {
    return change(handle, EnumSet.of(from), to, set, where);
  }
}
