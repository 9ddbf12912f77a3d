package org.rotavox.desk;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.rotavox.store.LedgerEvent;

/**
 * Everything about a job: also why it was made, where its results went, and what happened to it.
 *
 * @param line what is said in one line; its fields stand beside the others
 * @param rule name of the rule that asked for it
 * @param ruleRevision digest of the rules
 * @param explanation why the rule held
 * @param sourceSeries Series Instance UID of the run
 * @param resultSeries Series Instance UID of its CT series
 * @param warnings what was conspicuous about the run
 * @param notes how the run was read
 * @param deliveries by destination
 * @param events what happened, oldest first
 */
public record JobInFull(
    @JsonUnwrapped JobLine line,
    String rule,
    String ruleRevision,
    String explanation,
    String sourceSeries,
    String resultSeries,
    List<String> warnings,
    List<String> notes,
    Map<String, Deliveries> deliveries,
    List<Event> events) {

  /**
   * How the instances for one destination stand.
   *
   * @param message the last trouble in words; empty if there is none
   */
  public record Deliveries(
      @JsonProperty("PENDING") int pending,
      @JsonProperty("DELIVERED") int delivered,
      @JsonProperty("CONFIRMED") int confirmed,
      @JsonProperty("FAILED") int failed,
      @JsonProperty("REPLACED") int replaced,
      String message) {}

  /**
   * Something that happened.
   *
   * @param at when
   * @param kind what
   * @param message in words
   */
  public record Event(Instant at, LedgerEvent.Kind kind, String message) {}
}
