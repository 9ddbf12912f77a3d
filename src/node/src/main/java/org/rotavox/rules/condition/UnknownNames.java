package org.rotavox.rules.condition;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rotavox.model.Fact;
import org.rotavox.yaml.NearestName;

/** Guesses what somebody meant by a name that conditions do not have. */
final class UnknownNames {

  private static final List<String> FACTS =
      Arrays.stream(Fact.values()).map(Fact::ruleName).toList();

  /** Words of other languages. */
  private static final Map<String, String> FOREIGN =
      Map.of(
          "and", "write && for \"and\"",
          "AND", "write && for \"and\"",
          "or", "write || for \"or\"",
          "OR", "write || for \"or\"",
          "not", "write ! for \"not\"",
          "NOT", "write ! for \"not\"",
          "True", "write true",
          "False", "write false",
          "TRUE", "write true",
          "FALSE", "write false");

  private UnknownNames() {}

  static Optional<String> foreignWord(String name) {
    return Optional.ofNullable(FOREIGN.get(name));
  }

  static String suggestFact(String name) {
    return foreignWord(name)
        .or(() -> NearestName.among(FACTS, name).map(near -> "did you mean `" + near + "`?"))
        .orElseGet(
            () ->
                HeaderField.isKeyword(name)
                    ? "a header field is dicom(\""
                        + name
                        + "\"); text needs quotes: \""
                        + name
                        + '"'
                    : "the facts are listed in the rules guide; text needs double quotes");
  }

  static String suggestFunction(String name) {
    return foreignWord(name)
        .orElseGet(
            () ->
                NearestName.among(CelLanguage.FUNCTION_NAMES, name)
                    .map(near -> "did you mean `" + near + "`?")
                    .orElse("functions: " + String.join(", ", CelLanguage.FUNCTION_NAMES)));
  }
}
