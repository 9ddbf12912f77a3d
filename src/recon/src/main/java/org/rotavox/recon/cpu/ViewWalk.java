package org.rotavox.recon.cpu;

import java.util.Optional;

/**
 * Adds a view to a column of the volume in one go, where the JVM has something faster than {@link
 * ColumnWalk}: the Vector API, which is an incubator module and must be asked for ({@code
 * --add-modules jdk.incubator.vector}), from JDK 24 on.
 */
interface ViewWalk {

  /**
   * The first JDK whose Vector API is worth using here; before, plain Java is many times faster.
   */
  int FIRST_FEATURE_VERSION = 24;

  /**
   * Returns the values behind the last row of a column that are read, and of which none is used.
   */
  int padding();

  /**
   * Adds {@code count} values to sums: from the blend {@code left · column + right · next}, at the
   * places {@code start + k · step}.
   *
   * @param column the view's column to the left of the voxels, {@link #padding} longer than it is
   * @param next the column to the right
   * @param start place of the first value, rows, from 0
   * @param step rows from value to value, between −2 and 2
   */
  void add(
      float[] column,
      float[] next,
      float left,
      float right,
      float start,
      float step,
      float[] sums,
      int at,
      int count);

  /** Returns the one of this JVM, if it has one that is worth using. */
  static Optional<ViewWalk> ofThisJvm() {
    return Runtime.version().feature() >= FIRST_FEATURE_VERSION ? ifThere() : Optional.empty();
  }

  /** Returns the one of this JVM, if it has the module, however slow it is. */
  static Optional<ViewWalk> ifThere() {
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      return Optional.empty();
    }
    try {
      Class<?> type = Class.forName("org.rotavox.recon.cpu.VectorWalk");
      return Optional.of((ViewWalk) type.getDeclaredConstructor().newInstance());
    } catch (ReflectiveOperationException | LinkageError e) {
      return Optional.empty();
    }
  }
}
