package org.rotavox.rules.condition;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Optional;
import org.rotavox.model.Fact;

/** A condition that CEL's interpreter computes. */
final class CelCondition {

  private final CelRuntime.Program program;

  CelCondition(CelRuntime.Program program) {
    this.program = program;
  }

  Truth evaluate(FactView facts) {
    try {
      Object value = program.eval(name -> variable(name, facts));
      return value instanceof Boolean truth ? Truth.of(truth) : Truth.UNDECIDABLE;
    } catch (CelEvaluationException e) {
      // what cannot be computed for this series does not hold: the contract of a rule
      return Truth.UNDECIDABLE;
    }
  }

  private static Optional<Object> variable(String name, FactView facts) {
    return name.equals(CelLanguage.SERIES)
        ? Optional.of(facts)
        : Fact.named(name).map(facts::value);
  }
}
