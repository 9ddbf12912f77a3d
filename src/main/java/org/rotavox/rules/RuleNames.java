package org.rotavox.rules;

import java.util.Set;

/**
 * The names that rules may use and that are defined elsewhere; a rule that uses another one is
 * refused when the file is loaded.
 *
 * @param protocols reconstruction protocols
 * @param timeWindows time windows
 * @param destinations destinations of results
 * @param headerKeywords PS3.6 keywords for {@code dicom("...")}; empty = every keyword is accepted
 */
public record RuleNames(
    Set<String> protocols,
    Set<String> timeWindows,
    Set<String> destinations,
    Set<String> headerKeywords) {

  public RuleNames {
    protocols = Set.copyOf(protocols);
    timeWindows = Set.copyOf(timeWindows);
    destinations = Set.copyOf(destinations);
    headerKeywords = Set.copyOf(headerKeywords);
  }

  /** Names without a check of header keywords. */
  public RuleNames(Set<String> protocols, Set<String> timeWindows, Set<String> destinations) {
    this(protocols, timeWindows, destinations, Set.of());
  }
}
