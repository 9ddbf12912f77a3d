package org.rotavox.result.surface;

/**
 * The surface at this threshold has more triangles than the limit: the threshold lies in the noise.
 */
public final class SurfaceTooLargeException extends RuntimeException {

  private static final long serialVersionUID = 1;

  SurfaceTooLargeException(int limit) {
    super(
        "the surface has more than "
            + limit
            + " triangles before decimation: choose a higher threshold");
  }
}
