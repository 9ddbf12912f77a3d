package org.rotavox.app.node;

import java.util.List;
import org.rotavox.model.Failure;
import org.rotavox.model.ReconstructionJob;
import org.rotavox.model.StepResult;
import org.rotavox.store.RoutedResult;
import org.rotavox.work.JobRunner;
import org.rotavox.work.ReconstructionPipeline;

/** Lets the scheduler run the pipeline. */
record PipelineRunner(ReconstructionPipeline pipeline) implements JobRunner {

  @Override
  public StepResult run(ReconstructionJob job) {
    return pipeline.run(job);
  }

  @Override
  public List<RoutedResult> lastWords(ReconstructionJob job, Failure failure) {
    return pipeline.failureNote(job, failure);
  }
}
