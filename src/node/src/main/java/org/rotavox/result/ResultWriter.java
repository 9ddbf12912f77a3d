package org.rotavox.result;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.rotavox.recon.Progress;
import org.rotavox.result.surface.SurfaceSettings;

/** Writes one kind of result. */
@FunctionalInterface
public interface ResultWriter {

  /**
   * Writes the objects of a volume; files that are already there are replaced.
   *
   * @param folder where they are written; exists
   * @throws NotPossibleException if this volume has none
   * @throws IOException if a file cannot be written
   * @throws java.util.concurrent.CancellationException if the progress was cancelled
   */
  List<ResultFile> write(ResultRequest request, Means means, Path folder, Progress progress)
      throws NotPossibleException, IOException;

  /**
   * What results are made with.
   *
   * @param surface what a surface shall be like
   * @param threads threads that work at the same time
   */
  record Means(SurfaceSettings surface, int threads) {}

  /** A kind of result that cannot be made of a volume; the message says why. */
  final class NotPossibleException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Creates one. */
    public NotPossibleException(String message) {
      super(message);
    }
  }
}
