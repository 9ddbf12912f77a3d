package org.rotavox.yaml;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Says in an administrator's words what a YAML parser means. The parser stops at the first syntax
 * fault, so this is the only fault of its file.
 */
final class YamlSyntaxFault {

  /**
   * What the parser says, and what it means.
   *
   * @param sign a part of the parser's problem or context
   * @param message what is wrong
   * @param suggestion what to do
   */
  private record Translation(String sign, String message, String suggestion) {}

  private static final List<Translation> TRANSLATIONS =
      List.of(
          new Translation(
              "'\\t(TAB)'", "a tab where YAML allows only spaces", "replace every tab by spaces"),
          new Translation(
              "while scanning an anchor",
              "an unquoted value begins with `&`, or with `!` before `&&`",
              "put the whole value in single quotes"),
          new Translation(
              "while scanning an alias",
              "an unquoted value begins with `*`",
              "put the whole value in single quotes"),
          new Translation(
              "found undefined alias",
              "an unquoted value begins with `*`",
              "put the whole value in single quotes"),
          new Translation(
              "while scanning a tag",
              "an unquoted value begins with `!`",
              "put the whole value in single quotes"),
          new Translation(
              "while scanning a quoted scalar",
              "a quote is opened here and never closed",
              "close the quote, or put the whole value in the other kind of quotes"),
          new Translation(
              "while scanning a double-quoted scalar",
              "a backslash in double quotes begins an escape that YAML does not know",
              "use single quotes around the value"),
          new Translation(
              "mapping values are not allowed here",
              "a second `: ` in one line, or this line is indented too far",
              "put the value in single quotes, or align the line with its neighbours"),
          new Translation(
              "could not find expected ':'",
              "this line is neither `key: value` nor `- item`",
              "write a colon and a space behind the key"),
          new Translation(
              "while parsing a flow sequence",
              "the list that begins with `[` here lacks a comma or the closing `]`",
              "write [a, b, c]"),
          new Translation(
              "while parsing a flow mapping",
              "the group that begins with `{` here lacks a comma or the closing `}`",
              "write one `key: value` in each line instead"),
          new Translation(
              "expected <block end>",
              "this line does not fit the lines above: other indentation, or text "
                  + "behind a closing quote",
              "align the keys of one group; put a value that contains quotes in single quotes"),
          new Translation(
              "expected a single document",
              "a second document begins here (`---`)",
              "one file holds one document; remove the line"),
          new Translation(
              "that cannot start any token",
              "a value cannot begin with this character",
              "put the whole value in single quotes"));

  private YamlSyntaxFault() {}

  static void report(MarkedYAMLException e, String fileName, String source, FaultList faults) {
    String said = said(e);
    Mark quoted = e.getProblemMark();
    if (quoted != null && said.matches(".*(expected <block end>|scanning an anchor).*")) {
      if (line(quoted, source).matches("(- )?[A-Za-z]+: *[\"'].*")) {
        faults.add(
            place(quoted, fileName),
            line(quoted, source),
            "text behind a value that begins with a quote",
            "put the whole value in single quotes, quotes inside in double quotes");
        return;
      }
    }
    for (Translation translation : TRANSLATIONS) {
      if (said.contains(translation.sign())) {
        Mark mark = mark(e, startsAtContext(translation));
        faults.add(
            place(mark, fileName),
            line(mark, source),
            translation.message(),
            translation.suggestion());
        return;
      }
    }
    Mark mark = mark(e, false);
    faults.add(place(mark, fileName), line(mark, source), "not readable as YAML: " + said, "");
  }

  /** An opened quote or bracket is the fault, not the place where the parser gave up. */
  private static boolean startsAtContext(Translation translation) {
    return translation.sign().equals("could not find expected ':'")
        || translation.message().contains("here and never closed")
        || translation.message().contains("here lacks");
  }

  private static String said(MarkedYAMLException e) {
    String problem = e.getProblem();
    String context = e.getContext();
    return (context == null ? "" : context + ": ") + (problem == null ? "" : problem);
  }

  private static @Nullable Mark mark(MarkedYAMLException e, boolean context) {
    Mark problem = e.getProblemMark();
    Mark start = e.getContextMark();
    return (context && start != null) || problem == null ? start : problem;
  }

  private static Place place(@Nullable Mark mark, String fileName) {
    return mark == null
        ? Place.wholeFile(fileName)
        : new Place(fileName, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static String line(@Nullable Mark mark, String source) {
    return mark == null ? "" : source.lines().skip(mark.getLine()).findFirst().orElse("").strip();
  }
}
