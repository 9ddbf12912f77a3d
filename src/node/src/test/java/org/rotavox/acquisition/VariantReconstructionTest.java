package org.rotavox.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.geometry.Vector3;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.model.Fact;
import org.rotavox.phantom.EllipsoidPhantom;
import org.rotavox.phantom.Landmark;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.Volume;
import org.rotavox.simulation.SimulatedRun;
import org.rotavox.simulation.SimulationOptions;
import org.rotavox.simulation.SimulationOptions.AngleForm;
import org.rotavox.simulation.SimulationOptions.DistanceForm;
import org.rotavox.simulation.SimulationOptions.IntensityForm;
import org.rotavox.simulation.SimulationOptions.ObjectForm;

/** The same object, written in every way, becomes the same volume, its markers in place. */
class VariantReconstructionTest {

  private static final int VOXELS = 48;
  private static final double VOXEL_MM = 2.8;

  /** Inside this radius every variant sees the object completely. */
  private static final double COMPARED_RADIUS_MM = 45;

  @TempDir Path folder = Path.of("");

  private static SimulationOptions base() {
    return SimulationOptions.standard().detector(100, 96, 2.1, 2.1).withoutNoise();
  }

  /** Every form that the simulation writes, by its name. */
  static Map<String, SimulationOptions> variants() {
    Map<String, SimulationOptions> all = new LinkedHashMap<>();
    for (ObjectForm form : ObjectForm.values()) {
      all.put("object " + form, base().as(form));
    }
    for (AngleForm form : AngleForm.values()) {
      all.put("angles " + form, base().as(form));
    }
    for (IntensityForm form : IntensityForm.values()) {
      all.put("intensity " + form, base().as(form));
    }
    for (DistanceForm form : DistanceForm.values()) {
      if (form != DistanceForm.NONE) {
        all.put("distances " + form, base().as(form));
      }
    }
    for (int turn = 0; turn < 360; turn += 90) {
      all.put("field of view " + turn, base().fieldOfView(turn, false));
      all.put("field of view " + turn + " mirrored", base().fieldOfView(turn, true));
    }
    all.put(
        "enhanced, turned and mirrored", base().as(ObjectForm.ENHANCED_XA).fieldOfView(90, true));
    all.put(
        "enhanced, logarithm with a table to linear",
        base().as(ObjectForm.ENHANCED_XA).as(IntensityForm.LOG_LUT));
    all.put("falling", base().arc(100, -100));
    all.put("across 180", base().arc(60, 260).as(AngleForm.ABSOLUTE_WITH_FIRST));
    all.put("across 180, falling offsets", base().arc(-60, -260));
    all.put("about the secondary axis", base().aboutSecondaryAxis());
    all.put("about the secondary axis, falling", base().aboutSecondaryAxis().arc(95, -105));
    all.put("about the secondary axis, oblique", base().aboutSecondaryAxis().otherAngle(35));
    all.put("about the secondary axis, lateral", base().aboutSecondaryAxis().otherAngle(90));
    all.put("shutter", base().shutter(3));
    all.put("rows unlike columns", base().detector(100, 64, 2.1, 3.15));
    return all;
  }

  @TestFactory
  Stream<DynamicTest> everyVariantBecomesTheSameVolume()
      throws IOException, ReconstructionException {
    Volume truth = EllipsoidPhantom.small().truth(VolumeGrid.cube(VOXELS, VOXEL_MM), 3);
    Volume reference = reconstruct(base());
    double referenceError = VolumeError.rmse(reference, truth::at, COMPARED_RADIUS_MM);
    assertThat(referenceError).isLessThan(60);
    return variants().entrySet().stream()
        .map(
            variant ->
                DynamicTest.dynamicTest(
                    variant.getKey(),
                    () -> {
                      Volume volume = reconstruct(variant.getValue());
                      double error = VolumeError.rmse(volume, truth::at, COMPARED_RADIUS_MM);
                      System.out.printf(
                          "%-44s RMSE to truth %.1f HU, reference %.1f HU%n",
                          variant.getKey(), error, referenceError);
                      boolean coarse = variant.getKey().endsWith("DISP");
                      assertThat(error).isLessThan(coarse ? 30 : 1.15 * referenceError);
                      assertMarkersInPlace(volume);
                    }));
  }

  /** Both balls stand out where they are, and not at any of their mirror images. */
  private static void assertMarkersInPlace(Volume volume) {
    for (Landmark ball : EllipsoidPhantom.small().landmarks()) {
      if (ball.radiusMm() > 6 || ball.radiusMm() < 3) {
        continue;
      }
      double here = at(volume, ball.center());
      for (int mirror = 1; mirror < 8; mirror++) {
        Vector3 c = ball.center();
        Vector3 elsewhere =
            new Vector3(
                (mirror & 1) == 0 ? c.x() : -c.x(),
                (mirror & 2) == 0 ? c.y() : -c.y(),
                (mirror & 4) == 0 ? c.z() : -c.z());
        assertThat(here - at(volume, elsewhere)).as(ball.name()).isGreaterThan(100);
      }
    }
  }

  private static double at(Volume volume, Vector3 p) {
    VolumeGrid grid = volume.grid();
    Vector3 first = grid.firstVoxel();
    return volume.at(
        (int) Math.rint((p.x() - first.x()) / grid.spacingXMm()),
        (int) Math.rint((p.y() - first.y()) / grid.spacingYMm()),
        (int) Math.rint((p.z() - first.z()) / grid.spacingZMm()));
  }

  private Volume reconstruct(SimulationOptions options)
      throws IOException, ReconstructionException {
    List<Path> files = new SimulatedRun(options).writeTo(folder.resolve("run"));
    RunReading reading = new RunReader(List.of()).read(files);
    assertThat(reading.facts().obstacles()).as(reading.notes().toString()).isEmpty();
    assertThat(reading.facts().is(Fact.ROTATIONAL)).isTrue();
    try (RotationalRun run = reading.run().orElseThrow()) {
      return VolumeError.reconstruct(run, VOXELS, VOXEL_MM);
    } finally {
      for (Path file : files) {
        java.nio.file.Files.delete(file);
      }
      java.nio.file.Files.deleteIfExists(folder.resolve("run"));
    }
  }
}
