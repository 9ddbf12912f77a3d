package org.rotavox.reconstruction;

import java.util.List;
import org.rotavox.acquisition.RunReading;
import org.rotavox.model.Failure;
import org.rotavox.recon.Reconstruction;
import org.rotavox.result.ResultFile;

/** How a reconstruction from files to files ended. */
public sealed interface RunOutcome {

  /**
   * The results are written.
   *
   * @param reading what was understood of the run
   * @param reconstruction the volume, times and warnings
   * @param files the objects of every series, kind by kind
   * @param warnings what the user should know, in words, those of the reconstruction included
   */
  record Written(
      RunReading reading,
      Reconstruction reconstruction,
      List<ResultFile> files,
      List<String> warnings)
      implements RunOutcome {

    public Written {
      files = List.copyOf(files);
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * There is no series.
   *
   * @param failure why
   */
  record NotWritten(Failure failure) implements RunOutcome {}
}
