package org.rotavox.app;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import org.rotavox.app.command.RootCommand;

/** The program: hands its arguments to the command line and exits with what that returns. */
public final class Rotavox {

  private Rotavox() {}

  /** Runs one command; see {@code --help}. */
  public static void main(String[] arguments) {
    PrintWriter out = writer(System.out, "stdout.encoding");
    PrintWriter err = writer(System.err, "stderr.encoding");
    System.exit(RootCommand.commandLine(out, err, arguments).execute(arguments));
  }

  /** Writes in the character set of the terminal, which is not always the JVM's default. */
  private static PrintWriter writer(PrintStream stream, String property) {
    String name = System.getProperty(property, System.getProperty("native.encoding", "UTF-8"));
    return new PrintWriter(stream, true, Charset.forName(name));
  }
}
