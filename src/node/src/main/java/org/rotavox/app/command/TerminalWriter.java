package org.rotavox.app.command;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rotavox.dicom.PrintableText;

/**
 * Where every command writes to. Whatever a header, a peer or a file's name holds, nothing but
 * printable signs reaches the terminal, and what is written by one {@code println} or {@code
 * printf} is one line. Text of several lines of the program's own (the manual, JSON) goes by {@code
 * print}, which keeps line feeds and carriage returns and escapes the rest as JSON does.
 *
 * <p>Colours: {@link Paint} writes {@link #ESCAPE} instead of ESC. It is half of a surrogate pair,
 * which no decoder of bytes gives, so that no foreign text has it.
 */
final class TerminalWriter extends PrintWriter {

  /** Stands for ESC in a colour of our own. */
  static final char ESCAPE = '\uDC1B';

  private static final Pattern OWN_COLOUR = Pattern.compile(ESCAPE + "(\\[[0-9;]{0,20}m)");

  /** The manual's colours, which picocli writes. */
  private static final Pattern MANUAL_COLOUR = Pattern.compile("\u001b(\\[[0-9;]{0,20}m)");

  private final PrintWriter terminal;

  TerminalWriter(PrintWriter terminal) {
    super(terminal, true);
    this.terminal = terminal;
  }

  /** Writes JSON of several lines. */
  static void json(PrintWriter out, String json) {
    out.print(json);
    out.println();
  }

  @Override
  public void println(@Nullable String text) {
    synchronized (lock) {
      terminal.write(coloured(String.valueOf(text), OWN_COLOUR, PrintableText::line));
      println();
    }
  }

  @Override
  public void println(@Nullable Object text) {
    println(String.valueOf(text));
  }

  @Override
  public PrintWriter format(@Nullable Locale locale, String format, @Nullable Object... arguments) {
    String text = String.format(locale, format, arguments);
    if (text.endsWith(System.lineSeparator())) {
      println(text.substring(0, text.length() - System.lineSeparator().length()));
    } else {
      print(text);
    }
    return this;
  }

  @Override
  public PrintWriter format(String format, @Nullable Object... arguments) {
    return format(Locale.getDefault(Locale.Category.FORMAT), format, arguments);
  }

  @Override
  public void write(int c) {
    write(String.valueOf((char) c));
  }

  @Override
  public void write(char[] text, int from, int length) {
    write(new String(text, from, length));
  }

  @Override
  public void write(String text, int from, int length) {
    String part = text.substring(from, from + length);
    terminal.write(coloured(part, MANUAL_COLOUR, TerminalWriter::ownLines));
  }

  /** A carriage return writes a line of progress anew. */
  private static String ownLines(String text) {
    StringBuilder out = new StringBuilder();
    String[] parts = text.split("\r", -1);
    for (int i = 0; i < parts.length; i++) {
      out.append(i == 0 ? "" : "\r").append(PrintableText.lines(parts[i]));
    }
    return out.toString();
  }

  /** A way to make the text between two colours printable. */
  private interface Escaping {
    String of(String text);
  }

  private static String coloured(String text, Pattern colour, Escaping escaping) {
    StringBuilder out = new StringBuilder();
    Matcher matcher = colour.matcher(text);
    int done = 0;
    while (matcher.find()) {
      out.append(escaping.of(text.substring(done, matcher.start())));
      out.append('\u001b').append(matcher.group(1));
      done = matcher.end();
    }
    return out.append(escaping.of(text.substring(done))).toString();
  }
}
