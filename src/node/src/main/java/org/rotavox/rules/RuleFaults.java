package org.rotavox.rules;

import java.util.List;
import java.util.stream.Collectors;
import org.rotavox.yaml.FileFault;

/** Everything that is wrong with a rules file; none of its rules may be used. */
public final class RuleFaults extends Exception {

  private final transient List<FileFault> faults;

  RuleFaults(List<FileFault> faults) {
    super(faults.stream().map(FileFault::toString).collect(Collectors.joining("\n")));
    this.faults = List.copyOf(faults);
  }

  /** Returns the faults in the order of the file, at least one. */
  public List<FileFault> faults() {
    return faults;
  }
}
