package org.rotavox.result;

import java.util.concurrent.CancellationException;
import org.rotavox.recon.Progress;

/** Ends a writer between two objects when nobody wants the result any more. */
final class Cancellation {

  private Cancellation() {}

  static void check(Progress progress) {
    if (progress.cancelled()) {
      throw new CancellationException("writing the result was cancelled");
    }
  }
}
