package org.rotavox.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.model.Fact;
import org.rotavox.phantom.EllipsoidPhantom;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.Volume;
import org.rotavox.simulation.SimulatedRun;
import org.rotavox.simulation.SimulationOptions;
import org.rotavox.support.Proofs;

/** Borders that no tag declares are blanked, whatever their shape, width, ramp and value. */
class UndeclaredBordersTest {

  private String state = "";

  @TempDir Path folder = Path.of("");

  /** Room for borders of 20 pixels beside the object. */
  private static SimulationOptions wide() {
    return SimulationOptions.standard().detector(176, 168, 1.6, 1.6).frames(60);
  }

  /** The object comes near the rim: wide borders cut it. */
  private static SimulationOptions narrow() {
    return SimulationOptions.standard().frames(60);
  }

  /** All of them take minutes: a build tries each sixth one. */
  private static final int PART = Proofs.cases(1, 20);

  private static Stream<PaintedBorder> borders(int... widths) {
    List<PaintedBorder> all = new ArrayList<>();
    int n = 0;
    for (PaintedBorder.Shape shape : PaintedBorder.Shape.values()) {
      for (int width : widths) {
        for (PaintedBorder.Fill fill : PaintedBorder.Fill.values()) {
          all.add(new PaintedBorder(shape, width, n++ % 4, fill));
        }
      }
    }
    return all.stream();
  }

  @TestFactory
  Stream<DynamicTest> theVolumeIsAsWithoutTheBorder() throws IOException, ReconstructionException {
    return compared("wide", wide(), borders(1, 3, 10, 20), 40);
  }

  @TestFactory
  Stream<DynamicTest> theVolumeIsNearlyAsWithoutABorderThatCutsTheObject()
      throws IOException, ReconstructionException {
    return compared(
        "narrow", narrow(), borders(1, 6, 20).filter(UndeclaredBordersTest::leavesAir), 28);
  }

  /** Where no air is left beside the object nothing tells the unattenuated intensity. */
  private static boolean leavesAir(PaintedBorder border) {
    return switch (border.shape()) {
      case LEFT, COLUMNS, ROWS -> true;
      case FRAME, CORNERS -> border.width() < 20;
      case CIRCLE, OCTAGON -> border.width() + border.ramp() < 3;
    };
  }

  @TestFactory
  Stream<DynamicTest> everyWayOfWritingIntensityShowsTheBorder()
      throws IOException, ReconstructionException {
    List<DynamicTest> tests = new ArrayList<>();
    for (SimulationOptions.IntensityForm form : SimulationOptions.IntensityForm.values()) {
      if (form != SimulationOptions.IntensityForm.DISP) {
        tests.addAll(compared(form.name(), wide().as(form), borders(8), 40).toList());
      }
    }
    return tests.stream();
  }

  /** A shutter tag that is off by some pixels, or that ends in the ramp of the blades. */
  @TestFactory
  Stream<DynamicTest> declaredEdgesAreWidenedToWhereThePictureBegins()
      throws IOException, ReconstructionException {
    List<PaintedBorder> wider = new ArrayList<>();
    for (int beyond = 0; beyond <= 3; beyond++) {
      for (int ramp = 0; ramp <= 3; ramp++) {
        for (PaintedBorder.Fill fill : PaintedBorder.Fill.values()) {
          wider.add(new PaintedBorder(PaintedBorder.Shape.FRAME, 6 + beyond, ramp, fill));
        }
      }
    }
    return compared("declared 6", wide().shutter(6), wider.stream(), 40);
  }

  private Stream<DynamicTest> compared(
      String name, SimulationOptions options, Stream<PaintedBorder> borders, double radiusMm)
      throws IOException, ReconstructionException {
    Volume truth = EllipsoidPhantom.small().truth(VolumeGrid.cube(48, 2.8), 3);
    double reference = bias(options, Optional.empty(), truth, radiusMm);
    AtomicInteger number = new AtomicInteger();
    return borders
        .filter(border -> number.getAndIncrement() % PART == 0)
        .map(
            border ->
                DynamicTest.dynamicTest(
                    name + " " + border,
                    () -> {
                      double bias = bias(options, Optional.of(border), truth, radiusMm);
                      System.out.printf(
                          "%s %s: %s, bias %.1f HU, without %.1f%n",
                          name, border, state, bias, reference);
                      assertThat(Math.abs(bias - reference)).isLessThan(6);
                    }));
  }

  private double bias(
      SimulationOptions options, Optional<PaintedBorder> border, Volume truth, double radiusMm)
      throws IOException, ReconstructionException {
    Path file = folder.resolve("run.dcm");
    List<Path> files = new SimulatedRun(options).writeTo(file);
    if (border.isPresent()) {
      border.get().paint(files.get(0));
    }
    RunReading reading = new RunReader(List.of()).read(files);
    assertThat(reading.facts().obstacles()).as(reading.notes().toString()).isEmpty();
    state = reading.facts().text(Fact.BORDER);
    try (RotationalRun run = reading.run().orElseThrow()) {
      return VolumeError.bias(VolumeError.reconstruct(run, 48, 2.8), truth::at, radiusMm);
    } finally {
      for (Path path : files) {
        Files.delete(path);
      }
    }
  }
}
