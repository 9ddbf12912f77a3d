package org.rotavox.recon;

import java.util.List;
import org.rotavox.geometry.Vector3;

/** The built-in phantoms as tables: centre, semi-axes, turn about z, and the HU that are added. */
final class PhantomTable {

  private PhantomTable() {}

  static EllipsoidPhantom small() {
    return new EllipsoidPhantom(
        "small",
        List.of(
            solid(0, 0, 0, 55, 60, 60, 0, 1000),
            solid(0, 0, 0, 50, 55, 55, 0, 40),
            solid(-20, -8, 0, 2.5, 2.5, 45, 0, 400),
            solid(22, -10, -12, 2, 2, 30, 0, 400),
            solid(28, -22, 20, 5, 5, 5, 0, 400),
            solid(-30, 25, -25, 4, 4, 4, 0, 1500)),
        List.of(
            mark("ball left, anterior, cranial", 28, -22, 20, 5, 440),
            mark("dense ball right, posterior, caudal", -30, 25, -25, 4, 1540),
            mark("core", 0, 20, 0, 12, 40)));
  }

  static EllipsoidPhantom head() {
    return new EllipsoidPhantom(
        "head",
        List.of(
            // skin and skull, open towards the neck
            solid(0, 0, 4, 76, 96, 92, 0, 1040),
            solid(0, 2, 6, 71, 89, 86, 0, 860),
            solid(0, 2, 7, 65, 82, 80, 0, -860),
            // neck and spine
            solid(0, 18, -78, 42, 46, 30, 0, 0.001),
            // ventricles: the left horn is wider than the right one
            solid(13, 6, 18, 6, 22, 11, -12, -35),
            solid(-11, 4, 18, 4, 19, 9, 12, -35),
            solid(0, 26, 2, 3, 5, 9, 0, -35),
            // eyes (the right one smaller), nose, sinus
            solid(30, -72, -14, 12, 12, 12, 0, -25),
            solid(-30, -72, -14, 10, 10, 10, 0, -25),
            solid(0, -95, -28, 8, 9, 14, 0, 1040),
            solid(4, -76, -32, 9, 11, 12, 0, -1000)),
        List.of());
  }

  static Ellipsoid solid(
      double x, double y, double z, double a, double b, double c, double turnDeg, double hu) {
    return new Ellipsoid(
        new Vector3(x, y, z), a, b, c, turnDeg, hu / 1000 * EllipsoidPhantom.WATER_PER_MM);
  }

  static Landmark mark(String name, double x, double y, double z, double radiusMm, double hu) {
    return new Landmark(name, new Vector3(x, y, z), radiusMm, hu);
  }
}
