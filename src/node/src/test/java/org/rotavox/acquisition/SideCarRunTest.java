package org.rotavox.acquisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotavox.acquisition.sidecar.ImageAxes;
import org.rotavox.acquisition.sidecar.PatientAxes;
import org.rotavox.acquisition.sidecar.SideCarException;
import org.rotavox.acquisition.sidecar.SideCarGeometry;
import org.rotavox.acquisition.sidecar.SideCarReader;
import org.rotavox.geometry.ProjectionMatrix;
import org.rotavox.geometry.Vector3;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.model.Fact;
import org.rotavox.model.Obstacle;
import org.rotavox.phantom.EllipsoidPhantom;
import org.rotavox.recon.ReconstructionException;
import org.rotavox.recon.Volume;
import org.rotavox.simulation.SimulatedOrbit;
import org.rotavox.simulation.SimulatedRun;
import org.rotavox.simulation.SimulationOptions;

/**
 * Geometry files beside a run: whatever axes they use, the volume is neither mirrored nor turned.
 */
class SideCarRunTest {

  private static final Path REAL_MATRICES =
      Path.of("../shared/data/real/carm-248-projection-matrices.csv");

  @TempDir Path folder = Path.of("");

  private static SimulationOptions base() {
    return SimulationOptions.standard().frames(90).detector(80, 70, 2.6, 2.6).withoutNoise();
  }

  private static List<ProjectionMatrix> idealMatrices(SimulationOptions options) {
    SimulatedOrbit orbit = SimulatedOrbit.of(options);
    return orbit.matrices();
  }

  private Path csv(List<double[]> rows) throws IOException {
    StringBuilder text = new StringBuilder("view,p00,p01,p02,p03,...\n");
    for (int i = 0; i < rows.size(); i++) {
      text.append(i);
      for (double v : rows.get(i)) {
        text.append(',').append(v);
      }
      text.append('\n');
    }
    return Files.writeString(folder.resolve("geometry.csv"), text);
  }

  private RunReading read(SimulationOptions options, StationProfile.SideCar sideCar)
      throws IOException {
    List<Path> files = new SimulatedRun(options).writeTo(folder.resolve("run.dcm"));
    return new RunReader(List.of(StationProfile.named("lab").withSideCar(sideCar))).read(files);
  }

  private static void assertSameMatrices(
      List<ProjectionMatrix> found, List<ProjectionMatrix> truth) {
    for (int i = 0; i < truth.size(); i++) {
      for (Vector3 p :
          List.of(Vector3.ORIGIN, new Vector3(40, -30, 25), new Vector3(-5, 50, -40))) {
        assertThat(found.get(i).column(p)).isCloseTo(truth.get(i).column(p), within(1e-6));
        assertThat(found.get(i).row(p)).isCloseTo(truth.get(i).row(p), within(1e-6));
      }
    }
  }

  @Test
  void aFileWithReversedColumnsAndPositiveDeterminantIsMirroredBack() throws IOException {
    List<ProjectionMatrix> truth = idealMatrices(base());
    List<double[]> rows = new ArrayList<>();
    for (ProjectionMatrix m : truth) {
      double[] v = m.toArray();
      for (int k = 0; k < 4; k++) {
        v[k] = 79 * v[8 + k] - v[k];
      }
      assertThat(ProjectionMatrix.ofRows(v).determinant()).isPositive();
      rows.add(v);
    }
    RunReading reading = read(base(), StationProfile.SideCar.at(csv(rows)));
    assertThat(reading.facts().obstacles()).isEmpty();
    assertThat(reading.facts().text(Fact.GEOMETRY_SOURCE)).isEqualTo("SIDE_CAR");
    assertThat(reading.notes()).anyMatch(n -> n.contains("columns reversed"));
    try (RotationalRun run = reading.run().orElseThrow()) {
      assertSameMatrices(run.trajectory().matrices(), truth);
    }
  }

