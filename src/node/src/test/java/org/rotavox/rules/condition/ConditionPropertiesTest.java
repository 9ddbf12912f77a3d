package org.rotavox.rules.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.compiler.CelCompiler;
import dev.cel.runtime.CelRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.rotavox.model.SeriesFacts;

/** The short cuts of this package against CEL's own interpreter, and the solver against both. */
class ConditionPropertiesTest {

  private static final CelCompiler CEL = CelLanguage.compiler();
  private static final CelRuntime RUNTIME = CelLanguage.runtime();

  @Provide
  Arbitrary<String> conditions() {
    return RandomConditions.conditions();
  }

  @Provide
  Arbitrary<SeriesFacts> facts() {
    return RandomConditions.facts();
  }

  @Provide
  Arbitrary<List<SeriesFacts>> manyFacts() {
    return RandomConditions.facts().list().ofSize(40);
  }

  @Property
  void aConditionHasTheValueThatCelGivesTheWholeText(
      @ForAll("conditions") String text, @ForAll("facts") SeriesFacts facts) throws Exception {
    CelAbstractSyntaxTree ast = CEL.check(CEL.parse(text).getAst()).getAst();
    Truth expected =
        new CelCondition(RUNTIME.createProgram(ast), 0).evaluate(new FactView(facts, 0));
    assertThat(value(text, facts)).as(text).isEqualTo(expected);
  }

  /** Random rule sets of three rules; all proofs try 10,000. */
  @Property(edgeCases = net.jqwik.api.EdgeCasesMode.NONE)
  void whatTheSolverCallsImpossibleNeverHappens(
      @ForAll("conditions") String last,
      @ForAll("conditions") String first,
      @ForAll("conditions") String second,
      @ForAll("manyFacts") List<SeriesFacts> series) {
    ConditionCompiler compiler = new ConditionCompiler(Set.of());
    List<Condition> earlier = List.of(compile(compiler, first), compile(compiler, second));
    Condition rule = compile(compiler, last);
    List<Requirement> requirements = new ArrayList<>();
    requirements.add(Requirement.holds(rule));
    earlier.forEach(condition -> requirements.add(Requirement.doesNotHold(condition)));
    Solver.Answer answer = Solver.ask(requirements);
    for (SeriesFacts facts : series) {
      FactView view = new FactView(facts, compiler.sharedConditions());
      boolean reached =
          rule.evaluate(view) == Truth.TRUE
              && earlier.stream().noneMatch(c -> c.evaluate(view) == Truth.TRUE);
      if (reached) {
        assertThat(answer)
            .as("%s after %s and %s", last, first, second)
            .isNotEqualTo(Solver.Answer.IMPOSSIBLE);
      }
    }
    Solver.example(requirements)
        .ifPresent(
            facts ->
                assertThat(rule.evaluate(new FactView(facts, compiler.sharedConditions())))
                    .isEqualTo(Truth.TRUE));
  }

  private static Truth value(String text, SeriesFacts facts) {
    ConditionCompiler compiler = new ConditionCompiler(Set.of());
    Condition condition = compile(compiler, text);
    return condition.evaluate(new FactView(facts, compiler.sharedConditions()));
  }

  private static Condition compile(ConditionCompiler compiler, String text) {
    return compiler.compile(text, new ArrayList<>()).orElseThrow();
  }
}
