package org.rotavox.acquisition.border;

/**
 * The pixels of one row or column from the image's rim inwards, from the first one on that no
 * header blanks.
 *
 * @param start index of the first pixel
 * @param step from one pixel's index to the next one's
 * @param first place of the first pixel in its row or column, counted from the rim it begins at
 * @param length number of pixels
 */
record ImageWay(int start, int step, int first, int length) {

  int pixel(int n) {
    return start + n * step;
  }

  /** Returns true if a declared shutter ends where this begins. */
  boolean besideDeclared() {
    return first > 0;
  }

  /** Returns the way along a whole row or column, less its declared ends. */
  static ImageWay of(PixelCourse course, int start, int step, int length) {
    int first = 0;
    while (first < length && !course.isOpen(start + first * step)) {
      first++;
    }
    int end = first;
    while (end < length && course.isOpen(start + end * step)) {
      end++;
    }
    return new ImageWay(start + first * step, step, first, end - first);
  }
}
