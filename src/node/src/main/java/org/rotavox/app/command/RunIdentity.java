package org.rotavox.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.Tag;
import org.rotavox.recon.ReconstructionProtocol;

/** What the UIDs of a series made by hand are derived from. */
final class RunIdentity {

  private RunIdentity() {}

  /** Returns a text that is the same for the same source objects and the same protocol settings. */
  static String of(List<Path> run, ReconstructionProtocol protocol) throws IOException {
    TreeSet<String> instances = new TreeSet<>();
    for (Path file : run) {
      instances.add(DicomFile.read(file).dataSet().getString(Tag.SOPInstanceUID, ""));
    }
    // Another matrix is another series; the engine makes no difference that is worth one.
    return "by hand\n"
        + protocol.name()
        + "\n"
        + protocol.volume()
        + "\n"
        + String.join("\n", instances);
  }
}
