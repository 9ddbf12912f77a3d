package org.rotavox.app.command;

import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.rotavox.recon.Progress;
import picocli.CommandLine;

/**
 * Shows how far a reconstruction is: a bar on a terminal, one line for each finished stage
 * elsewhere.
 */
final class TerminalProgress implements Progress, AutoCloseable {

  private static final int PERCENT = 100;
  private static final int REFRESH_MILLIS = 100;

  private final PrintWriter err;
  private final boolean terminal = CommandLine.Help.Ansi.AUTO.enabled();
  private @Nullable ProgressBar bar;
  private String stage = "";

  TerminalProgress(PrintWriter err) {
    this.err = err;
  }

  @Override
  public synchronized void report(String name, long done, long total) {
    long percent = PERCENT * done / Math.max(1, total);
    if (terminal) {
      if (!name.equals(stage) || bar == null) {
        endLine();
        bar = newBar(name);
      }
      bar.stepTo(percent);
    } else if (done >= total && !name.equals(stage)) {
      err.println(name + " done");
    }
    stage = done >= total || terminal ? name : stage;
  }

  private static ProgressBar newBar(String name) {
    return new ProgressBarBuilder()
        .setTaskName(String.format("%-16s", name))
        .setInitialMax(PERCENT)
        .setUnit("%", 1)
        .setUpdateIntervalMillis(REFRESH_MILLIS)
        .setStyle(ProgressBarStyle.ASCII)
        .build();
  }

  @Override
  public boolean cancelled() {
    return Thread.currentThread().isInterrupted();
  }

  /** Leaves the bar as it is; what is printed next stands on its own line. */
  synchronized void endLine() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  @Override
  public void close() {
    endLine();
  }
}
