package org.rotavox.schedule;

import org.rotavox.model.ReconstructionJob;
import org.rotavox.model.StepResult;

/** Runs one claimed job from its source files to its durable result; the pipeline does. */
@FunctionalInterface
public interface JobRunner {

  /**
   * Runs the job on the calling thread. {@code Done} means that the ledger says so already.
   *
   * @return how it ended; an exception counts as a bug of the software
   */
  StepResult run(ReconstructionJob job);
}
