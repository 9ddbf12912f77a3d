package org.rotavox.app.command;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Answers a wrong argument in one line, and says in another where the manual is. */
final class WrongArguments implements IParameterExceptionHandler {

  private static final int LONGEST_VALUE = 60;
  private static final int LONGEST_MESSAGE = 400;

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine line = failure.getCommandLine();
    String command = line.getCommandSpec().qualifiedName();
    PrintWriter err = line.getErr();
    err.println(cut(oneLine(words(failure)), LONGEST_MESSAGE));
    err.println("see " + command + " --help");
    return ExitCode.USAGE;
  }

  private static String words(ParameterException failure) {
    ArgSpec argument = failure.getArgSpec();
    if (argument != null && failure.getCause() instanceof TypeConversionException wrong) {
      String expected = expected(argument, wrong);
      String value = cut(oneLine(String.valueOf(failure.getValue())), LONGEST_VALUE);
      return expected.startsWith("must be ") && !expected.endsWith("`")
          ? name(argument) + " " + expected + "; got \"" + value + "\""
          : name(argument) + (expected.startsWith("must be ") ? " " : ": ") + expected;
    }
    if (failure instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched);
    }
    return decapitalized(String.valueOf(failure.getMessage()));
  }

  private static String expected(ArgSpec argument, TypeConversionException wrong) {
    Object[] words = argument.type().getEnumConstants();
    if (words == null) {
      return String.valueOf(wrong.getMessage());
    }
    return "must be one of "
        + Arrays.stream(words)
            .map(word -> String.valueOf(word).toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
  }

  private static String unmatched(UnmatchedArgumentException failure) {
    String first = cut(oneLine(failure.getUnmatched().get(0)), LONGEST_VALUE);
    Optional<String> number = failure.isUnknownOption() ? Optional.empty() : asNumber(failure);
    if (number.isPresent()) {
      return number.get() + "; got \"" + first + "\"";
    }
    List<String> near = failure.getSuggestions();
    return (failure.isUnknownOption() ? "unknown option " : "unexpected argument ")
        + "\""
        + first
        + "\""
        + (near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?");
  }

  /** What is no number ends a list of numbers, and is left over: says what it should have been. */
  private static Optional<String> asNumber(UnmatchedArgumentException failure) {
    for (PositionalParamSpec list :
        failure.getCommandLine().getCommandSpec().positionalParameters()) {
      if (list.isMultiValue()
          && list.converters().length > 0
          && list.converters()[0] instanceof NumberOption<?> number) {
        return Optional.of(list.paramLabel() + " must be " + number.expected());
      }
    }
    return Optional.empty();
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static String decapitalized(String text) {
    boolean sentence = text.length() > 1 && Character.isLowerCase(text.charAt(1));
    return sentence ? Character.toLowerCase(text.charAt(0)) + text.substring(1) : text;
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ").strip();
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length) + "…";
  }
}
