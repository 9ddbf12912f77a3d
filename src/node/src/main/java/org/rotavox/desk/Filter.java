package org.rotavox.desk;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which jobs or runs are wanted.
 *
 * @param states names of states, parted by commas, in any case; empty = all
 * @param limit at most so many, from 1 to {@value #MOST}; empty = {@value #USUAL}
 */
public record Filter(Optional<String> states, Optional<Integer> limit) {

  static final int USUAL = 50;
  static final int MOST = 10_000;

  /** Makes a filter with a limit. */
  public static Filter of(Optional<String> states, int limit) {
    return new Filter(states, Optional.of(limit));
  }

  int most() throws Refusal {
    return most(limit);
  }

  static int most(Optional<Integer> limit) throws Refusal {
    int most = limit.orElse(USUAL);
    if (most < 1 || most > MOST) {
      throw new Refusal("the argument `limit` must be from 1 to " + MOST + ", not " + most);
    }
    return most;
  }

  <E extends Enum<E>> Set<E> states(Class<E> names) throws Refusal {
    Set<E> found = EnumSet.noneOf(names);
    for (String name : states.map(text -> text.split(",")).orElse(new String[0])) {
      found.add(state(name.strip(), names));
    }
    return found.isEmpty() ? EnumSet.allOf(names) : found;
  }

  private static <E extends Enum<E>> E state(String name, Class<E> names) throws Refusal {
    for (E each : names.getEnumConstants()) {
      if (each.name().equalsIgnoreCase(name)) {
        return each;
      }
    }
    throw new Refusal(
        "the argument `states` must be one of "
            + Arrays.toString(names.getEnumConstants()).toLowerCase(Locale.ROOT)
            + ", not `"
            + name
            + "`");
  }
}
