package org.rotavox.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rotavox.result.MetaImage;

/** What an ITK-based viewer sees when it opens a DICOM series. */
final class Plastimatch {

  private Plastimatch() {}

  /** Loads a folder of DICOM files, or a file, through {@code plastimatch convert}. */
  static MetaImage converted(Path input, Path scratch) throws IOException, InterruptedException {
    Path target = scratch.resolve(input.getFileName() + ".mha");
    PeerProcess.Output output =
        PeerProcess.run(
            scratch,
            "plastimatch",
            "convert",
            "--input",
            input.toString(),
            "--output-img",
            target.toString(),
            "--output-type",
            "float");
    if (output.exitCode() != 0 || !Files.exists(target)) {
      throw new AssertionError("plastimatch cannot read it: " + output.text());
    }
    return MetaImage.read(target);
  }
}
