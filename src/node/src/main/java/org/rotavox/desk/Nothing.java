package org.rotavox.desk;

/** A request without arguments. */
public record Nothing() {

  /** The only one. */
  public static final Nothing NOTHING = new Nothing();
}
