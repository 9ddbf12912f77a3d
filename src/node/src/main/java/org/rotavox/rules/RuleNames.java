package org.rotavox.rules;

import java.time.ZoneId;
import java.util.Set;

/**
 * What rules refer to and what is defined elsewhere; a rule that uses another name is refused when
 * the file is loaded.
 *
 * @param protocols reconstruction protocols
 * @param timeWindows time windows
 * @param destinations destinations of results
 * @param headerKeywords PS3.6 keywords for {@code dicom("...")}; empty = every keyword is accepted
 * @param timeZone in which dates without an offset are meant
 */
public record RuleNames(
    Set<String> protocols,
    Set<String> timeWindows,
    Set<String> destinations,
    Set<String> headerKeywords,
    ZoneId timeZone) {

  public RuleNames {
    protocols = Set.copyOf(protocols);
    timeWindows = Set.copyOf(timeWindows);
    destinations = Set.copyOf(destinations);
    headerKeywords = Set.copyOf(headerKeywords);
  }

  /** Names without a check of header keywords, in the time zone of the machine. */
  public RuleNames(Set<String> protocols, Set<String> timeWindows, Set<String> destinations) {
    this(protocols, timeWindows, destinations, Set.of(), ZoneId.systemDefault());
  }
}
