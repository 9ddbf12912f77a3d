package org.rotavox.rules.condition;

import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.rotavox.model.Fact;

/** A condition that CEL's interpreter computes. */
final class CelCondition {

  /** What a value that is not there, or is no number, makes of a condition. */
  private static final Set<CelErrorCode> MISSING =
      EnumSet.of(
          CelErrorCode.ATTRIBUTE_NOT_FOUND,
          CelErrorCode.INDEX_OUT_OF_BOUNDS,
          CelErrorCode.BAD_FORMAT,
          CelErrorCode.DIVIDE_BY_ZERO,
          CelErrorCode.NUMERIC_OVERFLOW);

  private final CelRuntime.Program program;
  private final int index;

  /**
   * @param index its place in the memory of a {@link FactView}
   */
  CelCondition(CelRuntime.Program program, int index) {
    this.program = program;
    this.index = index;
  }

  Truth evaluate(FactView facts) {
    try {
      Object value = program.eval(name -> variable(name, facts));
      return value instanceof Boolean truth ? Truth.of(truth) : Truth.UNDECIDABLE;
    } catch (CelEvaluationException e) {
      // what is missing in this series does not hold: the contract of a rule
      if (!MISSING.contains(e.getErrorCode())) {
        facts.notComputed(index, String.valueOf(e.getMessage()));
      }
      return Truth.UNDECIDABLE;
    } catch (RuntimeException | StackOverflowError e) {
      facts.notComputed(index, e.toString());
      return Truth.UNDECIDABLE;
    }
  }

  private static Optional<Object> variable(String name, FactView facts) {
    return name.equals(CelLanguage.SERIES)
        ? Optional.of(facts)
        : Fact.named(name).map(facts::value);
  }
}
