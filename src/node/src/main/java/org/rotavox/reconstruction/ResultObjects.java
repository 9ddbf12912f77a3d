package org.rotavox.reconstruction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import org.rotavox.recon.Progress;
import org.rotavox.result.OutputKind;
import org.rotavox.result.ResultFile;
import org.rotavox.result.ResultRequest;
import org.rotavox.result.ResultWriter;

/**
 * Writes the kinds of results that were asked for. What cannot be made of a volume (Enhanced CT
 * without Hounsfield units, the surface of nothing) is left out with a warning; the volume itself
 * is never left out.
 *
 * @param files what was written, kind by kind
 * @param warnings what was left out, and why
 */
record ResultObjects(List<ResultFile> files, List<String> warnings) {

  static ResultObjects write(
      ResultRequest request, ResultOptions options, int threads, Path folder, Progress progress)
      throws IOException {
    ResultWriter.Means means = new ResultWriter.Means(options.surface(), threads);
    EnumMap<OutputKind, List<ResultFile>> made = new EnumMap<>(OutputKind.class);
    List<String> warnings = new ArrayList<>();
    Deque<OutputKind> open = new ArrayDeque<>(EnumSet.copyOf(options.kinds()));
    while (!open.isEmpty()) {
      OutputKind kind = open.remove();
      if (made.containsKey(kind)) {
        continue;
      }
      try {
        made.put(kind, kind.writer().write(request, means, folder, progress));
      } catch (ResultWriter.NotPossibleException e) {
        warnings.add(
            "no %s: %s%s"
                .formatted(
                    kind.title(),
                    e.getMessage(),
                    kind.instead().map(other -> "; the " + other.title() + " goes").orElse("")));
        kind.instead().ifPresent(open::add);
      }
    }
    List<ResultFile> files = made.values().stream().flatMap(List::stream).toList();
    return new ResultObjects(files, List.copyOf(warnings));
  }
}
