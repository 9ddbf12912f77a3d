package org.rotavox.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import org.rotavox.config.ConfigurationFaults;
import org.rotavox.rules.RuleFaults;
import picocli.CommandLine;

/**
 * The last net under a command: an expected failure becomes one line, a bug its stack trace and the
 * request to report it.
 */
final class UnexpectedFailure implements CommandLine.IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, CommandLine.ParseResult arguments) {
    PrintWriter err = commandLine.getErr();
    if (failure instanceof ConfigurationFaults faults) {
      if (faults.faults().size() == 1) {
        err.println(
            commandLine.getCommandSpec().qualifiedName()
                + ": the configuration is refused: "
                + faults.faults().get(0));
        return ExitCode.USAGE;
      }
      err.println("The configuration is refused:");
      faults.faults().forEach(fault -> err.println("  " + fault));
      return ExitCode.USAGE;
    }
    if (failure instanceof WrongArgumentException wrong) {
      err.println(commandLine.getCommandSpec().qualifiedName() + ": " + wrong.getMessage());
      return ExitCode.USAGE;
    }
    if (failure instanceof IOException expected
        && expected.getCause() instanceof RuleFaults faults) {
      err.println(commandLine.getCommandSpec().qualifiedName() + ": " + expected.getMessage());
      faults.faults().forEach(fault -> err.println("  " + fault));
      return ExitCode.FAILED;
    }
    if (failure instanceof IOException expected) {
      err.println(commandLine.getCommandSpec().qualifiedName() + ": " + describe(expected));
      return ExitCode.FAILED;
    }
    err.println("This is a bug in Rotavox; please report it with these lines:");
    failure.printStackTrace(err);
    return ExitCode.FAILED;
  }

  /** Runs the command; memory that does not suffice is an expected failure. */
  static int run(CommandLine.ParseResult arguments) {
    try {
      return new CommandLine.RunLast().execute(arguments);
    } catch (OutOfMemoryError e) {
      CommandLine line = arguments.commandSpec().commandLine();
      line.getErr()
          .println(
              "the Java heap of "
                  + (Runtime.getRuntime().maxMemory() >> 20)
                  + " MiB is too small for this: raise -Xmx, or ask for less");
      return ExitCode.FAILED;
    }
  }

  private static String describe(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    return switch (failure.getClass().getSimpleName()) {
      case "NoSuchFileException" -> "no such file: " + message;
      case "AccessDeniedException" -> "no permission: " + message;
      case "FileAlreadyExistsException" -> "exists already: " + message;
      default -> message;
    };
  }
}
