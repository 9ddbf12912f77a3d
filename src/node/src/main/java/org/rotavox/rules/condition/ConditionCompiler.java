package org.rotavox.rules.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.compiler.CelCompiler;
import dev.cel.parser.CelUnparser;
import dev.cel.parser.CelUnparserFactory;
import dev.cel.runtime.CelEvaluationException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks conditions and makes them ready for use. One compiler serves one rule set, so that equal
 * sub-conditions of several rules are computed once per series. Not safe for concurrent use; the
 * conditions are.
 */
public final class ConditionCompiler {

  private final Set<String> headerKeywords;
  private final CelCompiler cel = CelLanguage.compiler();
  private final CelUnparser unparser = CelUnparserFactory.newUnparser();
  private final Map<String, Atom> interpreted = new HashMap<>();

  /**
   * Makes a compiler.
   *
   * @param headerKeywords valid PS3.6 keywords; empty = every keyword is accepted
   */
  public ConditionCompiler(Set<String> headerKeywords) {
    this.headerKeywords = Set.copyOf(headerKeywords);
  }

  /**
   * Checks a condition.
   *
   * @param faults receives what is wrong
   * @return the condition; empty if anything is wrong
   */
  public Optional<Condition> compile(String text, List<ConditionFault> faults) {
    List<ConditionFault> found = new ArrayList<>(ConditionText.faults(text));
    if (found.isEmpty()) {
      Optional<CelAbstractSyntaxTree> checked = check(text, found);
      if (checked.isPresent()) {
        return Optional.of(new Condition(text, new TermBuilder(checked.get(), this::atom).build()));
      }
    }
    faults.addAll(found);
    return Optional.empty();
  }

  private Optional<CelAbstractSyntaxTree> check(String text, List<ConditionFault> found) {
    CelValidationResult parsed = cel.parse(text);
    if (parsed.hasError()) {
      report(parsed, text, found);
      return Optional.empty();
    }
    CelAbstractSyntaxTree tree = ast(parsed);
    found.addAll(NameCheck.faults(text, tree, headerKeywords));
    CelValidationResult checked = cel.check(tree);
    report(checked, text, found);
    return found.isEmpty() ? Optional.of(ast(checked)) : Optional.empty();
  }

  private static void report(CelValidationResult result, String text, List<ConditionFault> found) {
    for (CelIssue issue : result.getErrors()) {
      ConditionFault fault = CelFault.of(issue, text, offset(text, issue.getSourceLocation()));
      if (found.stream().noneMatch(earlier -> earlier.offset() == fault.offset())) {
        found.add(fault);
      }
    }
  }

  /** Returns the number of places that a {@link FactView} needs for the conditions so far. */
  public int sharedConditions() {
    return interpreted.size();
  }

  private static CelAbstractSyntaxTree ast(CelValidationResult result) {
    try {
      return result.getAst();
    } catch (CelValidationException e) {
      throw new IllegalStateException("a result without errors has a tree", e);
    }
  }

  private Atom atom(CelAbstractSyntaxTree part, List<Operand> operands) {
    String text = unparser.unparse(part);
    Atom known = interpreted.get(text);
    if (known == null) {
      known =
          new Atom.Interpreted(
              text, interpreted.size(), operands, program(part, interpreted.size()));
      interpreted.put(text, known);
    }
    return known;
  }

  private CelCondition program(CelAbstractSyntaxTree part, int index) {
    try {
      return new CelCondition(CelLanguage.runtime().createProgram(part), index);
    } catch (CelEvaluationException e) {
      throw new IllegalStateException("CEL cannot plan what it has checked", e);
    }
  }

  /** CEL counts lines from 1 and columns in code points from 0. */
  private static int offset(String text, CelSourceLocation location) {
    int start = 0;
    for (int line = 1; line < location.getLine(); line++) {
      int end = text.indexOf('\n', start);
      if (end < 0) {
        break;
      }
      start = end + 1;
    }
    int left = text.codePointCount(start, text.length());
    return text.offsetByCodePoints(start, Math.max(0, Math.min(location.getColumn(), left)));
  }
}
