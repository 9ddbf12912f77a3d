package org.rotavox.rules.condition;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rotavox.model.Fact;
import org.rotavox.model.SeriesFacts;

/** Makes the facts of a series for which atoms have chosen values. */
final class ExampleFacts {

  private ExampleFacts() {}

  /** Returns facts that probably fit; the caller checks them. */
  static Optional<SeriesFacts> of(Map<Atom, Set<Truth>> chosen) {
    SeriesFacts.Builder facts = SeriesFacts.builder();
    for (Map.Entry<Operand, OperandDomain> entry : OperandDomain.of(chosen).entrySet()) {
      if (entry.getValue().isAbsent()) {
        continue;
      }
      if (entry.getKey() instanceof Operand.OfFact of) {
        Optional<Object> value = entry.getValue().example(of.fact().type());
        if (value.isEmpty()) {
          return Optional.empty();
        }
        facts.set(of.fact(), value.get());
      } else if (entry.getKey() instanceof Operand.OfHeader of) {
        Fact.Type type = of.numeric() ? Fact.Type.NUMBER : Fact.Type.TEXT;
        Optional<Object> value = entry.getValue().example(type);
        if (value.isEmpty()) {
          return Optional.empty();
        }
        facts.headerField(of.keyword(), List.of(value.get().toString()));
      }
    }
    return Optional.of(facts.build());
  }
}
