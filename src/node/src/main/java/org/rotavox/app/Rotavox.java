package org.rotavox.app;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
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

  /**
   * Writes in the character set of the terminal, which is not always the JVM's default. Without a
   * locale the system says ASCII, which tells nothing of the terminal: then it is UTF-8.
   */
  private static PrintWriter writer(PrintStream stream, String property) {
    String name = System.getProperty(property, System.getProperty("native.encoding", "UTF-8"));
    Charset charset = Charset.forName(name);
    return new PrintWriter(
        stream, true, charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset);
  }
}
