package org.rotavox.rules.condition;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Which numbers are left after several comparisons: an interval without some points. */
final class NumberDomain {

  private final boolean whole;
  private final Set<Double> excluded = new HashSet<>();
  private double low = Double.NEGATIVE_INFINITY;
  private double high = Double.POSITIVE_INFINITY;
  private boolean lowIncluded = true;
  private boolean highIncluded = true;

  /**
   * Makes a domain of all numbers.
   *
   * @param whole only whole numbers
   */
  NumberDomain(boolean whole) {
    this.whole = whole;
  }

  void require(Atom.Relation relation, double bound, boolean holds) {
    switch (relation) {
      case LESS -> {
        if (holds) {
          atMost(bound, false);
        } else {
          atLeast(bound, true);
        }
      }
      case AT_MOST -> {
        if (holds) {
          atMost(bound, true);
        } else {
          atLeast(bound, false);
        }
      }
      case AT_LEAST -> require(Atom.Relation.LESS, bound, !holds);
      case GREATER -> require(Atom.Relation.AT_MOST, bound, !holds);
      case EQUAL -> {
        if (holds) {
          atLeast(bound, true);
          atMost(bound, true);
        } else {
          excluded.add(bound + 0.0); // -0.0 becomes 0.0, which it equals
        }
      }
    }
  }

  private void atLeast(double bound, boolean included) {
    double limit = whole ? (included ? Math.ceil(bound) : Math.floor(bound) + 1) : bound;
    boolean closed = whole || included;
    if (limit > low || (limit == low && !closed)) {
      low = limit;
      lowIncluded = closed;
    }
  }

  private void atMost(double bound, boolean included) {
    double limit = whole ? (included ? Math.floor(bound) : Math.ceil(bound) - 1) : bound;
    boolean closed = whole || included;
    if (limit < high || (limit == high && !closed)) {
      high = limit;
      highIncluded = closed;
    }
  }

  /** Returns a number of the domain; empty only if there is provably none. */
  Optional<Double> example() {
    if (low > high || (low == high && !(lowIncluded && highIncluded))) {
      return Optional.empty();
    }
    if (low == high) {
      return isExcluded(low) ? Optional.empty() : Optional.of(low);
    }
    return whole ? wholeExample() : Optional.of(fractionExample());
  }

  private Optional<Double> wholeExample() {
    double start = Double.isInfinite(low) ? (Double.isInfinite(high) ? 1 : high) : low;
    double step = Double.isInfinite(low) && !Double.isInfinite(high) ? -1 : 1;
    double candidate = start;
    for (int i = 0; i <= excluded.size(); i++) {
      if (candidate < low || candidate > high) {
        return Optional.empty();
      }
      if (!isExcluded(candidate)) {
        return Optional.of(candidate);
      }
      candidate += step;
    }
    return Optional.of(candidate);
  }

  /** Between two different numbers there are more than can be excluded one by one. */
  private double fractionExample() {
    double left = Double.isInfinite(low) ? (Double.isInfinite(high) ? 0 : high - 100) : low;
    double right = Double.isInfinite(high) ? left + 100 : high;
    double candidate = left + (right - left) / 2;
    for (int i = 0; i <= excluded.size() && isExcluded(candidate); i++) {
      candidate = left + (candidate - left) / 2;
    }
    return candidate;
  }

  private boolean isExcluded(double value) {
    return excluded.contains(value + 0.0);
  }
}
