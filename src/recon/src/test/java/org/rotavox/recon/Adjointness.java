package org.rotavox.recon;

import java.util.Random;
import org.rotavox.recon.detector.Shadows;
import org.rotavox.recon.engine.ProjectorPair;

/** How far a pair of projectors is from being transposes of each other. */
public final class Adjointness {

  private Adjointness() {}

  /** Returns |⟨Ax, y⟩ − ⟨x, Aᵀy⟩| / ⟨Ax, y⟩ for random positive x and y of all views. */
  public static double mismatch(ProjectorPair pair, Shadows shadows) throws Exception {
    Random random = new Random(5);
    ColumnVolume x = new ColumnVolume(shadows.grid());
    for (int j = 0; j < shadows.grid().sizeY(); j++) {
      for (int i = 0; i < shadows.grid().sizeX(); i++) {
        for (int k = 0; k < shadows.grid().sizeZ(); k++) {
          x.row(j)[i * x.stride() + k] = random.nextFloat();
        }
      }
    }
    int[] views = java.util.stream.IntStream.range(0, shadows.views()).toArray();
    float[][] y = new float[views.length][shadows.columns() * shadows.rows()];
    for (float[] image : y) {
      for (int n = 0; n < image.length; n++) {
        image[n] = random.nextFloat();
      }
    }
    float[][] ax = new float[views.length][shadows.columns() * shadows.rows()];
    pair.forward(x, views, ax);
    ColumnVolume aty = new ColumnVolume(shadows.grid());
    pair.backward(views, y, aty);
    double forward = 0;
    for (int n = 0; n < views.length; n++) {
      for (int p = 0; p < ax[n].length; p++) {
        forward += (double) ax[n][p] * y[n][p];
      }
    }
    double backward = 0;
    for (int j = 0; j < shadows.grid().sizeY(); j++) {
      for (int n = 0; n < x.row(j).length; n++) {
        backward += (double) x.row(j)[n] * aty.row(j)[n];
      }
    }
    return Math.abs(forward - backward) / forward;
  }
}
