package org.rotavox.dataset;

import java.io.IOException;
import java.io.OutputStream;

/** Writes the bytes of a value that is too large for memory, when the data set is written. */
public interface FrameWriter {

  /**
   * Writes all bytes of the value, little endian, exactly as many as were announced. It is called
   * once for each time that the data set is written.
   */
  void writeTo(OutputStream out) throws IOException;
}
