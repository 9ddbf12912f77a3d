package org.rotavox.upperlayer;

import java.io.IOException;
import java.io.InputStream;

/** Takes the event reports that arrive on an association which this side has opened. */
public interface EventListener {

  /**
   * Takes one event.
   *
   * @param data the event information; empty stream where there is none
   * @return the status to answer
   * @throws IOException answered with 0110
   */
  DimseStatus event(NormalizedRequest request, InputStream data) throws IOException;
}
