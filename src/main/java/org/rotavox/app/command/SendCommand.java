package org.rotavox.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.rotavox.send.SendOutcome;
import org.rotavox.send.StoreScu;
import org.rotavox.upperlayer.DimseStatus;
import org.rotavox.upperlayer.RemoteNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends files to a node by hand (C-STORE). */
@Command(
    name = "send",
    mixinStandardHelpOptions = true,
    header = "Send DICOM files to a node (C-STORE).",
    description =
        "Sends every file over one association, and says for each one that was not stored why."
            + " Folders are searched for DICOM files. Exit code 0 only if all were stored.")
final class SendCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Peer peer;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files, folders, DICOMDIRs, ZIPs.")
  private List<Path> files = List.of();

  @Override
  public Integer call() throws Exception {
    ToolLogging.quiet();
    PrintWriter out = spec.commandLine().getOut();
    try (InputFiles input = InputFiles.of(files)) {
      return send(input, out);
    }
  }

  private int send(InputFiles input, PrintWriter out) throws IOException {
    List<Path> named = input.files();
    input.remarks().forEach((name, reason) -> out.println(name + ": " + reason));
    if (named.isEmpty()) {
      out.println("nothing to send");
      return ExitCode.FAILED;
    }
    RemoteNode remote = peer.remote();
    int[] stored = new int[1];
    long start = System.nanoTime();
    new StoreScu(peer.client())
        .send(
            remote, named, (file, outcome) -> stored[0] += report(out, input.shown(file), outcome));
    double seconds = (System.nanoTime() - start) / 1e9;
    out.printf(
        Locale.ROOT,
        "%d of %d objects stored by %s in %.2f s%n",
        stored[0],
        named.size(),
        remote,
        seconds);
    return stored[0] == named.size() ? ExitCode.OK : ExitCode.FAILED;
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
