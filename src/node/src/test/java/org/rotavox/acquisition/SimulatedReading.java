package org.rotavox.acquisition;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.rotavox.simulation.SimulatedRun;
import org.rotavox.simulation.SimulationOptions;

/** What the reader says of a simulated run; its files are let go of. */
final class SimulatedReading {

  private SimulatedReading() {}

  /** Writes the run into a folder and reads it. */
  static RunReading of(SimulationOptions options, Path folder) throws IOException {
    List<Path> files = new SimulatedRun(options).writeTo(folder.resolve("run.dcm"));
    RunReading reading = new RunReader(List.of()).read(files);
    if (reading.run().isPresent()) {
      reading.run().get().close();
    }
    return reading;
  }
}
