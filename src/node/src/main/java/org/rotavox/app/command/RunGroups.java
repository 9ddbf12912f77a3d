package org.rotavox.app.command;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rotavox.acquisition.RunKey;
import org.rotavox.acquisition.RunReader;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.DicomFormatException;

/**
 * Files sorted into runs: one multi-frame object is a run, single frames of one acquisition are
 * one. Copies of the same object are runs of their own: they need not be equal.
 *
 * @param runs the files of each run, in the order in which the runs were found
 * @param unreadable files that are no DICOM objects or cannot be read, with the reason in words
 */
record RunGroups(List<List<Path>> runs, Map<Path, String> unreadable) {

  static RunGroups of(List<Path> files) {
    Map<RunKey, List<Path>> runs = new LinkedHashMap<>();
    Map<Path, String> unreadable = new LinkedHashMap<>();
    for (Path file : files) {
      try {
        DataSet header = DicomFile.read(file).dataSet();
        String copy = RunReader.isWhole(header) ? file.toString() : "";
        RunKey key = new RunKey(RunReader.keyOf(header).value() + copy);
        runs.computeIfAbsent(key, absent -> new ArrayList<>()).add(file);
      } catch (DicomFormatException e) {
        unreadable.put(file, FileKind.of(file, e));
      } catch (NoSuchFileException e) {
        unreadable.put(file, "named by the DICOMDIR, but not there");
      } catch (AccessDeniedException e) {
        unreadable.put(file, "no permission to read it");
      } catch (IOException e) {
        unreadable.put(file, "cannot be read: " + e.getMessage());
      }
    }
    return new RunGroups(List.copyOf(runs.values()), unreadable);
  }

  /**
   * Returns what there is to say of everything that is no run, by its name: of a folder or ZIP that
   * holds no DICOM at all one sentence stands for all of its files.
   */
  Map<String, String> remarks(InputFiles input) {
    Map<String, String> said = new LinkedHashMap<>(input.remarks());
    Map<Path, String> left = new LinkedHashMap<>(unreadable);
    input
        .containers()
        .forEach(
            (container, content) -> {
              if (!content.files().isEmpty()
                  && content.files().stream().allMatch(this::isForeign)) {
                left.keySet().removeAll(content.files());
                said.put(container, content.withoutDicom());
              }
            });
    left.forEach((file, reason) -> said.put(input.shown(file), reason));
    return said;
  }

  private boolean isForeign(Path file) {
    String reason = unreadable.getOrDefault(file, "");
    return reason.startsWith(FileKind.NO_DICOM) || reason.equals(FileKind.EMPTY);
  }
}
