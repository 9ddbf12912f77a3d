package org.rotavox.rules.condition;

import dev.cel.common.CelIssue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in an administrator's words what CEL's checker means. */
final class CelFault {

  private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*");
  private static final Pattern NO_OVERLOAD =
      Pattern.compile(
          "found no matching overload for '([^']*)' applied to '([^']*)'.*", Pattern.DOTALL);
  private static final Pattern WRONG_RESULT =
      Pattern.compile("expected type 'bool' but found '([^']*)'");
  private static final Pattern OPERATOR = Pattern.compile("_?([^_]+)_");
  private static final Pattern NOT_A_GROUP =
      Pattern.compile("(type '[^']*' does not support field selection|undefined field).*");

  private static final Map<String, String> TYPE_NAMES =
      Map.of(
          "string", "text",
          "int", "a whole number",
          "double", "a number",
          "bool", "true/false",
          "list(string)", "a list of texts",
          "list(int)", "a list of whole numbers",
          "list(double)", "a list of numbers",
          "null_type", "null");

  private static final Map<String, String> USES =
      Map.of(
          "startsWith", "stationName.startsWith(\"ANGIO\")",
          "endsWith", "stationName.endsWith(\"2\")",
          "contains", "seriesDescription.contains(\"3D\")",
          "matches", "stationName.matches(\"ANGIO[12]\")",
          "size", "size(imageType) > 2",
          "in", "modality in [\"XA\", \"RF\"]");

  private CelFault() {}

  static ConditionFault of(CelIssue issue, String text, int offset) {
    String said = issue.getMessage();
    String piece = pieceAt(text, offset);
    Matcher undeclared = UNDECLARED.matcher(said);
    if (undeclared.matches()) {
      return undeclared(undeclared.group(1), text, offset);
    }
    Matcher overload = NO_OVERLOAD.matcher(said);
    if (overload.matches()) {
      return mismatch(overload.group(1), types(overload.group(2)), offset, piece);
    }
    Matcher result = WRONG_RESULT.matcher(said);
    if (result.matches()) {
      return new ConditionFault(
          offset,
          text.strip(),
          "a condition must be true or false; this gives " + typeName(result.group(1)),
          "compare it with something, such as `>= 60` or `== \"XA\"`");
    }
    if (NOT_A_GROUP.matcher(said).matches()) {
      return new ConditionFault(
          offset,
          piece,
          "a fact has no field of this name behind the dot",
          "functions need parentheses, as in stationName.startsWith(\"ANGIO\")");
    }
    if (said.contains(HeaderMacros.HAS_MISUSED)) {
      return new ConditionFault(
          offset,
          "has",
          HeaderMacros.HAS_MISUSED,
          "write has(sweepDeg), hasDicom(\"KVP\") or has(dicomNumber(\"KVP\"))");
    }
    if (said.contains("recursion limit")) {
      return new ConditionFault(
          offset,
          piece,
          "nested deeper than " + CelLanguage.MAX_DEPTH + " levels",
          "split it into several rules");
    }
    if (said.contains("code point size exceeds limit")) {
      return new ConditionFault(
          offset,
          "",
          "longer than " + CelLanguage.MAX_CONDITION_LENGTH + " characters",
          "split it into several rules");
    }
    return new ConditionFault(
        offset,
        piece,
        piece.isEmpty() ? "the condition ends too early" : "not understood at `" + piece + "`",
        "expected something like frames >= 60 && modality == \"XA\"");
  }

  private static ConditionFault undeclared(String name, String text, int offset) {
    int end = offset + name.length();
    boolean called = text.startsWith("(", Math.min(end, text.length()));
    int nameAt = offset;
    if (!text.startsWith(name, offset)) {
      // CEL places a call at its parenthesis
      int before = text.lastIndexOf(name, offset);
      nameAt = before < 0 ? offset : before;
      called = before >= 0;
    }
    if (CelLanguage.FUNCTION_NAMES.contains(name)) {
      return new ConditionFault(
          nameAt,
          name,
          "`" + name + "` is used with the wrong number of values",
          "see the functions in the rules guide");
    }
    return called
        ? new ConditionFault(
            nameAt, name, "unknown function `" + name + "`", UnknownNames.suggestFunction(name))
        : new ConditionFault(
            nameAt, name, "unknown fact `" + name + "`", UnknownNames.suggestFact(name));
  }

  private static ConditionFault mismatch(
      String function, List<String> types, int offset, String piece) {
    Matcher operator = OPERATOR.matcher(function);
    String sign = operator.matches() ? operator.group(1) : function.replace("@", "");
    String joined = String.join(" and ", types.stream().map(CelFault::typeName).toList());
    if (USES.containsKey(sign)) {
      return new ConditionFault(
          offset,
          piece,
          "`" + sign + "` cannot be used like this; it got " + joined,
          "write for example " + USES.get(sign));
    }
    return new ConditionFault(
        offset,
        piece,
        "`" + sign + "` does not work with " + joined,
        remedy(function, types).orElse("compare values of the same kind"));
  }

  private static Optional<String> remedy(String function, List<String> types) {
    if (types.size() == 1 && function.equals("!_")) {
      return Optional.of("! needs something that is true or false; use parentheses: !(a && b)");
    }
    if (types.contains("string") && (types.contains("int") || types.contains("double"))) {
      return Optional.of(
          "put quotes around text only; a header field as number is dicomNumber(...)");
    }
    if (types.contains("int") && types.contains("double")) {
      return Optional.of("write both as whole numbers (60) or both with a point (60.0)");
    }
    if (types.contains("bool") && types.contains("string")) {
      return Optional.of("write true or false without quotes");
    }
    if (types.contains("list(string)") && types.contains("string")) {
      return Optional.of("ask for one value of a list: \"ORIGINAL\" in imageType");
    }
    return Optional.empty();
  }

  /** Splits {@code (string, list(int))} at the outer commas. */
  private static List<String> types(String signature) {
    List<String> types = new ArrayList<>();
    String inner = signature.replaceFirst("^(.*?)\\.?\\((.*)\\)$", "$1,$2");
    int depth = 0;
    int start = 0;
    for (int i = 0; i <= inner.length(); i++) {
      char c = i < inner.length() ? inner.charAt(i) : ',';
      if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth--;
      } else if (c == ',' && depth == 0) {
        types.add(inner.substring(start, i).strip());
        start = i + 1;
      }
    }
    types.removeIf(String::isEmpty);
    return types;
  }

  private static String typeName(String type) {
    return TYPE_NAMES.getOrDefault(type, type);
  }

  /** Returns the word or symbol that stands at the offset. */
  private static String pieceAt(String text, int offset) {
    if (offset >= text.length()) {
      return "";
    }
    int end = offset;
    while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
      end++;
    }
    if (end == offset) {
      while (end < text.length() && "=<>!&|".indexOf(text.charAt(end)) >= 0) {
        end++;
      }
    }
    return text.substring(offset, Math.max(end, offset + 1));
  }
}
