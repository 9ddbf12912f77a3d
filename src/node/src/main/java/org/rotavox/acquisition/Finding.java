package org.rotavox.acquisition;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.rotavox.dataset.DicomFormatException;
import org.rotavox.dataset.Dictionary;
import org.rotavox.model.Obstacle;
import org.rotavox.model.ObstacleCode;

/** Collects what is found while a run is read: obstacles, and notes as text. */
final class Finding {

  private static final Pattern TAG = Pattern.compile("\\([0-9A-Fa-f]{4},[0-9A-Fa-f]{4}\\)");

  private final List<Obstacle> obstacles = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<String> unconfirmed = new ArrayList<>();

  /** Returns a finding without obstacles that was made before. */
  static Finding of(List<String> notes, List<String> warnings, List<String> unconfirmed) {
    Finding finding = new Finding();
    finding.notes.addAll(notes);
    finding.warnings.addAll(warnings);
    finding.unconfirmed.addAll(unconfirmed);
    return finding;
  }

  /** Adds an obstacle about the attribute that its code is usually about. */
  void obstacle(ObstacleCode code, String sentence) {
    obstacle(code, code.attribute(), sentence, code.remedy());
  }

  /** Adds an obstacle about another attribute than its code is usually about. */
  void obstacle(ObstacleCode code, int tag, String sentence) {
    obstacle(code, Dictionary.describe(tag), sentence, code.remedy());
  }

  /**
   * Adds an obstacle that needs another remedy than its code usually does.
   *
   * @param tag as {@code (gggg,eeee)}, or empty
   */
  void obstacle(ObstacleCode code, String tag, String sentence, String remedy) {
    String described =
        TAG.matcher(tag).matches()
            ? Dictionary.describe(
                Integer.parseUnsignedInt(tag.substring(1, 5) + tag.substring(6, 10), 16))
            : tag;
    obstacles.add(new Obstacle(code.name(), described, sentence, remedy));
  }

  void obstacle(ObstacleCode code, int tag, String sentence, String remedy) {
    obstacle(code, Dictionary.describe(tag), sentence, remedy);
  }

  /** Pixels are missing or cannot be decoded. */
  void unreadablePixels(DicomFormatException e) {
    obstacle(ObstacleCode.PIXELS_UNREADABLE, String.valueOf(e.getMessage()));
  }

  void note(String format, Object... values) {
    String note = values.length == 0 ? format : String.format(Locale.ROOT, format, values);
    if (!notes.contains(note)) {
      notes.add(note);
    }
  }

  /** Tells a person what was tolerated, or makes the values doubtful. */
  void warning(String text) {
    if (!warnings.contains(text)) {
      warnings.add(text);
    }
  }

  /** Names a value of the geometry that nothing repeats. */
  void unconfirmed(String value) {
    if (!unconfirmed.contains(value)) {
      unconfirmed.add(value);
    }
  }

  /** Takes back what was named: something else than the header says it. */
  void confirmedExcept(String value) {
    unconfirmed.removeIf(v -> !v.equals(value));
  }

  /** Makes an obstacle of values that nothing repeats, where there are any. */
  void refuseUnconfirmed() {
    if (!unconfirmed.isEmpty()) {
      obstacle(
          ObstacleCode.UNCONFIRMED,
          ObstacleCode.UNCONFIRMED.attribute(),
          "nothing confirms these values of the header: " + String.join(", ", unconfirmed),
          ObstacleCode.UNCONFIRMED.remedy(
              unconfirmed.stream().map(Finding::keys).collect(Collectors.joining(", "))));
    }
  }

  private static String keys(String value) {
    return switch (value) {
      case "firstAngle" -> "firstAngleDeg";
      case "direction" -> "lastAngleDeg";
      case "secondaryAngle" -> "secondaryAngleDeg";
      case "distances" -> "sourceToDetectorMm and sourceToIsocenterMm";
      default -> "columnSpacingMm and rowSpacingMm";
    };
  }

  void notes(List<String> more) {
    notes.addAll(more);
  }

  List<Obstacle> obstacles() {
    return List.copyOf(obstacles);
  }

  List<String> notes() {
    return List.copyOf(notes);
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }

  List<String> unconfirmed() {
    return List.copyOf(unconfirmed);
  }

  /** Returns true if the run is not whole. */
  boolean isIncomplete() {
    return obstacles.stream().anyMatch(o -> ObstacleCode.leavesRunIncomplete(o.code()));
  }

  boolean hasObstacles() {
    return !obstacles.isEmpty();
  }
}
