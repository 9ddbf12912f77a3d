package org.rotavox.acquisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotavox.geometry.ProjectionMatrix;
import org.rotavox.geometry.Trajectory;
import org.rotavox.geometry.Vector3;
import org.rotavox.model.Fact;
import org.rotavox.phantom.EllipsoidPhantom;
import org.rotavox.simulation.SimulatedRun;
import org.rotavox.simulation.SimulationOptions;

/** Every image shows what its matrix says: the object, projected along it. */
class ImagesAndOrbitTest {

  @TempDir Path folder = Path.of("");

  private static SimulationOptions base() {
    return SimulationOptions.standard().frames(60).detector(40, 36, 5, 5.5).withoutNoise();
  }

  static Stream<SimulationOptions> orbits() {
    return Stream.of(
        base(),
        base().arc(100, -100),
        base().otherAngle(20),
        base().otherAngle(-15).fieldOfView(270, true),
        base().aboutSecondaryAxis(),
        base().aboutSecondaryAxis().arc(95, -90).otherAngle(40),
        base().aboutSecondaryAxis().otherAngle(-30).fieldOfView(90, false),
        base().as(SimulationOptions.ObjectForm.ENHANCED_XA).fieldOfView(90, true));
  }

  @ParameterizedTest
  @MethodSource("orbits")
  void imagesShowTheObjectAlongTheirMatrices(SimulationOptions options) throws IOException {
    RunReading reading =
        new RunReader(List.of()).read(new SimulatedRun(options).writeTo(folder.resolve("run.dcm")));
    assertThat(reading.facts().obstacles()).isEmpty();
    try (RotationalRun run = reading.run().orElseThrow()) {
      Trajectory trajectory = run.trajectory();
      int pixels = trajectory.detector().columns() * trajectory.detector().rows();
      float[] image = new float[pixels];
      for (int frame : new int[] {0, 17, 59}) {
        run.stack().frames().readIntensities(frame, image);
        float[] expected =
            EllipsoidPhantom.small()
                .projection(trajectory.matrices().get(frame), trajectory.detector());
        for (int i = 0; i < pixels; i++) {
          assertThat(Math.log(40000.0 / image[i])).isCloseTo(expected[i], within(0.002));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("orbits")
  void theDetectorMovesTowardsIncreasingColumnsAsTheRotationAngleRises(SimulationOptions options)
      throws IOException {
    RunReading reading =
        new RunReader(List.of()).read(new SimulatedRun(options).writeTo(folder.resolve("run.dcm")));
    try (RotationalRun run = reading.run().orElseThrow()) {
      Trajectory t = run.trajectory();
      for (int i = 0; i + 1 < t.views(); i++) {
        ProjectionMatrix m = t.matrices().get(i);
        Vector3 next = t.matrices().get(i + 1).source().times(-1);
        double columnsMoved = m.column(next) - m.column(m.source().times(-1));
        double rise = t.rotationAnglesDeg().get(i + 1) - t.rotationAnglesDeg().get(i);
        assertThat(Math.signum(columnsMoved)).isEqualTo(Math.signum(rise));
        assertThat(m.determinant()).isNegative();
      }
    }
  }

  @Test
  void aSpinAboutTheSecondaryAxisIsNamedSo() throws IOException {
    RunReading reading =
        new RunReader(List.of())
            .read(new SimulatedRun(base().aboutSecondaryAxis()).writeTo(folder.resolve("run.dcm")));
    assertThat(reading.facts().text(Fact.ROTATION_AXIS)).isEqualTo("SECONDARY");
    assertThat(reading.notes()).anyMatch(n -> n.contains("turned by 90°"));
  }
}
