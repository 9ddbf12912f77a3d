package org.rotavox.rules.condition;

import java.util.Map;
import java.util.Set;

/** Whether chosen values of atoms can come from one series. */
final class Consistency {

  private Consistency() {}

  /** Returns false only if they provably cannot. */
  static boolean holds(Map<Atom, Set<Truth>> chosen) {
    boolean constants =
        chosen.entrySet().stream()
            .allMatch(
                choice ->
                    !(choice.getKey() instanceof Atom.Constant constant)
                        || choice.getValue().contains(Truth.of(constant.value())));
    return constants
        && OperandDomain.of(chosen).values().stream().allMatch(OperandDomain::isPossible);
  }
}
