package org.rotavox.dataset;

import java.io.Closeable;
import java.io.IOException;

/** Where decoded frames come from; safe for several threads. */
sealed interface FrameStore extends Closeable permits NativeFrames, EncapsulatedFrames {

  /** Returns what decoding holds in memory for each pixel beside its result, at most, bytes. */
  int bytesPerPixel();

  /** Reads the stored values of one frame. */
  void read(int frame, int[] into) throws IOException;
}
