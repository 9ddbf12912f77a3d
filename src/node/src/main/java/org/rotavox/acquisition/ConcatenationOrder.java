package org.rotavox.acquisition;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.rotavox.dataset.DicomFile;
import org.rotavox.dataset.Tag;
import org.rotavox.model.ObstacleCode;

/**
 * Puts the parts of a concatenation in order, whatever the order of their arrival, and says what is
 * wrong with them: a part that is missing or came twice, numbers that disagree, frames between
 * parts that are missing or there twice (PS3.3 C.7.6.16.2.2.4).
 */
final class ConcatenationOrder {

  private static final int MOST_NAMED = 10;

  private final Finding finding;

  ConcatenationOrder(Finding finding) {
    this.finding = finding;
  }

  /** One object with what it says of its place. */
  record Placed(DicomFile file, ConcatenationPart part, int frames) {

    private static Placed of(DicomFile file) {
      return new Placed(
          file,
          ConcatenationPart.of(file.dataSet()).orElseThrow(),
          Math.max(1, file.dataSet().getInt(Tag.NumberOfFrames, 1)));
    }

    private boolean isInPlaceOf(Placed other) {
      return (part.number() > 0 && part.number() == other.part.number())
          || uid().equals(other.uid());
    }

    private String uid() {
      return file.dataSet().getString(Tag.SOPInstanceUID, "");
    }
  }

  /** Returns the parts in their order, each once. */
  List<DicomFile> ordered(List<DicomFile> files) {
    List<Placed> parts =
        files.stream()
            .map(Placed::of)
            .sorted(
                Comparator.<Placed>comparingInt(
                        p -> p.part.number() > 0 ? p.part.number() : Integer.MAX_VALUE)
                    .thenComparingInt(p -> p.part.offset().orElse(Integer.MAX_VALUE))
                    .thenComparing(Placed::uid))
            .collect(Collectors.toCollection(ArrayList::new));
    boolean numbered = parts.stream().allMatch(p -> p.part.number() > 0);
    if (!numbered) {
      parts.sort(Comparator.comparingInt(p -> p.part.offset().orElse(Integer.MAX_VALUE)));
    }
    List<Placed> once = withoutRepeats(parts);
    checkTotals(once);
    if (numbered) {
      checkNumbers(once);
    }
    checkOffsets(once, numbered);
    return once.stream().map(Placed::file).toList();
  }

  /** The same object twice is one; another object in its place is a contradiction. */
  private List<Placed> withoutRepeats(List<Placed> parts) {
    List<Placed> once = new ArrayList<>();
    for (Placed part : parts) {
      Optional<Placed> before =
          once.stream().skip(Math.max(0, once.size() - 1)).filter(part::isInPlaceOf).findFirst();
      if (before.isEmpty()) {
        once.add(part);
      } else if (isSameContent(before.get().file, part.file)) {
        finding.note("%s came twice with the same content: taken once", name(part));
      } else {
        finding.obstacle(
            ObstacleCode.PARTS_DUPLICATE, name(part) + " came twice, with different content");
      }
    }
    return once;
  }

  private static boolean isSameContent(DicomFile a, DicomFile b) {
    try {
      return Files.mismatch(a.path(), b.path()) < 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void checkTotals(List<Placed> parts) {
    Set<Integer> totals =
        parts.stream()
            .map(p -> p.part.total())
            .filter(t -> t > 0)
            .collect(Collectors.toCollection(TreeSet::new));
    if (totals.size() > 1) {
      finding.obstacle(
          ObstacleCode.PARTS_CONTRADICT,
          Tag.InConcatenationTotalNumber,
          "the parts disagree on how many there are: "
              + totals.stream().map(String::valueOf).collect(Collectors.joining(", ")));
    }
    Set<String> sources =
        parts.stream()
            .map(p -> p.file.dataSet().getString(Tag.SOPInstanceUIDOfConcatenationSource, ""))
            .filter(uid -> !uid.isEmpty())
            .collect(Collectors.toSet());
    if (sources.size() > 1) {
      finding.obstacle(
          ObstacleCode.PARTS_CONTRADICT,
          Tag.SOPInstanceUIDOfConcatenationSource,
          "the parts were cut from " + sources.size() + " different objects");
    }
  }

  private void checkNumbers(List<Placed> parts) {
    int total = parts.stream().mapToInt(p -> p.part.total()).max().orElse(0);
    int last = parts.get(parts.size() - 1).part.number();
    if (total > 0 && last > total) {
      finding.obstacle(
          ObstacleCode.PARTS_CONTRADICT,
          Tag.InConcatenationNumber,
          "there is a part " + last + " of " + total);
    }
    Set<Integer> there = parts.stream().map(p -> p.part.number()).collect(Collectors.toSet());
    List<Integer> missing =
        IntStream.rangeClosed(1, Math.max(total, last))
            .filter(n -> !there.contains(n))
            .limit(MOST_NAMED + 1L)
            .boxed()
            .toList();
    if (!missing.isEmpty()) {
      finding.obstacle(
          ObstacleCode.PARTS_MISSING,
          listed(missing)
              + (total > 0 ? " of " + total : "")
              + (missing.size() == 1 ? " has not arrived" : " have not arrived"));
    } else if (total == 0) {
      finding.note(
          "the number of parts of the concatenation is not given; the received "
              + "parts, 1 to %d, are consecutive",
          last);
    }
  }

  private static String listed(List<Integer> numbers) {
    List<String> named = numbers.stream().limit(MOST_NAMED).map(String::valueOf).toList();
    String last = named.get(named.size() - 1);
    String list =
        named.size() == 1
            ? last
            : String.join(", ", named.subList(0, named.size() - 1)) + " and " + last;
    return (named.size() == 1 ? "part " : "parts ")
        + list
        + (numbers.size() > MOST_NAMED ? " and more" : "");
  }

  /** Frames are counted through all parts, from 0 on; some count from 1. */
  private void checkOffsets(List<Placed> parts, boolean numbered) {
    int base = parts.get(0).part.number() == 1 && parts.get(0).part.offset().orElse(0) == 1 ? 1 : 0;
    if (base == 1) {
      finding.note("the frames of the concatenation are counted from 1");
    }
    int expected = base;
    boolean known = !numbered || parts.get(0).part.number() == 1;
    for (int i = 0; i < parts.size(); i++) {
      Placed part = parts.get(i);
      boolean follows =
          i == 0 || !numbered || part.part.number() == parts.get(i - 1).part.number() + 1;
      if (part.part.offset().isPresent() && (i == 0 ? known : follows && known)) {
        checkOffset(part, part.part.offset().getAsInt() - expected, expected - base);
      }
      known = part.part.offset().isPresent() || (known && follows);
      expected = part.part.offset().orElse(expected) + part.frames;
    }
  }

  private void checkOffset(Placed part, int surplus, int before) {
    if (surplus > 0) {
      finding.obstacle(
          ObstacleCode.PARTS_GAP,
          name(part)
              + " begins after frame "
              + (before + surplus)
              + ", the parts before it end with frame "
              + before
              + ": "
              + surplus
              + (surplus == 1 ? " frame is missing" : " frames are missing"));
    } else if (surplus < 0) {
      finding.obstacle(
          ObstacleCode.PARTS_OVERLAP,
          name(part)
              + " begins after frame "
              + (before + surplus)
              + ", the parts before it end with frame "
              + before
              + ": the same frames are in both");
    }
  }

  private static String name(Placed part) {
    return part.part.number() > 0 ? "part " + part.part.number() : "a part without a number";
  }
}
