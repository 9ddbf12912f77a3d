package org.rotavox.acquisition.sidecar;

import java.util.List;
import org.rotavox.geometry.ProjectionMatrix;

/**
 * The content of a geometry file, still in its own axes.
 *
 * @param matrices one for each view
 * @param unit what the matrices project to
 */
public record SideCarGeometry(List<ProjectionMatrix> matrices, DetectorUnit unit) {

  public SideCarGeometry {
    matrices = List.copyOf(matrices);
  }

  /** What the coordinates on the detector count. */
  public enum DetectorUnit {
    /** Pixels, the first pixel's centre at 0. */
    PIXEL,
    /** Millimetres from the middle of the detector. */
    MILLIMETRE
  }
}
