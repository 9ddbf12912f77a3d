package org.rotavox.acquisition;

import java.io.IOException;
import java.util.List;
import org.rotavox.dataset.DataSet;
import org.rotavox.geometry.Trajectory;
import org.rotavox.recon.ProjectionStack;

/**
 * A run that can be reconstructed: where every frame was taken, and its intensities on demand.
 *
 * <p>Frames are read from the files of the instances, which must stay in place until {@link
 * #close}. Thread-safe.
 */
public final class RotationalRun implements AutoCloseable {

  private final Trajectory trajectory;
  private final IntensityFrames frames;
  private final StoredFrames stored;
  private final DataSet header;
  private final List<SourceInstance> instances;
  private final List<String> quantitativeReasons;
  private final boolean lossy;

  RotationalRun(
      Trajectory trajectory,
      IntensityFrames frames,
      StoredFrames stored,
      DataSet header,
      List<SourceInstance> instances,
      List<String> quantitativeReasons,
      boolean lossy) {
    this.trajectory = trajectory;
    this.frames = frames;
    this.stored = stored;
    this.header = header;
    this.instances = List.copyOf(instances);
    this.quantitativeReasons = List.copyOf(quantitativeReasons);
    this.lossy = lossy;
  }

  /** Returns the way of the C-arm, in terms of the images of {@link #stack}. */
  public Trajectory trajectory() {
    return trajectory;
  }

  /** Returns the run for a reconstruction; frames are decoded when they are asked for. */
  public ProjectionStack stack() {
    return new ProjectionStack(trajectory, frames);
  }

  /** Returns the attributes of the first instance, without pixel data. */
  public DataSet header() {
    return header.copy();
  }

  /** Returns the instances of the run, in the order of acquisition. */
  public List<SourceInstance> instances() {
    return instances;
  }

  /** Returns true if the pixels are good enough for values with a physical scale. */
  public boolean quantitative() {
    return quantitativeReasons.isEmpty();
  }

  /** Returns why they are not, in words; empty if they are. */
  public List<String> quantitativeReasons() {
    return quantitativeReasons;
  }

  /** Returns true if the pixels went through lossy compression. */
  public boolean lossy() {
    return lossy;
  }

  /** Closes the file that frames are read from; reading opens it again. */
  @Override
  public void close() throws IOException {
    stored.close();
  }
}
