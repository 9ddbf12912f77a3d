package org.rotavox.rules.condition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A condition as a tree of {@code &&}, {@code ||} and {@code !} over atoms. The order of the parts
 * does not change the value (CEL's logical operators commute, also over errors), so cheap parts are
 * computed first.
 */
public sealed interface Term {

  /** Returns the value for a series. */
  Truth evaluate(FactView facts);

  /** Returns a measure of the work, for ordering only. */
  int cost();

  /** Returns the atoms in the order of the text. */
  Stream<Atom> atoms();

  /**
   * True if every part is.
   *
   * @param parts at least one, in the order of the text
   * @param byCost the same, cheapest first
   */
  record And(List<Term> parts, List<Term> byCost) implements Term {

    static And of(List<Term> parts) {
      return new And(List.copyOf(parts), cheapestFirst(parts));
    }

    @Override
    public Truth evaluate(FactView facts) {
      Truth result = Truth.TRUE;
      for (int i = 0; i < byCost.size(); i++) {
        Truth part = byCost.get(i).evaluate(facts);
        if (part == Truth.FALSE) {
          return Truth.FALSE;
        }
        if (part == Truth.UNDECIDABLE) {
          result = Truth.UNDECIDABLE;
        }
      }
      return result;
    }

    @Override
    public int cost() {
      return parts.stream().mapToInt(Term::cost).sum();
    }

    @Override
    public Stream<Atom> atoms() {
      return parts.stream().flatMap(Term::atoms);
    }
  }

  /**
   * True if one part is.
   *
   * @param parts at least one, in the order of the text
   * @param byCost the same, cheapest first
   */
  record Or(List<Term> parts, List<Term> byCost) implements Term {

    static Or of(List<Term> parts) {
      return new Or(List.copyOf(parts), cheapestFirst(parts));
    }

    @Override
    public Truth evaluate(FactView facts) {
      Truth result = Truth.FALSE;
      for (int i = 0; i < byCost.size(); i++) {
        Truth part = byCost.get(i).evaluate(facts);
        if (part == Truth.TRUE) {
          return Truth.TRUE;
        }
        if (part == Truth.UNDECIDABLE) {
          result = Truth.UNDECIDABLE;
        }
      }
      return result;
    }

    @Override
    public int cost() {
      return parts.stream().mapToInt(Term::cost).sum();
    }

    @Override
    public Stream<Atom> atoms() {
      return parts.stream().flatMap(Term::atoms);
    }
  }

  /**
   * True if the part is false.
   *
   * @param part what is negated
   */
  record Not(Term part) implements Term {

    @Override
    public Truth evaluate(FactView facts) {
      return part.evaluate(facts).not();
    }

    @Override
    public int cost() {
      return part.cost();
    }

    @Override
    public Stream<Atom> atoms() {
      return part.atoms();
    }
  }

  /**
   * A leaf.
   *
   * @param atom the sub-condition
   */
  record Leaf(Atom atom) implements Term {

    @Override
    public Truth evaluate(FactView facts) {
      return atom.evaluate(facts);
    }

    @Override
    public int cost() {
      return atom.cost();
    }

    @Override
    public Stream<Atom> atoms() {
      return Stream.of(atom);
    }
  }

  private static List<Term> cheapestFirst(List<Term> parts) {
    List<Term> sorted = new ArrayList<>(parts);
    sorted.sort(Comparator.comparingInt(Term::cost));
    return List.copyOf(sorted);
  }
}
