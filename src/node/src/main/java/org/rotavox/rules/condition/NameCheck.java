package org.rotavox.rules.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExprVisitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rotavox.model.Fact;
import org.rotavox.yaml.NearestName;

/**
 * Checks the header keywords, the facts inside {@code has} and the patterns of {@code matches}, so
 * that an error in a text literal is found at load, not at night.
 */
final class NameCheck extends CelExprVisitor {

  private final String text;
  private final CelAbstractSyntaxTree ast;
  private final Set<String> knownKeywords;
  private final List<ConditionFault> faults = new ArrayList<>();

  private NameCheck(String text, CelAbstractSyntaxTree ast, Set<String> knownKeywords) {
    this.text = text;
    this.ast = ast;
    this.knownKeywords = knownKeywords;
  }

  static List<ConditionFault> faults(
      String text, CelAbstractSyntaxTree parsed, Set<String> knownKeywords) {
    NameCheck check = new NameCheck(text, parsed, knownKeywords);
    check.visit(parsed);
    return check.faults;
  }

  @Override
  protected void visit(CelExpr expr, CelExpr.CelCall call) {
    if (call.args().size() == 2
        && call.args().get(0).identOrDefault().name().equals(CelLanguage.SERIES)) {
      CelExpr argument = call.args().get(1);
      Optional<String> name = HeaderMacros.literal(argument);
      if (call.function().equals(CelLanguage.HAS_FACT)) {
        name.ifPresent(fact -> checkFact(expr, fact));
      } else if (name.isPresent()) {
        checkKeyword(argument, name.get());
      } else {
        String function = call.function().substring(1);
        fault(
            argument,
            function,
            function + " needs a keyword in quotes",
            "write " + function + "(\"BodyPartExamined\")");
        return;
      }
    }
    if (call.function().equals("matches") && !call.args().isEmpty()) {
      CelExpr pattern = call.args().get(call.args().size() - 1);
      HeaderMacros.literal(pattern).ifPresent(literal -> checkPattern(pattern, literal));
    }
    super.visit(expr, call);
  }

  private void checkPattern(CelExpr at, String pattern) {
    RulePattern.fault(pattern)
        .ifPresent(
            fault ->
                fault(
                    at,
                    pattern,
                    fault,
                    "patterns follow RE2: no look-around, no back-references; backslashes stand"
                        + " twice in quotes, or once in r\"...\""));
  }

  private void checkFact(CelExpr at, String name) {
    if (Fact.named(name).isEmpty()) {
      fault(at, name, "unknown fact `" + name + "`", UnknownNames.suggestFact(name));
    }
  }

  private void checkKeyword(CelExpr at, String keyword) {
    if (HeaderField.isPrivate(keyword)) {
      return;
    }
    if (keyword.contains(",")) {
      fault(
          at,
          keyword,
          "`" + keyword + "` is not a private field: expected group, element and creator",
          "write \"0019,xx10:PRIVATE CREATOR\" with an odd group; standard fields by keyword");
    } else if (!isKnown(keyword)) {
      fault(
          at,
          keyword,
          "unknown header keyword `" + keyword + "`",
          keyword.startsWith("Patient")
              ? "fields about the patient are not available to rules"
              : NearestName.among(knownKeywords, keyword)
                  .map(nearest -> "did you mean `" + nearest + "`?")
                  .orElse("keywords are those of DICOM PS3.6, such as BodyPartExamined"));
    }
  }

  private boolean isKnown(String keyword) {
    return knownKeywords.isEmpty()
        ? HeaderField.isKeyword(keyword)
        : knownKeywords.contains(keyword);
  }

  private void fault(CelExpr at, String piece, String message, String suggestion) {
    int position = ast.getSource().getPositionsMap().getOrDefault(at.id(), 0);
    int start =
        text.offsetByCodePoints(0, Math.min(position, text.codePointCount(0, text.length())));
    int found = text.indexOf(piece, start);
    faults.add(new ConditionFault(found < 0 ? start : found, piece, message, suggestion));
  }
}
