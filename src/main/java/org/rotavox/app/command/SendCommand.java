package org.rotavox.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.DicomFormatException;
import org.rotavox.dataset.Tag;
import org.rotavox.send.Outgoing;
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
      description = "Files or folders.")
  private List<Path> files = List.of();

  @Override
  public Integer call() throws Exception {
    ToolLogging.quiet();
    PrintWriter out = spec.commandLine().getOut();
    List<Outgoing> objects = new ArrayList<>();
    boolean allReadable = true;
    for (Path file : DicomFiles.in(files)) {
      try {
        objects.add(outgoing(objects.size(), file));
      } catch (DicomFormatException e) {
        out.println(file + ": not sent, " + e.getMessage());
        allReadable = false;
      }
    }
    if (objects.isEmpty()) {
      out.println("nothing to send");
      return ExitCode.FAILED;
    }
    RemoteNode remote = peer.remote();
    int[] stored = new int[1];
    long start = System.nanoTime();
    new StoreScu(peer.client())
        .send(remote, objects, (object, outcome) -> stored[0] += report(out, object, outcome));
    double seconds = (System.nanoTime() - start) / 1e9;
    out.printf(
        Locale.ROOT,
        "%d of %d objects stored by %s in %.2f s%n",
        stored[0],
        objects.size(),
        remote,
        seconds);
    return stored[0] == objects.size() && allReadable ? ExitCode.OK : ExitCode.FAILED;
  }

  private static Outgoing outgoing(int number, Path file) throws IOException {
    DataSet header = DicomFile.read(file).dataSet();
    return new Outgoing(
        number,
        file,
        header
            .getUid(Tag.SOPClassUID)
            .orElseThrow(() -> new DicomFormatException("it has no SOP Class UID (0008,0016)")),
        header
            .getUid(Tag.SOPInstanceUID)
            .orElseThrow(() -> new DicomFormatException("it has no SOP Instance UID (0008,0018)")));
  }

  private static int report(PrintWriter out, Outgoing object, SendOutcome outcome) {
    if (outcome instanceof SendOutcome.Answered answered) {
      DimseStatus status = answered.status();
      if (status.isSuccess()) {
        return 1;
      }
      out.println(object.file() + ": answered " + status);
      return status.isWarning() ? 1 : 0;
    }
    out.println(object.file() + ": not sent, " + outcome.words());
    return 0;
  }
}
