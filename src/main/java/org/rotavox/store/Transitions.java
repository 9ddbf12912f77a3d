package org.rotavox.store;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rotavox.model.DeliveryState;
import org.rotavox.model.JobState;

/**
 * Which state may follow which: the tables, and nothing else. A change that is not in them is a bug
 * and throws.
 */
final class Transitions<S extends Enum<S>> {

  static final Transitions<RunState> RUN =
      new Transitions<>(
          RunState.class,
          Map.of(
              RunState.OPEN, EnumSet.of(RunState.JOB, RunState.IGNORED, RunState.HELD),
              RunState.JOB, EnumSet.of(RunState.OPEN),
              RunState.IGNORED, EnumSet.of(RunState.OPEN),
              RunState.HELD, EnumSet.of(RunState.OPEN, RunState.IGNORED)));

  static final Transitions<JobState> JOB =
      new Transitions<>(
          JobState.class,
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
          DeliveryState.class,
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

  private final Class<S> states;
  private final Map<S, Set<S>> followers;

  private Transitions(Class<S> states, Map<S, ? extends Set<S>> followers) {
    this.states = states;
    this.followers = new EnumMap<>(followers);
  }

  /** Returns true if {@code to} may follow {@code from}. */
  boolean allows(S from, S to) {
    return followers.getOrDefault(from, Set.of()).contains(to);
  }

  /** Returns true if {@code to} may follow each of these. */
  boolean allowsAll(Set<S> from, S to) {
    return from.stream().allMatch(state -> allows(state, to));
  }
}
