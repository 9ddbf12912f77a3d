package org.rotavox.rules.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.rotavox.model.Fact;

/** Everything that a choice of atoms says about one fact or header field. */
final class OperandDomain {

  private static final int YES = 1;
  private static final int NO = 0;

  private final NumberDomain numbers;
  private final TextDomain texts = new TextDomain();
  private final List<String> listed = new ArrayList<>();
  private final List<String> notListed = new ArrayList<>();
  private OptionalInt present = OptionalInt.empty();
  private OptionalInt flag = OptionalInt.empty();

  OperandDomain(Operand operand) {
    boolean whole = operand instanceof Operand.OfFact of && of.fact().type() == Fact.Type.INTEGER;
    numbers = new NumberDomain(whole);
  }

  void require(Atom atom, boolean holds) {
    if (atom instanceof Atom.Present) {
      present = OptionalInt.of(holds ? YES : NO);
      if (!holds) {
        requireEmptyValue();
      }
    } else if (atom instanceof Atom.Flag) {
      requireFlag(holds ? YES : NO);
    } else if (atom instanceof Atom.NumberTest test) {
      numbers.require(test.relation(), test.bound(), holds);
    } else if (atom instanceof Atom.TextTest test) {
      texts.require(test.match(), test.literal(), holds);
    } else if (atom instanceof Atom.TextAmong among) {
      if (holds) {
        texts.requireOneOf(among.literals());
      } else {
        texts.requireNoneOf(among.literals());
      }
    } else if (atom instanceof Atom.ListContains contains) {
      (holds ? listed : notListed).add(contains.literal());
    }
  }

  /** What is not known has the empty value of its type. */
  private void requireEmptyValue() {
    numbers.require(Atom.Relation.EQUAL, 0, true);
    texts.require(Atom.Match.EQUAL, "", true);
    requireFlag(NO);
  }

  private void requireFlag(int value) {
    flag =
        flag.isPresent() && flag.getAsInt() != value ? OptionalInt.of(-1) : OptionalInt.of(value);
  }

  boolean isPossible() {
    boolean unknown = present.isPresent() && present.getAsInt() == NO;
    return numbers.example().isPresent()
        && texts.isPossible()
        && flag.orElse(NO) >= 0
        && !(unknown && !listed.isEmpty());
  }

  /** Returns true if the value must be unknown. */
  boolean isAbsent() {
    return present.isPresent() && present.getAsInt() == NO;
  }

  /** Returns a value for a fact of this type, if one of a few guesses fits. */
  Optional<Object> example(Fact.Type type) {
    return switch (type) {
      case TEXT -> texts.example().map(Object.class::cast);
      case INTEGER -> numbers.example().map(number -> (Object) number.longValue());
      case NUMBER -> numbers.example().map(Object.class::cast);
      case BOOLEAN -> Optional.of(flag.orElse(NO) == YES);
      case TEXT_LIST -> Optional.of(List.copyOf(listed));
    };
  }

  /** Returns the domains of a choice of atoms, by what they are about. */
  static Map<Operand, OperandDomain> of(Map<Atom, Set<Truth>> chosen) {
    Map<Operand, OperandDomain> domains = new java.util.HashMap<>();
    chosen.forEach(
        (atom, values) -> {
          if (atom instanceof Atom.Interpreted || values.size() != 1) {
            return;
          }
          for (Operand operand : atom.operands()) {
            domains
                .computeIfAbsent(operand, OperandDomain::new)
                .require(atom, values.contains(Truth.TRUE));
          }
        });
    return domains;
  }
}
