package org.rotavox.acquisition.border;

/**
 * Whether borders are looked for that are darker than the picture, or brighter: padding may have
 * any value, and where nothing says which end of the grey scale is radiation a blade may look like
 * either.
 */
enum Polarity {
  DARKER {
    @Override
    double level(PixelCourse course, int pixel) {
      return course.bright(pixel) + course.floor();
    }
  },
  BRIGHTER {
    @Override
    double level(PixelCourse course, int pixel) {
      return 1 / Math.max(1e-3, course.bright(pixel));
    }
  };

  /** Returns what is low in a border and high in the picture. */
  abstract double level(PixelCourse course, int pixel);
}
