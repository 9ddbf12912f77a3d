package org.rotavox.upperlayer;

import java.io.IOException;
import java.io.OutputStream;

/** Writes a data set, encoded in the negotiated transfer syntax, without preamble and file meta. */
@FunctionalInterface
public interface DataSource {

  /**
   * Writes all of it; may be called once only. The stream must not be closed.
   *
   * @throws IOException if the source fails; the association is then aborted, since a data set that
   *     has begun cannot be taken back
   */
  void writeTo(OutputStream out) throws IOException;
}
