package org.rotavox.app.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/**
 * One command as somebody typed it, and what came of it.
 *
 * @param exitCode what the shell is told
 * @param out what it answered
 * @param err what went wrong
 */
record CommandRun(int exitCode, String out, String err) {

  static CommandRun of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        RootCommand.commandLine(new PrintWriter(out, true), new PrintWriter(err, true), arguments)
            .execute(arguments);
    return new CommandRun(exitCode, out.toString(), err.toString());
  }

  List<String> outLines() {
    return out.lines().toList();
  }

  List<String> errLines() {
    return err.lines().toList();
  }
}
