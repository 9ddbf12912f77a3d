package org.rotavox.app.command;

import java.util.List;
import org.rotavox.dicom.PrintableText;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Help.ColorScheme;

/** Colours where the output is a terminal that wants them; any text may be painted, once. */
final class Paint {

  private static final ColorScheme COLOURS = new ColorScheme.Builder(Ansi.AUTO).build();

  private Paint() {}

  static String green(String text) {
    return with(text, Style.fg_green);
  }

  static String red(String text) {
    return with(text, Style.fg_red);
  }

  static String yellow(String text) {
    return with(text, Style.fg_yellow);
  }

  static String bold(String text) {
    return with(text, Style.bold);
  }

  static String faint(String text) {
    return with(text, Style.faint);
  }

  static String cyan(String text) {
    return with(text, Style.fg_cyan);
  }

  private static String with(String text, IStyle style) {
    // not by markup, which a condition with its | and @ may look like
    return text.isEmpty()
        ? text
        : COLOURS
            .apply(PrintableText.line(text), List.of(style))
            .toString()
            .replace('\u001b', TerminalWriter.ESCAPE);
  }
}
