package org.rotavox.rules.condition;

import dev.cel.common.CelSourceLocation;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelMacroExprFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rotavox.model.Fact;
import org.rotavox.rules.yaml.NearestName;

/**
 * The macros {@code has}, {@code dicom}, {@code dicomNumber}, {@code dicomValues} and {@code
 * hasDicom}: they check the keyword while the condition is read, so that a typing error in it is
 * found at load, not at night.
 */
final class HeaderMacros {

  private final Set<String> knownKeywords;
  private final List<PlacedFault> faults = new ArrayList<>();

  /**
   * A fault with CEL's idea of a place.
   *
   * @param location line from 1, column from 0
   * @param text the piece that is wrong
   * @param message what is wrong
   * @param suggestion what to do
   */
  record PlacedFault(CelSourceLocation location, String text, String message, String suggestion) {}

  /**
   * Makes the macros.
   *
   * @param knownKeywords valid PS3.6 keywords; empty = every keyword is accepted
   */
  HeaderMacros(Set<String> knownKeywords) {
    this.knownKeywords = knownKeywords;
  }

  List<CelMacro> all() {
    return List.of(
        CelMacro.newGlobalMacro("has", 1, (factory, target, args) -> has(factory, args.get(0))),
        header("dicom", CelLanguage.DICOM),
        header("dicomNumber", CelLanguage.DICOM_NUMBER),
        header("dicomValues", CelLanguage.DICOM_VALUES),
        header("hasDicom", CelLanguage.HAS_DICOM));
  }

  /** Returns what was found since the last call. */
  List<PlacedFault> takeFaults() {
    List<PlacedFault> taken = List.copyOf(faults);
    faults.clear();
    return taken;
  }

  private CelMacro header(String name, String function) {
    return CelMacro.newGlobalMacro(
        name, 1, (factory, target, args) -> header(factory, name, function, args.get(0)));
  }

  private Optional<CelExpr> header(
      CelMacroExprFactory factory, String name, String function, CelExpr argument) {
    String keyword = literal(argument).orElse(null);
    if (keyword == null) {
      fault(
          factory,
          argument,
          name,
          name + " needs a keyword in quotes",
          "write " + name + "(\"BodyPartExamined\")");
      keyword = "";
    } else {
      checkKeyword(factory, argument, keyword);
    }
    return Optional.of(series(factory, function, HeaderField.normalised(keyword)));
  }

  private void checkKeyword(CelMacroExprFactory factory, CelExpr argument, String keyword) {
    if (HeaderField.isPrivate(keyword)) {
      return;
    }
    if (keyword.contains(",")) {
      fault(
          factory,
          argument,
          keyword,
          "`" + keyword + "` is not a private field: expected group, element and creator",
          "write \"0019,xx10:PRIVATE CREATOR\" with an odd group; standard fields by keyword");
    } else if (knownKeywords.isEmpty()
        ? !HeaderField.isKeyword(keyword)
        : !knownKeywords.contains(keyword)) {
      fault(
          factory,
          argument,
          keyword,
          "unknown header keyword `" + keyword + "`",
          NearestName.among(knownKeywords, keyword)
              .map(nearest -> "did you mean `" + nearest + "`?")
              .orElse("keywords are those of DICOM PS3.6, such as BodyPartExamined"));
    }
  }

  private Optional<CelExpr> has(CelMacroExprFactory factory, CelExpr argument) {
    if (argument.getKind() == CelExpr.ExprKind.Kind.IDENT) {
      String name = argument.ident().name();
      if (Fact.named(name).isEmpty()) {
        fault(
            factory, argument, name, "unknown fact `" + name + "`", UnknownNames.suggestFact(name));
      }
      return Optional.of(series(factory, CelLanguage.HAS_FACT, name));
    }
    if (argument.getKind() == CelExpr.ExprKind.Kind.CALL) {
      CelExpr.CelCall call = argument.call();
      boolean numeric = call.function().equals(CelLanguage.DICOM_NUMBER);
      if (numeric
          || call.function().equals(CelLanguage.DICOM)
          || call.function().equals(CelLanguage.DICOM_VALUES)) {
        String keyword = literal(call.args().get(1)).orElse("");
        return Optional.of(
            series(factory, numeric ? CelLanguage.HAS_NUMBER : CelLanguage.HAS_DICOM, keyword));
      }
    }
    fault(
        factory,
        argument,
        "has",
        "has(...) asks whether one fact or header field is known",
        "write has(sweepDeg), hasDicom(\"KVP\") or has(dicomNumber(\"KVP\"))");
    return Optional.of(factory.newBoolLiteral(false));
  }

  private static CelExpr series(CelMacroExprFactory factory, String function, String argument) {
    return factory.newGlobalCall(
        function, factory.newIdentifier(CelLanguage.SERIES), factory.newStringLiteral(argument));
  }

  private void fault(
      CelMacroExprFactory factory, CelExpr at, String text, String message, String suggestion) {
    faults.add(new PlacedFault(factory.getSourceLocation(at), text, message, suggestion));
  }

  private static Optional<String> literal(CelExpr expr) {
    return expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT
            && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE
        ? Optional.of(expr.constant().stringValue())
        : Optional.empty();
  }
}
