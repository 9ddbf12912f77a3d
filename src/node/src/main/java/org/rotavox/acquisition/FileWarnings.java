package org.rotavox.acquisition;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.rotavox.dataset.DicomFile;

/** What was tolerated while the files of a run were parsed, each kind once. */
final class FileWarnings {

  private static final Pattern OFFSET = Pattern.compile(" at offset \\d+");
  private static final int MOST = 20;

  private FileWarnings() {}

  static void tell(List<DicomFile> files, Finding finding) {
    Map<String, Integer> kinds = new LinkedHashMap<>();
    for (DicomFile file : files) {
      file.warnings().stream()
          .map(text -> OFFSET.matcher(text).replaceAll(""))
          .distinct()
          .forEach(text -> kinds.merge(text, 1, Integer::sum));
    }
    kinds.entrySet().stream()
        .limit(MOST)
        .map(
            kind ->
                kind.getValue() > 1
                    ? kind.getKey() + " (in " + kind.getValue() + " objects)"
                    : kind.getKey())
        .forEach(finding::warning);
    if (kinds.size() > MOST) {
      finding.warning("and " + (kinds.size() - MOST) + " more kinds of damage");
    }
  }
}
