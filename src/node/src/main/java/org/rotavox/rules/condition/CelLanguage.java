package org.rotavox.rules.condition;

import dev.cel.checker.CelStandardDeclarations;
import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import java.util.List;
import org.rotavox.model.Fact;

/**
 * The language of conditions: CEL with every {@link Fact} as a typed variable and functions for
 * header fields.
 *
 * <p>Bounds: {@value #MAX_CONDITION_LENGTH} characters, nesting depth {@value #MAX_DEPTH}, {@value
 * #MAX_ITERATIONS} steps in all loops of one evaluation together, regular expressions as {@link
 * RulePattern} bounds them, matched by RE2 in linear time. CEL has no recursion, no input and no
 * output; its functions for time and for untyped values are left out.
 *
 * <p>The header functions are macros that add the hidden variable {@value #SERIES}, because a CEL
 * function sees its arguments only.
 */
final class CelLanguage {

  static final int MAX_CONDITION_LENGTH = 10_000;
  static final int MAX_DEPTH = 50;
  static final int MAX_ITERATIONS = 10_000;

  /** The hidden variable that holds the {@link FactView}. */
  static final String SERIES = "@series";

  /** What the macro {@code has(fact)} becomes. */
  static final String HAS_FACT = "@hasFact";

  /** What the macro {@code has(dicomNumber(...))} becomes. */
  static final String HAS_NUMBER = "@hasNumber";

  static final String DICOM = "@dicom";
  static final String DICOM_NUMBER = "@dicomNumber";
  static final String DICOM_VALUES = "@dicomValues";
  static final String HAS_DICOM = "@hasDicom";

  /** Names that may stand before a parenthesis in a condition. */
  static final List<String> FUNCTION_NAMES =
      List.of(
          "has",
          "dicom",
          "dicomNumber",
          "dicomValues",
          "hasDicom",
          "startsWith",
          "endsWith",
          "contains",
          "matches",
          "size",
          "exists",
          "exists_one",
          "all",
          "filter",
          "map",
          "int",
          "double",
          "string");

  private static final CelType VIEW = OpaqueType.create("series");

  /** Made when first needed, since it takes most of the time of reading a rules file. */
  private static final class Checker {
    static final CelCompiler INSTANCE = makeCompiler();
  }

  /** Made when first needed; most rule sets never do. */
  private static final class Interpreter {
    static final CelRuntime INSTANCE = makeRuntime();
  }

  private CelLanguage() {}

  /** Returns the checker; it has no state of its own. */
  static CelCompiler compiler() {
    return Checker.INSTANCE;
  }

  /** Returns the interpreter; it has no state of its own. */
  static CelRuntime runtime() {
    return Interpreter.INSTANCE;
  }

  private static CelCompiler makeCompiler() {
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(options())
            .setStandardEnvironmentEnabled(false)
            .setStandardDeclarations(declarations())
            .setStandardMacros(
                CelStandardMacro.ALL,
                CelStandardMacro.EXISTS,
                CelStandardMacro.EXISTS_ONE,
                CelStandardMacro.MAP,
                CelStandardMacro.MAP_FILTER,
                CelStandardMacro.FILTER)
            .addMacros(HeaderMacros.all())
            .addVar(SERIES, VIEW)
            .addFunctionDeclarations(
                seriesFunction(HAS_FACT, SimpleType.BOOL),
                seriesFunction(HAS_DICOM, SimpleType.BOOL),
                seriesFunction(HAS_NUMBER, SimpleType.BOOL),
                seriesFunction(DICOM, SimpleType.STRING),
                seriesFunction(DICOM_NUMBER, SimpleType.DOUBLE),
                seriesFunction(DICOM_VALUES, ListType.create(SimpleType.STRING)))
            .setResultType(SimpleType.BOOL);
    for (Fact fact : Fact.values()) {
      builder.addVar(fact.ruleName(), typeOf(fact.type()));
    }
    return builder.build();
  }

  private static CelRuntime makeRuntime() {
    return CelRuntimeFactory.legacyCelRuntimeBuilder()
        .setOptions(options())
        .setStandardFunctions(
            CelStandardFunctions.newBuilder()
                .excludeFunctions(CelStandardFunctions.StandardFunction.MATCHES)
                .build())
        .setStandardEnvironmentEnabled(false)
        .addFunctionBindings(
            CelFunctionBinding.from("matches", String.class, String.class, RulePattern::isFound),
            CelFunctionBinding.from(
                "matches_string", String.class, String.class, RulePattern::isFound),
            binding(HAS_FACT, (view, name) -> Fact.named(name).filter(view::has).isPresent()),
            binding(HAS_DICOM, (view, name) -> !view.headerText(name).isEmpty()),
            binding(HAS_NUMBER, (view, name) -> view.headerNumber(name).isPresent()),
            binding(DICOM, FactView::headerText),
            binding(DICOM_NUMBER, (view, name) -> view.headerNumber(name).orElse(0.0)),
            binding(DICOM_VALUES, FactView::header))
        .build();
  }

  static CelType typeOf(Fact.Type type) {
    return switch (type) {
      case TEXT -> SimpleType.STRING;
      case INTEGER -> SimpleType.INT;
      case NUMBER -> SimpleType.DOUBLE;
      case BOOLEAN -> SimpleType.BOOL;
      case TEXT_LIST -> ListType.create(SimpleType.STRING);
    };
  }

  private static CelOptions options() {
    return CelOptions.current()
        .maxExpressionCodePointSize(MAX_CONDITION_LENGTH)
        .maxParseRecursionDepth(MAX_DEPTH)
        .comprehensionMaxIterations(MAX_ITERATIONS)
        .enableHeterogeneousNumericComparisons(true)
        .populateMacroCalls(true)
        .build();
  }

  private static CelStandardDeclarations declarations() {
    return CelStandardDeclarations.newBuilder()
        .excludeFunctions(
            StandardFunction.DYN,
            StandardFunction.TYPE,
            StandardFunction.BYTES,
            StandardFunction.UINT,
            StandardFunction.DURATION,
            StandardFunction.TIMESTAMP,
            StandardFunction.GET_FULL_YEAR,
            StandardFunction.GET_MONTH,
            StandardFunction.GET_DAY_OF_YEAR,
            StandardFunction.GET_DAY_OF_MONTH,
            StandardFunction.GET_DATE,
            StandardFunction.GET_DAY_OF_WEEK,
            StandardFunction.GET_HOURS,
            StandardFunction.GET_MINUTES,
            StandardFunction.GET_SECONDS,
            StandardFunction.GET_MILLISECONDS)
        .build();
  }

  private static CelFunctionDecl seriesFunction(String name, CelType result) {
    return CelFunctionDecl.newFunctionDeclaration(
        name, CelOverloadDecl.newGlobalOverload(overload(name), result, VIEW, SimpleType.STRING));
  }

  private static CelFunctionBinding binding(
      String name, CelFunctionOverload.Binary<FactView, String> function) {
    return CelFunctionBinding.from(overload(name), FactView.class, String.class, function);
  }

  private static String overload(String name) {
    return name.substring(1) + "_of_series";
  }
}
