package org.rotavox.app.node;

/** What this program calls itself. */
public final class Product {

  /** Its name. */
  public static final String NAME = "Rotavox";

  private Product() {}

  /** Returns the version of the packaged jar; {@code development} when run from classes. */
  public static String version() {
    String version = Product.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
