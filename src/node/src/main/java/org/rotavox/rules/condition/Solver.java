package org.rotavox.rules.condition;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rotavox.model.SeriesFacts;

/**
 * Asks whether any series could meet several requirements at once: a search over the atoms with
 * what is known of numbers and texts. It errs on one side only: {@link Answer#IMPOSSIBLE} is a
 * proof, everything else is none.
 */
public final class Solver {

  /** Atoms tried before the search gives up. */
  static final int MAX_STEPS = 20_000;

  private int steps;
  private Optional<Map<Atom, Set<Truth>>> found = Optional.empty();

  private Solver() {}

  /** What the search came to. */
  public enum Answer {
    /** No series can meet the requirements. */
    IMPOSSIBLE,
    /** Nothing speaks against it. */
    POSSIBLE,
    /** The search was too long. */
    UNDECIDED
  }

  /** Returns whether a series could meet the requirements. */
  public static Answer ask(List<Requirement> requirements) {
    return new Solver().run(requirements);
  }

  /**
   * Returns a series that meets the requirements, checked by evaluation; empty if none is found.
   */
  public static Optional<SeriesFacts> example(List<Requirement> requirements) {
    Solver solver = new Solver();
    solver.run(requirements);
    return solver
        .found
        .flatMap(ExampleFacts::of)
        .filter(facts -> requirements.stream().allMatch(r -> isMet(r, facts)));
  }

  private static boolean isMet(Requirement requirement, SeriesFacts facts) {
    int memory =
        (int)
            requirement
                .term()
                .atoms()
                .filter(Atom.Interpreted.class::isInstance)
                .mapToLong(atom -> ((Atom.Interpreted) atom).index() + 1L)
                .max()
                .orElse(0);
    return requirement.allowed().contains(requirement.term().evaluate(new FactView(facts, memory)));
  }

  private Answer run(List<Requirement> requirements) {
    Deque<Requirement> open = new ArrayDeque<>(requirements);
    boolean possible = search(open, new HashMap<>());
    if (possible) {
      return Answer.POSSIBLE;
    }
    return steps > MAX_STEPS ? Answer.UNDECIDED : Answer.IMPOSSIBLE;
  }

  /** Returns true if a consistent choice was found; {@code chosen} is not changed. */
  private boolean search(Deque<Requirement> open, Map<Atom, Set<Truth>> chosen) {
    Map<Atom, Set<Truth>> values = new HashMap<>(chosen);
    List<Requirement> choices = new ArrayList<>();
    Deque<Requirement> work = new ArrayDeque<>(open);
    while (!work.isEmpty()) {
      if (++steps > MAX_STEPS) {
        return false;
      }
      Requirement next = work.pop();
      if (next.term() instanceof Term.Not not) {
        work.push(next.negated(not.part()));
      } else if (next.term() instanceof Term.Leaf leaf) {
        if (!narrow(leaf.atom(), next.allowed(), values)) {
          return false;
        }
      } else if (bindsEveryPart(next)) {
        parts(next.term()).forEach(part -> work.push(new Requirement(part, next.allowed())));
      } else {
        choices.add(next);
      }
    }
    return Consistency.holds(values) && branch(choices, values);
  }

  private boolean branch(List<Requirement> choices, Map<Atom, Set<Truth>> values) {
    if (choices.isEmpty()) {
      found = Optional.of(values);
      return true;
    }
    Requirement choice = choices.get(choices.size() - 1);
    List<Requirement> rest = choices.subList(0, choices.size() - 1);
    for (Term part : parts(choice.term())) {
      Deque<Requirement> open = new ArrayDeque<>(rest);
      open.push(new Requirement(part, choice.allowed()));
      if (search(open, values)) {
        return true;
      }
    }
    return false;
  }

  private static boolean bindsEveryPart(Requirement requirement) {
    return requirement.bindsEveryPartOfAnd() == requirement.term() instanceof Term.And;
  }

  private static List<Term> parts(Term term) {
    if (term instanceof Term.And and) {
      return and.parts();
    }
    return term instanceof Term.Or or ? or.parts() : List.of();
  }

  private static boolean narrow(Atom atom, Set<Truth> allowed, Map<Atom, Set<Truth>> values) {
    Set<Truth> left = EnumSet.of(Truth.TRUE, Truth.FALSE);
    if (atom instanceof Atom.Interpreted) {
      left.add(Truth.UNDECIDABLE);
    }
    left.retainAll(values.getOrDefault(atom, left));
    left.retainAll(allowed);
    values.put(atom, left);
    return !left.isEmpty();
  }
}