  @Test
  void anRtkFileInIecAxesAndMillimetresIsTurnedToThePatient() throws IOException {
    List<ProjectionMatrix> truth = idealMatrices(base());
    StringBuilder xml =
        new StringBuilder("<?xml version=\"1.0\"?>\n<!DOCTYPE RTKGEOMETRY>\n")
            .append("<RTKThreeDCircularGeometry version=\"3\">\n");
    for (ProjectionMatrix m : truth) {
      // x left, y cranial, z anterior; u as columns, v upwards; millimetres from the middle
      double[] lps = m.toArray();
      double[] iec = new double[12];
      for (int r = 0; r < 3; r++) {
        iec[4 * r] = lps[4 * r];
        iec[4 * r + 1] = lps[4 * r + 2];
        iec[4 * r + 2] = -lps[4 * r + 1];
        iec[4 * r + 3] = lps[4 * r + 3];
      }
      xml.append("<Projection><GantryAngle>0</GantryAngle><Matrix>");
      for (int r = 0; r < 3; r++) {
        for (int k = 0; k < 4; k++) {
          double value =
              switch (r) {
                case 0 -> 2.6 * (iec[k] - 39.5 * iec[8 + k]);
                case 1 -> -2.6 * (iec[4 + k] - 34.5 * iec[8 + k]);
                default -> iec[8 + k];
              };
          xml.append(String.format(Locale.ROOT, " %.15g", -1000 * value));
        }
      }
      xml.append("</Matrix></Projection>\n");
    }
    Path file =
        Files.writeString(
            folder.resolve("geometry.xml"), xml.append("</RTKThreeDCircularGeometry>"));
    RunReading reading = read(base(), StationProfile.SideCar.at(file));
    assertThat(reading.facts().obstacles()).isEmpty();
    assertThat(reading.notes()).anyMatch(n -> n.contains("LSA") && n.contains("rows reversed"));
    try (RotationalRun run = reading.run().orElseThrow()) {
      assertSameMatrices(run.trajectory().matrices(), truth);
    }
  }

  @Test
  void aFileThatDisagreesWithTheHeaderIsRefused() throws IOException {
    List<double[]> rows =
        idealMatrices(base().arc(-80, 120)).stream().map(ProjectionMatrix::toArray).toList();
    RunReading reading = read(base(), StationProfile.SideCar.at(csv(rows)));
    assertThat(reading.run()).isEmpty();
    assertThat(reading.facts().obstacles())
        .extracting(Obstacle::code)
        .containsExactly("SIDE_CAR_UNUSABLE");
  }

  @Test
  void aFileWithAnotherNumberOfViewsIsRefused() throws IOException {
    List<double[]> rows =
        idealMatrices(base()).stream().limit(89).map(ProjectionMatrix::toArray).toList();
    RunReading reading = read(base(), StationProfile.SideCar.at(csv(rows)));
    assertThat(reading.facts().obstacles())
        .singleElement()
        .satisfies(o -> assertThat(o.sentence()).contains("89 views for a run of 90 frames"));
  }

  @Test
  void aRunWithoutAnglesNeedsDeclaredAxes() throws IOException {
    List<ProjectionMatrix> truth = idealMatrices(base());
    Path file = csv(truth.stream().map(ProjectionMatrix::toArray).toList());
    SimulationOptions mute =
        base()
            .edited(
                d ->
                    d.remove(org.rotavox.dataset.Tag.PositionerPrimaryAngleIncrement)
                        .remove(org.rotavox.dataset.Tag.PositionerSecondaryAngleIncrement));
    assertThat(read(mute, StationProfile.SideCar.at(file)).run()).isEmpty();
    StationProfile.SideCar declared =
        new StationProfile.SideCar(
            file, PatientAxes.named("LPS"), java.util.Optional.of(ImageAxes.SAME));
    RunReading reading = read(mute, declared);
    assertThat(reading.facts().obstacles()).isEmpty();
    try (RotationalRun run = reading.run().orElseThrow()) {
      assertSameMatrices(run.trajectory().matrices(), truth);
      assertThat(run.trajectory().sweepDeg()).isCloseTo(200, within(1e-6));
    }
  }

