package org.rotavox.recon;

import java.io.IOException;
import java.util.function.BiConsumer;

/** Frames of another source, with something done to each. */
public record Disturbed(FrameSource source, BiConsumer<Integer, float[]> disturbance)
    implements FrameSource {

  @Override
  public int frames() {
    return source.frames();
  }

  @Override
  public void readIntensities(int frame, float[] out) throws IOException {
    source.readIntensities(frame, out);
    disturbance.accept(frame, out);
  }
}
