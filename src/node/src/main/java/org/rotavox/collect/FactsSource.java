package org.rotavox.collect;

import java.io.IOException;
import java.util.List;
import org.rotavox.acquisition.KeptReading;
import org.rotavox.acquisition.RunReader;
import org.rotavox.acquisition.RunReading;
import org.rotavox.acquisition.SourceFile;
import org.rotavox.model.SeriesFacts;

/** Reads what the rules may know about a run. */
@FunctionalInterface
public interface FactsSource {

  /**
   * Reads all instances of one run.
   *
   * @param instances the files, in order of arrival
   * @throws IOException if they are not readable DICOM files
   */
  Read read(List<SourceFile> instances) throws IOException;

  /** Returns the source of facts that a reader of runs is. */
  static FactsSource of(RunReader reader) {
    return instances -> {
      RunReading reading = reader.readSources(instances);
      if (reading.run().isPresent()) {
        reading.run().get().close();
      }
      return new Read(reading.facts(), reading.kept().map(KeptReading::text).orElse(""));
    };
  }

  /**
   * What was read.
   *
   * @param facts what the rules may know
   * @param reading what is kept with the run for its reconstruction; empty = nothing
   */
  record Read(SeriesFacts facts, String reading) {

    /** Returns what was read where nothing of it is kept. */
    static Read of(SeriesFacts facts) {
      return new Read(facts, "");
    }
  }
}
