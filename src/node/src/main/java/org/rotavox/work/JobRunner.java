package org.rotavox.work;

import java.util.List;
import org.rotavox.model.Failure;
import org.rotavox.model.ReconstructionJob;
import org.rotavox.store.RoutedResult;

/** Runs one claimed job from its source files to its durable results; the pipeline does. */
@FunctionalInterface
public interface JobRunner {

  /**
   * Runs the job on the calling thread. It writes nothing about the end of the job: that is
   * recorded from what it returns.
   *
   * @return how it ended; an exception counts as a bug of the software
   */
  StepResult run(ReconstructionJob job);

  /**
   * Writes what a job leaves that will not be tried again, before the ledger says that it failed.
   *
   * @return what has to be delivered, with durable files; empty = nothing
   */
  default List<RoutedResult> lastWords(ReconstructionJob job, Failure failure) {
    return List.of();
  }
}
