package org.rotavox.collect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.rotavox.model.SeriesFacts;

/** Reads what the rules may know about a run; the app plugs the acquisition reader in here. */
@FunctionalInterface
public interface FactsSource {

  /**
   * Reads all instances of one run.
   *
   * @param instances the files, in order of arrival
   * @throws IOException if they are not readable DICOM files
   */
  SeriesFacts read(List<Path> instances) throws IOException;
}
