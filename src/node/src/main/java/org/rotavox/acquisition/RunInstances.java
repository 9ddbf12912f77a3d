package org.rotavox.acquisition;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.Tag;
import org.rotavox.dicom.Uid;
import org.rotavox.model.ObstacleCode;

/**
 * The instances of one run in the order of acquisition: one multi-frame object; the parts of a
 * concatenation, read as the one object that was cut; or single frames ordered by Instance Number
 * (0020,0013), gaps and duplicates found.
 */
final class RunInstances {

  /** An object of so many frames can be one projection, written several times. */
  private static final int MOST_EQUAL_FRAMES = 4;

  private final List<DicomFile> files;
  private final DataSet first;
  private final ObjectKind kind;
  private final FrameScopes scopes;
  private final Layout layout;
  private final Optional<Concatenation> concatenation;

  /** Where the frames of the run are. */
  private enum Layout {
    /** All in one object. */
    ONE_OBJECT,
    /** In objects that were one. */
    PARTS,
    /** One in each object. */
    SINGLE_FRAMES,
    /** One in each object, written more than once there; the first counts. */
    REPEATED_FRAMES
  }

  private RunInstances(
      List<DicomFile> files,
      DataSet first,
      FrameScopes scopes,
      Layout layout,
      Optional<Concatenation> concatenation) {
    this.files = files;
    this.first = first;
    this.kind = ObjectKind.of(first);
    this.scopes = scopes;
    this.layout = layout;
    this.concatenation = concatenation;
  }

  /** Returns true if an object with so many frames need not be a run by itself. */
  static boolean canBeOneProjection(ObjectKind kind, int frames) {
    return !kind.isEnhanced() && frames <= MOST_EQUAL_FRAMES;
  }

  static RunInstances of(List<DicomFile> unordered, Finding finding) {
    if (Concatenation.isOf(unordered) && ObjectKind.of(unordered.get(0).dataSet()).isProjection()) {
      return ofParts(new ConcatenationOrder(finding).ordered(unordered), finding);
    }
    List<DicomFile> files = ordered(unordered);
    List<DataSet> headers =
        HeaderQuirk.mended(files.stream().map(DicomFile::dataSet).toList(), finding);
    DataSet first = headers.get(0);
    if (files.size() == 1) {
      int frames = Concatenation.framesOf(first);
      FrameScopes scopes = FrameScopes.ofMultiFrame(first, frames);
      if (scopes.perFrameItems() > 0 && scopes.perFrameItems() != frames) {
        finding.obstacle(
            ObstacleCode.FRAMES_MISSING,
            scopes.perFrameItems() + " items for " + frames + " frames");
      }
      return new RunInstances(
          files,
          first,
          scopes,
          frames > 1 ? Layout.ONE_OBJECT : Layout.SINGLE_FRAMES,
          Optional.empty());
    }
    boolean repeated = isRepeated(headers);
    checkSingleFrames(files, repeated, finding);
    return new RunInstances(
        files,
        first,
        FrameScopes.ofInstances(headers),
        repeated ? Layout.REPEATED_FRAMES : Layout.SINGLE_FRAMES,
        Optional.empty());
  }

  private static RunInstances ofParts(List<DicomFile> files, Finding finding) {
    Concatenation concatenation =
        Concatenation.of(
            HeaderQuirk.mended(files.stream().map(DicomFile::dataSet).toList(), finding), finding);
    DataSet whole = concatenation.joined(finding);
    return new RunInstances(
        files,
        whole,
        FrameScopes.ofMultiFrame(whole, concatenation.frames()),
        Layout.PARTS,
        Optional.of(concatenation));
  }

  /** True if every object has the same few frames. */
  private static boolean isRepeated(List<DataSet> headers) {
    int frames = Concatenation.framesOf(headers.get(0));
    return frames > 1
        && canBeOneProjection(ObjectKind.of(headers.get(0)), frames)
        && headers.stream().allMatch(h -> Concatenation.framesOf(h) == frames);
  }

  /** Returns the same run, its first header as others understood it. */
  RunInstances withFirst(DataSet header) {
    return new RunInstances(
        files, header, FrameScopes.ofMultiFrame(header, scopes.frames()), layout, concatenation);
  }

  /** Returns the run with the angles of the parts of a classic object joined; else itself. */
  RunInstances withAnglesOfParts(Optional<StationProfile> station, Finding finding) {
    return concatenation.isPresent() && !kind.isEnhanced()
        ? new ConcatenatedAngles(concatenation.get().parts(), station).settle(this, finding)
        : this;
  }

  private static List<DicomFile> ordered(List<DicomFile> files) {
    List<DicomFile> sorted = new ArrayList<>(files);
    sorted.sort(
        Comparator.<DicomFile>comparingInt(
                f -> f.dataSet().getInt(Tag.InstanceNumber, Integer.MAX_VALUE))
            .thenComparing(f -> f.dataSet().getString(Tag.SOPInstanceUID, "")));
    return List.copyOf(sorted);
  }

  private static void checkSingleFrames(List<DicomFile> files, boolean repeated, Finding finding) {
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
    if (multiFrame > 0 && !repeated) {
      finding.obstacle(
          ObstacleCode.MIXED_INSTANCES,
          multiFrame + " of " + files.size() + " instances have several frames: not one run");
    }
    if (without > 0) {
      finding.obstacle(
          ObstacleCode.ORDER_UNKNOWN,
          without + " of " + files.size() + " instances have no number: their order is unknown");
      return;
    }
    long twice = counts.values().stream().filter(c -> c > 1).count();
    if (twice > 0) {
      finding.obstacle(
          ObstacleCode.INSTANCES_DUPLICATE,
          twice == 1
              ? "one instance number occurs more than once"
              : twice + " instance numbers occur more than once");
    }
    int missing = counts.lastKey() - counts.firstKey() + 1 - counts.size();
    if (missing > 0) {
      finding.obstacle(
          ObstacleCode.INSTANCES_MISSING,
          missing
              + " of the instance numbers "
              + counts.firstKey()
              + " to "
              + counts.lastKey()
              + (missing == 1 ? " is missing" : " are missing"));
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

  /** Returns true if all frames are in one object, or in the parts of one. */
  boolean isMultiFrame() {
    return layout == Layout.ONE_OBJECT || layout == Layout.PARTS;
  }

  /** Returns true if each object is one projection that is written there more than once. */
  boolean hasRepeatedFrames() {
    return layout == Layout.REPEATED_FRAMES;
  }

  /** Returns the frames as they are stored. */
  StoredFrames stored() {
    return switch (layout) {
      case ONE_OBJECT -> new StoredFrames(files, List.of(scopes.frames()));
      case PARTS ->
          new StoredFrames(
              files, files.stream().map(f -> Concatenation.framesOf(f.dataSet())).toList());
      case SINGLE_FRAMES, REPEATED_FRAMES ->
          new StoredFrames(files, Collections.nCopies(files.size(), 1));
    };
  }

  /** Returns the header of the run without pixels, as its sender wrote it. */
  DataSet header() {
    DataSet header = files.get(0).dataSet().copy().remove(Tag.PixelData);
    return layout == Layout.PARTS
        ? header.setInt(Tag.NumberOfFrames, scopes.frames())
        : layout == Layout.REPEATED_FRAMES ? header.setInt(Tag.NumberOfFrames, 1) : header;
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
