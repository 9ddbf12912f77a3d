package org.rotavox.rules.condition;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelMacroExprFactory;
import java.util.List;
import java.util.Optional;

/**
 * The macros {@code has}, {@code dicom}, {@code dicomNumber}, {@code dicomValues} and {@code
 * hasDicom}: they add the hidden variable with the series. Whether the keyword exists is checked
 * afterwards by {@link NameCheck}.
 */
final class HeaderMacros {

  /** Begins the message of a fault in the use of {@code has}. */
  static final String HAS_MISUSED = "has(...) asks whether one fact or header field is known";

  private HeaderMacros() {}

  static List<CelMacro> all() {
    return List.of(
        CelMacro.newGlobalMacro("has", 1, (factory, target, args) -> has(factory, args.get(0))),
        header("dicom", CelLanguage.DICOM),
        header("dicomNumber", CelLanguage.DICOM_NUMBER),
        header("dicomValues", CelLanguage.DICOM_VALUES),
        header("hasDicom", CelLanguage.HAS_DICOM));
  }

  private static CelMacro header(String name, String function) {
    return CelMacro.newGlobalMacro(
        name, 1, (factory, target, args) -> Optional.of(series(factory, function, args.get(0))));
  }

  private static Optional<CelExpr> has(CelMacroExprFactory factory, CelExpr argument) {
    if (argument.getKind() == CelExpr.ExprKind.Kind.IDENT) {
      CelExpr name = factory.newStringLiteral(argument.ident().name());
      return Optional.of(series(factory, CelLanguage.HAS_FACT, name));
    }
    if (argument.getKind() == CelExpr.ExprKind.Kind.CALL) {
      CelExpr.CelCall call = argument.call();
      if (call.function().equals(CelLanguage.DICOM_NUMBER)) {
        return Optional.of(series(factory, CelLanguage.HAS_NUMBER, call.args().get(1)));
      }
      if (call.function().equals(CelLanguage.DICOM)
          || call.function().equals(CelLanguage.DICOM_VALUES)) {
        return Optional.of(series(factory, CelLanguage.HAS_DICOM, call.args().get(1)));
      }
    }
    return Optional.of(factory.reportError(HAS_MISUSED));
  }

  private static CelExpr series(CelMacroExprFactory factory, String function, CelExpr argument) {
    return factory.newGlobalCall(function, factory.newIdentifier(CelLanguage.SERIES), argument);
  }

  /** Returns the text of a literal; empty for everything else. */
  static Optional<String> literal(CelExpr expr) {
    return expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT
            && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE
        ? Optional.of(expr.constant().stringValue())
        : Optional.empty();
  }
}
