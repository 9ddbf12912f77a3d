package org.rotavox.acquisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.rotavox.geometry.CArm;
import org.rotavox.geometry.ProjectionMatrix;
import org.rotavox.geometry.Vector3;
import org.rotavox.simulation.SimulatedRun;
import org.rotavox.simulation.SimulationOptions;
import org.rotavox.simulation.SimulationOptions.AngleForm;
import org.rotavox.simulation.SimulationOptions.DistanceForm;
import org.rotavox.simulation.SimulationOptions.ObjectForm;

/** Any orbit, written in any of the forms, is read back as the same orbit. */
class WrittenFormsTest {

  private Path folder = Path.of("");

  /** An orbit and the way it is written. */
  record Written(
      int frames,
      double start,
      double sweep,
      double jitter,
      double other,
      double otherMotion,
      ObjectForm object,
      AngleForm angles,
      DistanceForm distances,
      long seed) {}

  @BeforeProperty
  void createFolder() throws IOException {
    folder = Files.createTempDirectory("written-forms");
  }

  @AfterProperty
  void deleteFolder() throws IOException {
    delete(folder);
  }

  private static void delete(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      try (var children = Files.list(path)) {
        for (Path child : children.toList()) {
          delete(child);
        }
      }
    }
    Files.deleteIfExists(path);
  }

  @Provide
  Arbitrary<Written> orbits() {
    Arbitrary<Integer> frames = Arbitraries.integers().between(60, 140);
    Arbitrary<Double> start = Arbitraries.doubles().between(-179, 179).ofScale(2);
    Arbitrary<Double> sweep =
        Arbitraries.doubles().between(155, 330).ofScale(1).flatMap(s -> Arbitraries.of(s, -s));
    Arbitrary<Double> jitter = Arbitraries.of(0.0, 0.0, 0.02, 0.1);
    Arbitrary<Double> other = Arbitraries.of(0.0, 0.0, 12.5, -20.0);
    Arbitrary<Double> motion = Arbitraries.of(0.0, 0.0, 2.0, 15.0);
    return Combinators.combine(frames, start, sweep, jitter, other, motion)
        .flatAs(
            (n, a, s, j, b, m) ->
                Combinators.combine(
                        Arbitraries.of(
                            ObjectForm.XA,
                            ObjectForm.XA,
                            ObjectForm.XRF,
                            ObjectForm.ENHANCED_XA,
                            ObjectForm.ENHANCED_XRF),
                        Arbitraries.of(AngleForm.class),
                        Arbitraries.of(
                            DistanceForm.ALL,
                            DistanceForm.SID_AND_SOD,
                            DistanceForm.SID_AND_MAGNIFICATION,
                            DistanceForm.SOD_AND_MAGNIFICATION),
                        Arbitraries.longs().between(1, 1_000_000))
                    .as(
                        (object, form, distances, seed) -> {
                          boolean uneven = j > 0 || m > 0;
                          AngleForm used =
                              uneven && form == AngleForm.CONSTANT_STEP ? AngleForm.DELTA : form;
                          return new Written(n, a, s, j, b, m, object, used, distances, seed);
                        }));
  }

  @Property(tries = 300, seed = "20260101", edgeCases = EdgeCasesMode.NONE)
  void everyOrbitIsReadBack(@ForAll("orbits") Written written) throws IOException {
    List<Double> primary = new ArrayList<>();
    List<Double> secondary = new ArrayList<>();
    Random random = new Random(written.seed());
    int last = written.frames() - 1;
    for (int i = 0; i <= last; i++) {
      double t = (double) i / last;
      primary.add(written.start() + written.sweep() * t + written.jitter() * random.nextGaussian());
      secondary.add(written.other() + written.otherMotion() * Math.sin(3 * t));
    }
    SimulationOptions options =
        SimulationOptions.standard()
            .detector(24, 20, 8, 8)
            .angles(primary, secondary)
            .as(written.object())
            .as(written.angles())
            .as(written.distances())
            .seed(written.seed());
    List<Path> files = new SimulatedRun(options).writeTo(folder.resolve("run.dcm"));
    RunReading reading = new RunReader(List.of()).read(files);
    assertThat(reading.facts().obstacles()).as(reading.notes().toString()).isEmpty();
    try (RotationalRun run = reading.run().orElseThrow()) {
      CArm carm = run.trajectory().carm();
      assertThat(carm.sourceToDetectorMm()).isCloseTo(1200, within(0.01));
      assertThat(carm.sourceToIsocenterMm()).isCloseTo(785, within(0.01));
      for (int i = 0; i <= last; i++) {
        ProjectionMatrix matrix = run.trajectory().matrices().get(i);
        Vector3 expected = CArm.towardsDetector(primary.get(i), secondary.get(i));
        double degrees =
            Math.toDegrees(matrix.source().times(-1).normalized().minus(expected).length());
        assertThat(degrees).isLessThan(1e-3);
      }
    }
  }
}
