package org.rotavox.pipeline;

import java.util.List;
import org.rotavox.acquisition.RunReading;
import org.rotavox.model.Failure;
import org.rotavox.recon.Reconstruction;
import org.rotavox.result.ResultFile;

/** How a reconstruction from files to files ended. */
public sealed interface RunOutcome {

  /**
   * The series is written.
   *
   * @param reading what was understood of the run
   * @param reconstruction the volume, times and warnings
   * @param files the objects of the series
   */
  record Written(RunReading reading, Reconstruction reconstruction, List<ResultFile> files)
      implements RunOutcome {

    public Written {
      files = List.copyOf(files);
    }
  }

  /**
   * There is no series.
   *
   * @param failure why
   */
  record NotWritten(Failure failure) implements RunOutcome {}
}