  /**
   * The wobble of a real C-arm: with its matrices as good as an ideal orbit, without them worse.
   */
  @Test
  void realWobbleIsUndoneByTheSideCar()
      throws IOException, SideCarException, ReconstructionException {
    assumeTrue(Files.isRegularFile(REAL_MATRICES), "the real matrices are not here");
    SideCarGeometry real = SideCarReader.read(REAL_MATRICES);
    List<ProjectionMatrix> matrices = new ArrayList<>();
    List<Double> primary = new ArrayList<>();
    List<Double> secondary = new ArrayList<>();
    double sod = 0;
    double focal = 0;
    List<double[]> binned = new ArrayList<>();
    for (ProjectionMatrix full : real.matrices()) {
      ProjectionMatrix theirs = halved(full);
      binned.add(theirs.toArray());
      double[] v = theirs.toArray();
      for (int k = 0; k < 4; k++) {
        v[k] = 307 * v[8 + k] - v[k];
      }
      ProjectionMatrix ours = ProjectionMatrix.ofRows(v);
      assertThat(theirs.determinant()).isPositive();
      assertThat(ours.determinant()).isNegative();
      matrices.add(ours);
      Vector3 d = ours.source().times(-1).normalized();
      primary.add(Math.toDegrees(Math.atan2(d.x(), -d.y())));
      secondary.add(0.0);
      sod += ours.source().length() / real.matrices().size();
      Vector3 step = new Vector3(0, 0, 10);
      focal +=
          (ours.row(Vector3.ORIGIN) - ours.row(step))
              / 10
              * ours.source().length()
              / real.matrices().size();
    }
    System.out.printf("SOD %.2f mm, focal length %.2f pixels%n", sod, focal);
    SimulationOptions ideal =
        SimulationOptions.standard()
            .detector(308, 240, 1.232, 1.232)
            .distances(focal * 1.232, sod)
            .angles(smooth(primary), secondary)
            .withoutNoise();
    double idealError = error(ideal, StationProfile.named("none"));
    SimulationOptions wobbling = ideal.alongMatrices(matrices);
    double headerError = error(wobbling, StationProfile.named("none"));
    double sideCarError =
        error(
            wobbling,
            StationProfile.named("lab").withSideCar(StationProfile.SideCar.at(csv(binned))));
    System.out.printf(
        "RMSE ideal orbit %.1f HU, wobble with side-car %.1f HU, with header alone %.1f HU%n",
        idealError, sideCarError, headerError);
    assertThat(sideCarError).isLessThan(1.05 * idealError);
    assertThat(headerError).isGreaterThan(1.05 * idealError);
  }

  /** The same view on a detector whose pixels are joined two by two. */
  private static ProjectionMatrix halved(ProjectionMatrix matrix) {
    double[] m = matrix.toArray();
    for (int k = 0; k < 8; k++) {
      m[k] = (m[k] - 0.5 * m[8 + k % 4]) / 2;
    }
    return ProjectionMatrix.ofRows(m);
  }

  /** A header knows the angles of an even motion: the line through the real ones. */
  private static List<Double> smooth(List<Double> degrees) {
    int n = degrees.size();
    double mean = degrees.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    double sumXy = 0;
    double sumXx = 0;
    for (int i = 0; i < n; i++) {
      double x = i - (n - 1) / 2.0;
      sumXy += x * (degrees.get(i) - mean);
      sumXx += x * x;
    }
    List<Double> line = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      line.add(mean + (i - (n - 1) / 2.0) * sumXy / sumXx);
    }
    return line;
  }

  private double error(SimulationOptions options, StationProfile station)
      throws IOException, ReconstructionException {
    List<Path> files = new SimulatedRun(options).writeTo(folder.resolve("run.dcm"));
    RunReading reading = new RunReader(List.of(station)).read(files);
    assertThat(reading.facts().obstacles()).as(reading.notes().toString()).isEmpty();
    reading.notes().stream().filter(n -> n.startsWith("side-car")).forEach(System.out::println);
    Volume truth = EllipsoidPhantom.small().truth(VolumeGrid.cube(96, 1.3), 2);
    try (RotationalRun run = reading.run().orElseThrow()) {
      return VolumeError.rmse(VolumeError.reconstruct(run, 96, 1.3), truth::at, 45);
    }
  }
}
