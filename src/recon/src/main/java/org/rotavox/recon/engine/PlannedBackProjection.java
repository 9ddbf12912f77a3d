package org.rotavox.recon.engine;

import java.io.IOException;
import java.util.OptionalInt;
import org.rotavox.recon.Progress;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.Volume;
import org.rotavox.recon.Workers;

/** A back-projection that is cut into pieces which fit the memory. Nothing is allocated yet. */
public interface PlannedBackProjection {

  /** Returns how it is cut. */
  SlabSchedule schedule();

  /**
   * Returns the slices of a slab to plan with after the device ran out of memory; empty = it cannot
   * be done with less.
   */
  OptionalInt fewerSlices();

  /**
   * Runs {@code body} with a back-projector over a volume, and frees what it took.
   *
   * @param workers threads of this process
   * @param progress asked whether the work is still wanted while the device serves others
   */
  void run(Volume volume, Workers workers, Progress progress, Body body)
      throws ReconstructionException, IOException;

  /** What is done with a back-projector. */
  @FunctionalInterface
  interface Body {
    /** Adds all views. */
    void run(BackProjector backProjector) throws ReconstructionException, IOException;
  }
}
