package org.rotavox.liveness;

import java.time.Duration;

/** The parts without which a node is not what it says it is. This list is the only one. */
public enum VitalPart {
  /** Takes connections of other DICOM nodes. */
  ACCEPT("accept", "takes connections", Duration.ofMinutes(1)),
  /** Looks for runs that are complete and has them decided. */
  COLLECT("collect", "decides runs", Duration.ofMinutes(2)),
  /** Claims waiting jobs. */
  CLAIM("claim", "starts jobs", Duration.ofMinutes(2)),
  /** Sends results to destinations and asks whether they are kept. */
  DELIVER("deliver", "sends results", Duration.ofMinutes(15)),
  /** Tells webhooks and mail addresses. */
  NOTIFY("notify", "notifies webhooks and mail addresses", Duration.ofMinutes(5)),
  /** Calls periodic tasks. */
  TICKS("ticks", "calls scheduled tasks", Duration.ofMinutes(2)),
  /** Notices that the file of the rules changed. */
  RULES_WATCH("rules watch", "reads new rules", Duration.ofMinutes(2)),
  /** Takes the orders and questions of commands. */
  CONTROL("control socket", "takes orders of commands", Duration.ofMinutes(1));

  private final String words;
  private final String task;
  private final Duration longestRound;

  VitalPart(String words, String task, Duration longestRound) {
    this.words = words;
    this.task = task;
    this.longestRound = longestRound;
  }

  /** Returns its name in messages. */
  public String words() {
    return words;
  }

  /** Returns what it does, after "it". */
  public String task() {
    return task;
  }

  /** Returns after how long without a round it counts as late. */
  public Duration longestRound() {
    return longestRound;
  }
}
