package org.rotavox.phantom;

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
            // skin, skull, brain
            solid(0, 6, 0, 76, 88, 92, 0, 1000),
            solid(0, 6, 1, 72, 84, 88, 0, 900),
            solid(0, 6, 2, 66, 78, 82, 0, -860),
            // nose, ears (the left one larger)
            solid(0, -86, -24, 8, 10, 16, 0, 1000),
            solid(78, 10, -10, 5, 11, 18, 0, 1000),
            solid(-78, 10, -12, 4, 9, 14, 0, 1000),
            // orbits with their globes (the left ones larger), a sinus left of the middle
            solid(30, -58, -16, 15, 15, 14, 0, -450),
            solid(-30, -58, -16, 13, 13, 13, 0, -450),
            solid(30, -60, -16, 11, 11, 11, 0, 430),
            solid(-30, -60, -16, 9, 9, 9, 0, 430),
            solid(5, -60, -42, 9, 12, 9, 0, -980),
            // petrous bones
            solid(36, 16, -50, 20, 6, 7, -35, 500),
            solid(-36, 16, -50, 20, 6, 7, 35, 500),
            // ventricles: the left horn is wider than the right one
            solid(15, 4, 18, 8, 24, 12, -12, -35),
            solid(-13, 2, 18, 5, 21, 9, 12, -35),
            solid(0, 34, -14, 5, 5, 10, 0, -35),
            // filled vessels: internal carotids, basilar, middle and anterior cerebral arteries
            solid(18, -6, -36, 2.5, 2.5, 30, 0, 1500),
            solid(-18, -6, -36, 2.5, 2.5, 30, 0, 1500),
            solid(0, 14, -38, 2.2, 2.2, 26, 0, 1500),
            solid(40, -6, -4, 21, 2.2, 2.2, -12, 1500),
            solid(-38, -6, -4, 18, 2, 2, 14, 1500),
            solid(3, -28, 2, 1.8, 22, 1.8, 0, 1500),
            solid(-48, 0, 14, 1.8, 1.8, 18, 0, 1500),
            // aneurysm on the left, the two balls
            solid(27, -18, 10, 6, 6, 6, 0, 1500),
            solid(38, -30, 30, 5, 5, 5, 0, 400),
            solid(-45, 40, -35, 4, 4, 4, 0, 1500)),
        List.of(
            mark("ball left, anterior, cranial", 38, -30, 30, 5, 440),
            mark("dense ball right, posterior, caudal", -45, 40, -35, 4, 1540),
            mark("aneurysm left", 27, -18, 10, 6, 1540),
            mark("left ventricle", 15, 4, 18, 6, 5),
            mark("right frontal brain", -30, -30, 36, 8, 40)));
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
