package org.rotavox.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Collects faults while a file is read, so that an administrator sees all of them at once instead
 * of one at each start. Not safe for concurrent use.
 */
public final class FaultList {

  /** More than this many faults are noise; the rest is counted only. */
  static final int MAX_FAULTS = 200;

  private final List<FileFault> faults = new ArrayList<>();
  private int dropped;

  /** Adds a fault at a place. */
  public void add(Place place, String text, String message, String suggestion) {
    if (faults.size() < MAX_FAULTS) {
      faults.add(
          new FileFault(place.file(), place.line(), place.column(), text, message, suggestion));
    } else {
      dropped++;
    }
  }

  /** Adds faults found elsewhere. */
  public void addAll(List<FileFault> others) {
    for (FileFault fault : others) {
      add(
          new Place(fault.file(), fault.line(), fault.column()),
          fault.text(),
          fault.message(),
          fault.suggestion());
    }
  }

  /** Returns true if nothing was found. */
  public boolean isEmpty() {
    return faults.isEmpty();
  }

  /** Returns how many faults were found so far. */
  public int count() {
    return faults.size() + dropped;
  }

  /** Returns the faults, those of one file together and in the order of its text. */
  public List<FileFault> sorted() {
    List<String> files = faults.stream().map(FileFault::file).distinct().toList();
    List<FileFault> result = new ArrayList<>(faults);
    result.sort(
        Comparator.comparingInt((FileFault fault) -> files.indexOf(fault.file()))
            .thenComparingInt(FileFault::line)
            .thenComparingInt(FileFault::column));
    if (dropped > 0) {
      result.add(new FileFault(files.get(0), 0, 0, "", dropped + " more faults are not shown", ""));
    }
    return List.copyOf(result);
  }
}
