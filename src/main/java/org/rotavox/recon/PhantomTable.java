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
            // skin, outer table of the skull, brain
            solid(0, 2, -2, 72, 88, 84, 0, 1030),
            solid(0, 3, 0, 67, 82, 79, 0, 770),
            solid(0, 4, 0, 61, 75, 73, 0, -765),
            // ventricles: the left horn is wider and longer than the right one
            solid(12, 2, 14, 6, 20, 10, -12, -30),
            solid(-10, 0, 14, 4, 17, 8, 12, -30),
            solid(0, 8, 4, 2.5, 8, 9, 0, -30),
            // skull base, petrous bones, air in the sphenoid sinus
            solid(0, 8, -52, 32, 24, 4, 0, 650),
            solid(30, 14, -44, 16, 6, 5, 35, 600),
            solid(-30, 14, -44, 14, 6, 5, -35, 600),
            solid(3, -40, -34, 9, 10, 8, 0, -1035),
            // filled vessels: carotids, middle and anterior cerebral arteries, basilar artery
            solid(13, -12, -30, 2.4, 2.4, 26, 0, 1500),
            solid(-13, -12, -30, 2.2, 2.2, 26, 0, 1500),
            solid(33, -12, -2, 20, 2, 2, 0, 1500),
            solid(-31, -12, -4, 18, 1.8, 1.8, 0, 1500),
            solid(45, 4, 5, 1.6, 18, 1.6, -25, 1500),
            solid(-41, 2, 1, 1.5, 15, 1.5, 25, 1500),
            solid(4, -36, 8, 1.8, 22, 1.8, 8, 1500),
            solid(0, 16, -24, 2.2, 2.2, 22, 0, 1500),
            // an aneurysm on the left middle cerebral artery
            solid(26, -20, -2, 5, 5, 5, 0, 1500),
            // the two balls
            solid(38, -30, 30, 5, 5, 5, 0, 400),
            solid(-38, 36, -24, 4, 4, 4, 0, 1500)),
        List.of(
            mark("ball left, anterior, cranial", 38, -30, 30, 5, 435),
            mark("dense ball right, posterior, caudal", -38, 36, -24, 4, 1535),
            mark("aneurysm, left", 26, -20, -2, 5, 1535),
            mark("brain", 24, 40, 26, 8, 35),
            mark("left ventricle", 12, 2, 14, 6, 5),
            mark("air of the sphenoid sinus", 3, -40, -34, 8, -1000)));
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
