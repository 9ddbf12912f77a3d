package org.rotavox.dataset;

import java.io.Closeable;
import java.io.IOException;

/** Where decoded frames come from; safe for several threads. */
sealed interface FrameStore extends Closeable permits NativeFrames, EncapsulatedFrames {

  /** Reads the stored values of one frame. */
  void read(int frame, int[] into) throws IOException;
}
