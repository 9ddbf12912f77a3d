package org.rotavox.acquisition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.Tag;
import org.rotavox.model.Uid;

/**
 * The instances of one run in the order of acquisition: one multi-frame object, or single frames
 * ordered by Instance Number (0020,0013), gaps and duplicates found.
 */
final class RunInstances {

  private final List<DicomFile> files;
  private final DataSet first;
  private final ObjectKind kind;
  private final FrameScopes scopes;
  private final boolean multiFrame;

  private RunInstances(
      List<DicomFile> files,
      DataSet first,
      ObjectKind kind,
      FrameScopes scopes,
      boolean multiFrame) {
    this.files = files;
    this.first = first;
    this.kind = kind;
    this.scopes = scopes;
    this.multiFrame = multiFrame;
  }

  static RunInstances of(List<DicomFile> unordered, Finding finding) {
    List<DicomFile> files = ordered(unordered);
    List<DataSet> headers =
        HeaderQuirk.mended(files.stream().map(DicomFile::dataSet).toList(), finding);
    DataSet first = headers.get(0);
    ObjectKind kind = ObjectKind.of(first);
    if (files.size() == 1) {
      int frames = Math.max(1, first.getInt(Tag.NumberOfFrames, 1));
      FrameScopes scopes = FrameScopes.ofMultiFrame(first, frames);
      if (scopes.perFrameItems() > 0 && scopes.perFrameItems() != frames) {
        finding.obstacle(
            "FRAMES_MISSING",
            Tag.PerFrameFunctionalGroupsSequence,
            scopes.perFrameItems() + " items for " + frames + " frames",
            "send the run again");
      }
      return new RunInstances(files, first, kind, scopes, frames > 1);
    }
    checkSingleFrames(files, finding);
    return new RunInstances(files, first, kind, FrameScopes.ofInstances(headers), false);
  }

  private static List<DicomFile> ordered(List<DicomFile> files) {
    List<DicomFile> sorted = new ArrayList<>(files);
    sorted.sort(
        Comparator.<DicomFile>comparingInt(
                f -> f.dataSet().getInt(Tag.InstanceNumber, Integer.MAX_VALUE))
            .thenComparing(f -> f.dataSet().getString(Tag.SOPInstanceUID, "")));
    return List.copyOf(sorted);
  }

  private static void checkSingleFrames(List<DicomFile> files, Finding finding) {
    TreeMap<Integer, Integer> counts = new TreeMap<>();
    int without = 0;
    int multiFrame = 0;
    for (DicomFile file : files) {
      OptionalInt number = file.dataSet().getInt(Tag.InstanceNumber);
      if (number.isPresent()) {
        counts.merge(number.getAsInt(), 1, Integer::sum);
      } else {
        without++;
      }
      multiFrame += file.dataSet().getInt(Tag.NumberOfFrames, 1) > 1 ? 1 : 0;
    }
    if (multiFrame > 0) {
      finding.obstacle(
          "MIXED_INSTANCES",
          Tag.NumberOfFrames,
          multiFrame + " of " + files.size() + " instances have several frames: not one run",
          "");
    }
    if (without > 0) {
      finding.obstacle(
          "ORDER_UNKNOWN",
          Tag.InstanceNumber,
          without + " of " + files.size() + " instances have no number: their order is unknown",
          "send the run with the numbers of its instances");
      return;
    }
    long twice = counts.values().stream().filter(c -> c > 1).count();
    if (twice > 0) {
      finding.obstacle(
          "INSTANCES_DUPLICATE",
          Tag.InstanceNumber,
          twice == 1
              ? "one instance number occurs more than once"
              : twice + " instance numbers occur more than once",
          "send the run again as one series");
    }
    int missing = counts.lastKey() - counts.firstKey() + 1 - counts.size();
    if (missing > 0) {
      finding.obstacle(
          "INSTANCES_MISSING",
          Tag.InstanceNumber,
          missing
              + " of the instance numbers "
              + counts.firstKey()
              + " to "
              + counts.lastKey()
              + (missing == 1 ? " is missing" : " are missing"),
          "send the missing instances");
    }
  }

  List<DicomFile> files() {
    return files;
  }

  /** Returns the data set of the first instance, as {@link HeaderQuirk} leaves it. */
  DataSet first() {
    return first;
  }

  ObjectKind kind() {
    return kind;
  }

  FrameScopes scopes() {
    return scopes;
  }

  /** Returns true if all frames are in one object. */
  boolean isMultiFrame() {
    return multiFrame;
  }

  List<SourceInstance> sources() {
    Uid unknown = new Uid("0");
    return files.stream()
        .map(
            f ->
                new SourceInstance(
                    f.dataSet().getUid(Tag.SOPClassUID).orElse(unknown),
                    f.dataSet().getUid(Tag.SOPInstanceUID).orElse(unknown)))
        .toList();
  }
}
