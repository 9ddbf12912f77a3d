package org.rotavox.acquisition;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.DicomFormatException;
import org.rotavox.dataset.Tag;
import org.rotavox.dataset.TemporaryFiles;
import org.rotavox.model.AnnouncedCount;
import org.rotavox.model.Fact;
import org.rotavox.model.Obstacle;
import org.rotavox.model.ObstacleCode;
import org.rotavox.model.SeriesFacts;

/**
 * Reads the instances of one run and says what they are: a rotational run with its trajectory and
 * intensities, or exactly why not. Headers are read whole, of the pixels only a few frames.
 *
 * <p>Never chooses silently between two readings that give different volumes.
 *
 * <p>Immutable; safe for several threads.
 */
public final class RunReader {

  /**
   * The attributes on which {@link #keyOf}, {@link #announcedBy} and {@link #isWhole} rest: all of
   * the data set itself, none of a sequence.
   */
  public static final Set<Integer> TAGS_OF_KEY =
      Set.of(
          Tag.ImageType,
          Tag.SOPClassUID,
          Tag.SOPInstanceUID,
          Tag.SeriesInstanceUID,
          Tag.AcquisitionNumber,
          Tag.NumberOfFrames,
          Tag.ImagesInAcquisition,
          Tag.ImagesInSeries,
          Tag.NumberOfSeriesRelatedInstances,
          Tag.ConcatenationUID,
          Tag.InConcatenationNumber,
          Tag.InConcatenationTotalNumber,
          Tag.ConcatenationFrameOffsetNumber);

  private static final int MAX_KEY_LENGTH = 200;
  private static final String BIPLANE = "BIPLANE";

  private final AcquisitionSettings settings;
  private final TemporaryFiles temporary;
  private final String softwareVersion;
  private final FrameRoom room = new FrameRoom(Runtime.getRuntime().maxMemory());

  /** Creates a reader that knows these stations; the first that matches a run counts. */
  public RunReader(List<StationProfile> stations) {
    this(AcquisitionSettings.of(stations));
  }

  /** Creates a reader for a command. */
  public RunReader(AcquisitionSettings settings) {
    this(settings, TemporaryFiles.ofSystem());
  }

  /** Creates a reader that keeps nothing for another release. */
  public RunReader(AcquisitionSettings settings, TemporaryFiles temporary) {
    this(settings, temporary, "");
  }

  /**
   * Creates a reader.
   *
   * @param temporary where the pixels of deflated objects are put while they are read
   * @param softwareVersion what is kept of a run holds for this version only
   */
  public RunReader(AcquisitionSettings settings, TemporaryFiles temporary, String softwareVersion) {
    this.settings = settings;
    this.temporary = temporary;
    this.softwareVersion = softwareVersion;
  }

  /** Returns the key that the instances of one run have in common. */
  public static RunKey keyOf(DataSet header) {
    Optional<ConcatenationPart> part = partOf(header);
    if (part.isPresent()) {
      return key(
          "C",
          header.getString(Tag.SeriesInstanceUID, ""),
          part.get().concatenation(),
          "" /* never ends with the object's own UID, as the key of a whole run does */);
    }
    if (isWhole(header)) {
      return key("I", header.getString(Tag.SOPInstanceUID, ""));
    }
    String plane = planeOf(header);
    int frames = header.getInt(Tag.NumberOfFrames, 1);
    return key(
        frames > 1 ? "E" + frames : "S",
        header.getString(Tag.SeriesInstanceUID, header.getString(Tag.SOPInstanceUID, "")),
        header.getString(Tag.AcquisitionNumber, ""),
        plane.startsWith(BIPLANE) ? plane : "");
  }

  /**
   * Returns how many instances a single frame says its acquisition has (0020,1002), or its series
   * (0020,1003), (0020,1209). The planes of a biplane system are runs of their own, and nothing
   * says whether such a number counts one of them or both: theirs is not taken. A part of a
   * concatenation says how many parts there are (0020,9163), or that it is one.
   */
  public static AnnouncedCount announcedBy(DataSet header) {
    Optional<ConcatenationPart> part = partOf(header);
    if (part.isPresent()) {
      return AnnouncedCount.ofParts(part.get().total());
    }
    if (isWhole(header) || planeOf(header).startsWith(BIPLANE)) {
      return AnnouncedCount.NONE;
    }
    int inAcquisition = header.getInt(Tag.ImagesInAcquisition, 0);
    if (inAcquisition > 0) {
      return new AnnouncedCount(inAcquisition, false);
    }
    int inSeries =
        header.getInt(Tag.ImagesInSeries, header.getInt(Tag.NumberOfSeriesRelatedInstances, 0));
    return inSeries > 0 ? new AnnouncedCount(inSeries, true) : AnnouncedCount.NONE;
  }

