package org.rotavox.config;

import java.util.List;
import java.util.stream.Collectors;
import org.rotavox.yaml.FileFault;

/** Everything that is wrong with the files of a configuration folder, the rules included. */
public final class ConfigurationFaults extends Exception {

  private final transient List<FileFault> faults;

  ConfigurationFaults(List<FileFault> faults) {
    super(faults.stream().map(FileFault::toString).collect(Collectors.joining("\n")));
    this.faults = List.copyOf(faults);
  }

  /** Returns the faults, file by file in the order of the text, at least one. */
  public List<FileFault> faults() {
    return faults;
  }
}
