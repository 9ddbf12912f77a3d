package org.rotavox.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.geometry.Vector3;
import org.rotavox.model.Fact;
import org.rotavox.phantom.Ellipsoid;
import org.rotavox.phantom.EllipsoidPhantom;
import org.rotavox.simulation.SimulationOptions;
import org.rotavox.simulation.SimulationOptions.IntensityForm;
import org.rotavox.support.Proofs;

/** Runs whose images are open to their rim, however dark the object is there, stay as they are. */
class HonestRimsTest {

  private static final double WATER = EllipsoidPhantom.WATER_PER_MM;

  @TempDir Path folder = Path.of("");

  private static Map<String, List<Ellipsoid>> objects() {
    Map<String, List<Ellipsoid>> all = new LinkedHashMap<>();
    List<Ellipsoid> head = EllipsoidPhantom.head().ellipsoids();
    List<Ellipsoid> small = EllipsoidPhantom.small().ellipsoids();
    all.put("the small phantom", small);
    all.put("the head, larger than the detector", head);
    all.put("an arm rest beside", with(small, solid(80, 40, 0, 6, 10, 120, 3)));
    all.put("two arms beside", with(with(head, arm(110)), arm(-110)));
    all.put("a table below", with(head, solid(0, 110, 0, 200, 4, 300, 1.5)));
    all.put("shoulders below", with(head, solid(0, 10, -110, 210, 110, 60, 1.2)));
    all.put("dense shoulders below", with(small, solid(0, 0, -95, 200, 100, 60, 3)));
    all.put("bone on the axis above", with(small, solid(0, 0, 70, 15, 15, 15, 3)));
    all.put("bone beside the axis above", with(small, solid(10, 0, 70, 20, 15, 15, 3)));
    all.put("a rod along the axis", with(small, solid(0, 0, 0, 6, 6, 500, 4)));
    all.put("a plate across the axis below", with(small, solid(0, 0, -70, 150, 150, 4, 2)));
    all.put("a cylinder about the axis", List.of(solid(0, 0, 0, 50, 50, 5000, 1)));
    all.put("a wide cylinder about the axis", List.of(solid(0, 0, 0, 110, 110, 5000, 1)));
    all.put(
        "a wide bucket of aluminium",
        List.of(solid(0, 0, 0, 72, 72, 5000, 2.7), solid(0, 0, 0, 67, 67, 5000, -1.7)));
    all.put("a ball about the isocentre", List.of(solid(0, 0, 0, 60, 60, 60, 1)));
    all.put("a dense ball", List.of(solid(0, 0, 0, 60, 60, 60, 3)));
    return all;
  }

  private static Ellipsoid arm(double x) {
    return solid(x, 0, -20, 30, 35, 200, 1.4);
  }

  private static Ellipsoid solid(
      double x, double y, double z, double a, double b, double c, double waters) {
    return new Ellipsoid(new Vector3(x, y, z), a, b, c, 0, waters * WATER);
  }

  private static List<Ellipsoid> with(List<Ellipsoid> object, Ellipsoid more) {
    List<Ellipsoid> all = new ArrayList<>(object);
    all.add(more);
    return all;
  }

  /** The noises of the next tests: all, or one in turn. */
  private static List<Double> photons(int before) {
    List<Double> all = List.of(0.0, 1000.0, 40000.0, 60000.0);
    return Proofs.cases(1, 0) == 1 ? all : List.of(all.get((before + before / 4) % 4));
  }

  @TestFactory
  Stream<DynamicTest> nothingIsBlanked() {
    List<DynamicTest> tests = new ArrayList<>();
    objects()
        .forEach(
            (name, object) -> {
              for (IntensityForm form : List.of(IntensityForm.LIN, IntensityForm.DISP)) {
                for (double photons : photons(tests.size())) {
                  SimulationOptions base = SimulationOptions.standard();
                  SimulationOptions options =
                      (photons == 0 ? base.withoutNoise() : base.photons(photons))
                          .phantom(new EllipsoidPhantom(name, object, List.of()))
                          .detector(128, 112, 1.6, 1.6)
                          .frames(60)
                          .as(form);
                  tests.add(
                      DynamicTest.dynamicTest(
                          name + ", " + form + ", " + photons, () -> assertOpen(options)));
                }
              }
            });
    return tests.stream();
  }

  private void assertOpen(SimulationOptions options) throws IOException {
    RunReading reading = SimulatedReading.of(options, folder);
    assertThat(reading.facts().text(Fact.BORDER)).as(reading.notes().toString()).isEqualTo("NONE");
  }
}
