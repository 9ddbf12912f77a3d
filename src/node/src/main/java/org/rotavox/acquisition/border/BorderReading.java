package org.rotavox.acquisition.border;

import java.util.Locale;
import java.util.Optional;

/** Which pixels of a run belong to borders that no header declares. */
public final class BorderReading {

  private static final BorderReading NONE =
      new BorderReading(new boolean[0], false, Optional.empty());

  /** More than this is no border. */
  private static final double LARGEST_SHARE = 0.7;

  private final boolean[] blanked;
  private final boolean unclear;
  private final Optional<String> description;

  private BorderReading(boolean[] blanked, boolean unclear, Optional<String> description) {
    this.blanked = blanked;
    this.unclear = unclear;
    this.description = description;
  }

  /** Returns these pixels, row by row; an empty array if there are none. */
  public boolean[] blanked() {
    return blanked.clone();
  }

  /**
   * Returns true if a sharp edge stands still that may be a border or the object: its pixels are
   * not blanked, and values with a physical scale cannot be promised.
   */
  public boolean unclear() {
    return unclear;
  }

  /** Returns where the borders lie, in words; empty if there are none. */
  public Optional<String> description() {
    return description;
  }

  /** Finds the borders. */
  public static BorderReading of(PixelCourse course) {
    if (course.frames() < 2 || course.columns() < 16 || course.rows() < 16) {
      return NONE;
    }
    boolean[] blanked = new boolean[course.columns() * course.rows()];
    boolean unclear = false;
    for (Polarity polarity : Polarity.values()) {
      OpenOutline outline = OpenOutline.of(course, polarity);
      outline.mark(blanked);
      unclear |= outline.isUnclear();
    }
    int open = 0;
    int found = 0;
    for (int i = 0; i < blanked.length; i++) {
      blanked[i] &= course.isOpen(i);
      open += course.isOpen(i) ? 1 : 0;
      found += blanked[i] ? 1 : 0;
    }
    if (found > LARGEST_SHARE * open) {
      return new BorderReading(new boolean[0], true, Optional.empty());
    }
    return found == 0
        ? new BorderReading(new boolean[0], unclear, Optional.empty())
        : new BorderReading(blanked, unclear, Optional.of(describe(course, blanked, found)));
  }

  private static String describe(PixelCourse course, boolean[] blanked, int found) {
    int columns = course.columns();
    int rows = course.rows();
    return String.format(
        Locale.ROOT,
        "%.1f %% of the image, in its middle %d columns left, %d right, %d rows above, %d below",
        100.0 * found / blanked.length,
        depth(blanked, rows / 2 * columns, 1, columns),
        depth(blanked, rows / 2 * columns + columns - 1, -1, columns),
        depth(blanked, columns / 2, columns, rows),
        depth(blanked, (rows - 1) * columns + columns / 2, -columns, rows));
  }

  /** How many pixels from the rim on are blanked, up to the last one before the picture. */
  private static int depth(boolean[] blanked, int start, int step, int length) {
    int depth = 0;
    for (int n = 0; n < length / 2; n++) {
      depth = blanked[start + n * step] ? n + 1 : depth;
    }
    return depth;
  }
}
