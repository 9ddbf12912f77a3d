package org.rotavox.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.rotavox.send.SendOutcome;
import org.rotavox.send.StoreScu;
import org.rotavox.upperlayer.DimseStatus;
import org.rotavox.upperlayer.RemoteNode;
import org.rotavox.upperlayer.UpperLayerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends files to a node by hand (C-STORE). */
@Command(
    name = "send",
    mixinStandardHelpOptions = true,
    customSynopsis = {
      "@|bold rotavox send|@ [@|yellow OPTIONS|@] @|yellow AET@HOST:PORT FILE...|@",
      "@|bold rotavox send|@ [@|yellow OPTIONS|@] @|yellow FILE... AET@HOST:PORT|@"
    },
    header = "Send DICOM files to a node (C-STORE).",
    description =
        "Sends every file over one association, and prints the reason for "
            + "each one that was not stored. Folders are searched for DICOM files. "
            + "Exit code 0 only if all were stored.")
final class SendCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Peer peer;

  @Parameters(
      arity = "0..*",
      paramLabel = "AET@HOST:PORT FILE...",
      description =
          "The node to send to, for example PACS@pacs.example:104, and files, folders, DICOMDIRs or"
              + " ZIPs; in any order.")
  private List<String> arguments = List.of();

  @Override
  public Integer call() throws Exception {
    ToolLogging.quiet();
    SendArguments given;
    try {
      given = SendArguments.of(arguments);
    } catch (IllegalArgumentException e) {
      spec.commandLine().getErr().println("send: " + e.getMessage());
      return ExitCode.USAGE;
    }
    PrintWriter out = spec.commandLine().getOut();
    try (InputFiles input = InputFiles.of(given.files())) {
      return send(given.address(), input, out);
    }
  }

  private int send(Peer.Address address, InputFiles input, PrintWriter out) throws IOException {
    List<Path> named = input.files();
    input.remarks().forEach((name, reason) -> out.println(name + ": " + reason));
    if (named.isEmpty()) {
      out.println("nothing to send");
      return ExitCode.FAILED;
    }
    RemoteNode remote = peer.remote(address);
    long start = System.nanoTime();
    int stored = stored(remote, input, out);
    double seconds = (System.nanoTime() - start) / 1e9;
    out.printf(
        Locale.ROOT,
        "%d of %d objects stored by %s in %.2f s%n",
        stored,
        named.size(),
        remote,
        seconds);
    return stored == named.size() ? ExitCode.OK : ExitCode.FAILED;
  }

  /**
   * Sends, and says of each file that was not stored why; after the association has broken, of all
   * the rest as well.
   *
   * @throws IOException if no association came about
   */
  private int stored(RemoteNode remote, InputFiles input, PrintWriter out) throws IOException {
    List<Path> named = input.files();
    Set<Path> left = new LinkedHashSet<>(named);
    int[] stored = new int[1];
    try {
      new StoreScu(peer.client())
          .send(
              remote,
              named,
              (file, outcome) -> {
                left.remove(file);
                stored[0] += report(out, input.shown(file), outcome);
              });
    } catch (UpperLayerException e) {
      if (left.size() == named.size()) {
        throw e;
      }
      left.forEach(
          file -> out.println(input.shown(file) + ": not sent, the association was over before"));
      spec.commandLine().getErr().println("send: " + e.getMessage());
    }
    return stored[0];
  }

  private static int report(PrintWriter out, String file, SendOutcome outcome) {
    if (outcome instanceof SendOutcome.Answered answered) {
      DimseStatus status = answered.status();
      if (status.isSuccess()) {
        return 1;
      }
      out.println(file + ": answered " + status);
      return status.isWarning() ? 1 : 0;
    }
    out.println(file + ": not sent, " + outcome.words());
    return 0;
  }
}
