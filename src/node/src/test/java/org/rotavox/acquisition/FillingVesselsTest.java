package org.rotavox.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.dataset.DataSet;
import org.rotavox.dataset.Tag;
import org.rotavox.geometry.Vector3;
import org.rotavox.phantom.Ellipsoid;
import org.rotavox.phantom.EllipsoidPhantom;
import org.rotavox.simulation.SimulationOptions;

/**
 * Contrast that arrives, or leaves, while the C-arm turns: the run is as good as others, and its
 * images confirm the angles or at least do not contradict them. Wrong angles stay wrong.
 */
class FillingVesselsTest {

  private static final int FRAMES = 133;

  @TempDir Path folder = Path.of("");

  private static EllipsoidPhantom with(EllipsoidPhantom object, List<Ellipsoid> added) {
    List<Ellipsoid> all = new ArrayList<>(object.ellipsoids());
    all.addAll(added);
    return new EllipsoidPhantom(object.name(), all, object.landmarks());
  }

  /** A tree of arteries on the left, with iodine of 5000 HU, and a giant aneurysm. */
  private static List<Ellipsoid> leftTree(double share) {
    double mu = 5 * EllipsoidPhantom.WATER_PER_MM * share;
    List<Ellipsoid> tree = new ArrayList<>();
    tree.add(new Ellipsoid(new Vector3(28, -8, 4), 12, 11, 12, 0, mu));
    Random random = new Random(3);
    for (int i = 0; i < 30; i++) {
      tree.add(
          new Ellipsoid(
              new Vector3(
                  10 + 45 * random.nextDouble(),
                  -40 + 80 * random.nextDouble(),
                  -40 + 80 * random.nextDouble()),
              1 + random.nextDouble(),
              10 + 20 * random.nextDouble(),
              1 + random.nextDouble(),
              180 * random.nextDouble(),
              mu));
    }
    return tree;
  }

  /** Blood in the tissue of one half, as in a run of perfusion: 60 HU over 50 mm. */
  private static List<Ellipsoid> blush(double share) {
    return List.of(
        new Ellipsoid(
            new Vector3(32, 6, 2), 30, 60, 70, 0, 0.06 * EllipsoidPhantom.WATER_PER_MM * share));
  }

  private static double arriving(int frame) {
    return Math.min(1, Math.max(0, (frame - FRAMES / 3.0) / 12));
  }

  private static Map<String, IntFunction<List<Ellipsoid>>> courses() {
    Map<String, IntFunction<List<Ellipsoid>>> all = new LinkedHashMap<>();
    all.put("none", i -> List.of());
    all.put("tree arrives after a third", i -> leftTree(arriving(i)));
    all.put("tree leaves after two thirds", i -> leftTree(arriving(FRAMES - 1 - i)));
    all.put("tree fills all the time", i -> leftTree(i / (FRAMES - 1.0)));
    all.put("tree is there at once", i -> leftTree(i > 8 ? 1 : 0));
    all.put(
        "tree arrives and leaves", i -> leftTree(Math.min(arriving(i), arriving(FRAMES + 20 - i))));
    all.put("tissue blushes after a third", i -> blush(arriving(i)));
    return all;
  }

  private static SimulationOptions run(
      EllipsoidPhantom object, IntFunction<List<Ellipsoid>> contrast) {
    return SimulationOptions.standard()
        .phantom(object)
        .frames(FRAMES)
        .detector(96, 80, 3.2, 3.2)
        .changing(i -> with(object, contrast.apply(i)));
  }

  private static List<EllipsoidPhantom> objects() {
    return List.of(EllipsoidPhantom.head(), EllipsoidPhantom.small());
  }

  private interface Check {
    void of(SimulationOptions run) throws IOException;
  }

  private Stream<DynamicTest> ofEveryCourseInEveryObject(Check check) {
    return courses().entrySet().stream()
        .map(
            course ->
                DynamicTest.dynamicTest(
                    course.getKey(),
                    () -> {
                      for (EllipsoidPhantom object : objects()) {
                        check.of(run(object, course.getValue()));
                      }
                    }));
  }

  @TestFactory
  Stream<DynamicTest> aRunWhoseVesselsFillIsAccepted() {
    return ofEveryCourseInEveryObject(
        run -> {
          assertAccepted(run);
          assertAccepted(run.arc(130, -140));
          assertAccepted(run.arc(-180, 180));
        });
  }

  @TestFactory
  Stream<DynamicTest> whileVesselsFillAWrongDirectionIsStillNoticed() {
    return ofEveryCourseInEveryObject(
        run -> {
          assertRefused(run.arc(-130, 140).edited(FillingVesselsTest::negate));
          assertRefused(
              run.arc(-130, 140)
                  .fieldOfView(0, true)
                  .edited(d -> d.setString(Tag.FieldOfViewHorizontalFlip, "NO")));
        });
  }

  @Test
  void thatContrastArrivedIsSaid() throws IOException {
    IntFunction<List<Ellipsoid>> arrives = i -> leftTree(arriving(i));
    assertThat(read(run(EllipsoidPhantom.head(), arrives)).notes())
        .anyMatch(n -> n.contains("contrast arrived during the run"));
    assertThat(read(run(EllipsoidPhantom.head(), i -> List.of())).notes())
        .noneMatch(n -> n.contains("contrast"));
  }

  private void assertAccepted(SimulationOptions options) throws IOException {
    RunReading reading = read(options);
    assertThat(reading.facts().obstacles()).isEmpty();
    assertThat(reading.notes()).anyMatch(n -> n.contains("are seen from both sides"));
  }

  private void assertRefused(SimulationOptions options) throws IOException {
    assertThat(read(options).facts().obstacles())
        .singleElement()
        .satisfies(o -> assertThat(o.code()).isEqualTo("IMAGES_CONTRADICT"))
        .satisfies(o -> assertThat(o.sentence()).contains("ran the other way"));
  }

  private RunReading read(SimulationOptions options) throws IOException {
    return SimulatedReading.of(options, folder);
  }

  private static void negate(DataSet d) {
    double[] values = d.getDoubles(Tag.PositionerPrimaryAngleIncrement);
    d.setDouble(
        Tag.PositionerPrimaryAngleIncrement,
        java.util.Arrays.stream(values).map(v -> -v).toArray());
  }
}
