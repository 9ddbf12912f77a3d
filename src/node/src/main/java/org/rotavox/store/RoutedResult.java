package org.rotavox.store;

import java.util.List;

/**
 * One instance that a job made, and who gets it.
 *
 * @param instance the instance
 * @param destinations names of the destinations; the same for all instances of a series
 */
public record RoutedResult(ResultInstance instance, List<String> destinations) {

  public RoutedResult {
    destinations = List.copyOf(destinations);
  }
}