  private static String planeOf(DataSet header) {
    List<String> imageType = header.getStrings(Tag.ImageType);
    return imageType.size() > 2 ? imageType.get(2) : "";
  }

  /**
   * Returns true if an object is a run by itself, and never one of many: neither a single frame,
   * nor a part of a concatenation, nor one projection written as a few equal frames.
   */
  public static boolean isWhole(DataSet header) {
    ObjectKind kind = ObjectKind.of(header);
    if (!kind.isProjection()) {
      return true;
    }
    int frames = header.getInt(Tag.NumberOfFrames, 1);
    return frames > 1 && partOf(header).isEmpty() && !RunInstances.canBeOneProjection(kind, frames);
  }

  private static Optional<ConcatenationPart> partOf(DataSet header) {
    return ObjectKind.of(header).isProjection() ? ConcatenationPart.of(header) : Optional.empty();
  }

  private static RunKey key(String... parts) {
    String value = String.join("|", parts);
    return new RunKey(value.substring(0, Math.min(value.length(), MAX_KEY_LENGTH)));
  }

  /**
   * Reads the files of one run.
   *
   * @param instances one multi-frame object, all parts of a concatenation, or all single frames of
   *     a run, in any order
   * @return facts, notes, and the run if there is one; a file that is no readable DICOM object is
   *     an obstacle like others
   * @throws IOException if a file cannot be read at all
   */
  public RunReading read(List<Path> instances) throws IOException {
    return readSources(SourceFile.of(instances));
  }

  /**
   * The same for files whose digests are known: what is found can be kept for {@link #readAgain}.
   * The digests are believed.
   */
  public RunReading readSources(List<SourceFile> instances) throws IOException {
    return read(instances, false, Optional.empty());
  }

  /**
   * Reads a run again for its reconstruction. Every file must have the digest that it had when it
   * was received; one that has another is an obstacle. The frames are not looked at where that was
   * kept of the same files, by the same software and settings.
   */
  public RunReading readAgain(List<SourceFile> instances, Optional<KeptReading> kept)
      throws IOException {
    return read(instances, true, kept);
  }

  private RunReading read(List<SourceFile> sources, boolean verify, Optional<KeptReading> kept)
      throws IOException {
    List<DicomFile> files = new ArrayList<>();
    for (SourceFile source : sources) {
      DicomFile file;
      try {
        file = DicomFile.read(source.path(), temporary);
      } catch (DicomFormatException e) {
        return unreadable("not a readable DICOM object: " + e.getMessage());
      }
      if (verify && !source.sha256().isEmpty()) {
        String found = SourceFile.digestFrom(source.path(), file.dataSetOffset());
        if (!found.equals(source.sha256())) {
          return unreadable(
              "the file of an object changed since it was received: expected SHA-256 %s, found %s"
                  .formatted(source.sha256(), found));
        }
      }
      files.add(file);
    }
    return assemble(files, sources, kept);
  }

  private RunReading assemble(
      List<DicomFile> files, List<SourceFile> sources, Optional<KeptReading> kept)
      throws IOException {
    if (files.isEmpty()) {
      throw new IllegalArgumentException("a run has at least one instance");
    }
    if (kept.isPresent()) {
      RunAssembly again = new RunAssembly(files, settings, room).withKept(basis(sources), kept);
      if (again.usesKept()) {
        RunReading reading = again.assemble();
        if (reading.run().isPresent()) {
          return reading;
        }
      }
    }
    return new RunAssembly(files, settings, room)
        .withKept(basis(sources), Optional.empty())
        .assemble();
  }

  private KeptReading.Basis basis(List<SourceFile> sources) {
    return new KeptReading.Basis(sources, softwareVersion);
  }

  private static RunReading unreadable(String message) {
    SeriesFacts facts =
        SeriesFacts.builder()
            .set(Fact.OBJECT_KIND, ObjectKind.OTHER.name())
            .obstacle(
                new Obstacle(
                    ObstacleCode.UNREADABLE.name(),
                    ObstacleCode.UNREADABLE.attribute(),
                    message,
                    ObstacleCode.UNREADABLE.remedy()))
            .build();
    return RunReading.refused(facts, List.of());
  }
}
