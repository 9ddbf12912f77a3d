package org.rotavox.app.command;

/** What a command tells the shell. */
public final class ExitCode {

  /** All went well. */
  public static final int OK = 0;

  /** The command did its work, and the answer is no: refused, failed, not reachable. */
  public static final int FAILED = 1;

  /** The arguments or the configuration are wrong; nothing was done. */
  public static final int USAGE = 2;

  /** The node ended since one of its vital parts died again and again: start it anew. */
  public static final int PART_DIED = 3;

  private ExitCode() {}
}
