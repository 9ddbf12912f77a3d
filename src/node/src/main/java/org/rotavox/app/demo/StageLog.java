package org.rotavox.app.demo;

import java.io.PrintWriter;
import java.util.Locale;

/**
 * Shows one line for each stage while it happens: on a terminal the line is rewritten in place,
 * into a file it is written once, when the stage ends.
 */
final class StageLog {

  private static final int STAGE_WIDTH = 13;
  private static final int TEXT_WIDTH = 78;

  private final PrintWriter out;
  private final boolean terminal;
  private String stage = "";
  private long startedNanos;

  StageLog(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  void begin(String name, String text) {
    stage = name;
    startedNanos = System.nanoTime();
    show(text);
  }

  void show(String text) {
    if (terminal) {
      out.print("\r" + line(text));
      out.flush();
    }
  }

  void end(String text) {
    double seconds = (System.nanoTime() - startedNanos) / 1e9;
    out.print(terminal ? "\r" : "");
    out.println(line(text) + String.format(Locale.ROOT, "%7.1f s", seconds));
    out.flush();
  }

  private String line(String text) {
    return String.format(Locale.ROOT, "  %-" + STAGE_WIDTH + "s%-" + TEXT_WIDTH + "s", stage, text);
  }
}
