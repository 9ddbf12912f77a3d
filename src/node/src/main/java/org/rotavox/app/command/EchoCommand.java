package org.rotavox.app.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.rotavox.dataset.SopClass;
import org.rotavox.dataset.TransferSyntax;
import org.rotavox.upperlayer.ClientAssociation;
import org.rotavox.upperlayer.DimseStatus;
import org.rotavox.upperlayer.PresentationProposal;
import org.rotavox.upperlayer.RemoteNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Is the other node there, and does it talk to us? (C-ECHO) */
@Command(
    name = "echo",
    mixinStandardHelpOptions = true,
    header = "Check whether a DICOM node answers (C-ECHO).",
    description =
        "Opens an association, sends one C-ECHO, and prints the result. Exit "
            + "code 0 only if the node answered with success.")
final class EchoCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Peer peer;

  @Parameters(
      index = "0",
      paramLabel = "AET@HOST:PORT",
      converter = Peer.AddressConverter.class,
      description = "The node, for example PACS@pacs.example:104.")
  private Peer.Address address = Peer.Address.NONE;

  @Override
  public Integer call() throws Exception {
    ToolLogging.quiet();
    PrintWriter out = spec.commandLine().getOut();
    RemoteNode remote = peer.remote(address);
    long start = System.nanoTime();
    PresentationProposal verification =
        new PresentationProposal(
            SopClass.VERIFICATION, List.of(TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN.uid()));
    try (ClientAssociation association = peer.client().connect(remote, List.of(verification))) {
      DimseStatus status = association.echo();
      double millis = (System.nanoTime() - start) / 1e6;
      out.printf(Locale.ROOT, "%s answered %s in %.0f ms%n", remote, word(status), millis);
      return status.isSuccess() ? ExitCode.OK : ExitCode.FAILED;
    }
  }

  private static String word(DimseStatus status) {
    return status.isSuccess() ? "success" : "status " + status;
  }
}
