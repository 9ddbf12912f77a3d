package org.rotavox.result.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.rotavox.geometry.Vector3;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.recon.ValueScale;
import org.rotavox.recon.Volume;

class DenseSurfaceTest {

  private static final Vector3 CENTER = new Vector3(7, -5, 4);
  private static final double RADIUS_MM = 15;
  private static final double BALL_MM3 = 4 / 3.0 * Math.PI * Math.pow(RADIUS_MM, 3);

  /** Random voxels hold every one of the 256 cases and every pair of neighbours. */
  @Property(tries = 60)
  void isWatertightAndManifoldInPureNoise(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int size) {
    Volume volume = Volume.zeros(VolumeGrid.cube(size, 1), ValueScale.HOUNSFIELD);
    Random random = new Random(seed);
    for (int k = 0; k < size; k++) {
      for (int n = 0; n < size * size; n++) {
        volume.slice(k)[n] = random.nextInt(5) - 2;
      }
    }
    TriangleMesh mesh = MarchingCubes.surface(volume, 0);
    assertThat(MeshChecks.openOrCrowdedEdges(mesh)).isZero();
    assertThat(MeshChecks.pinchedVertices(mesh)).isZero();
    TriangleMesh fewer = Decimation.reduce(mesh, mesh.triangleCount() / 3, 2);
    assertThat(MeshChecks.openOrCrowdedEdges(fewer)).isZero();
    assertThat(MeshChecks.pinchedVertices(fewer)).isZero();
  }

  @Test
  void hasTheVolumeAndThePlaceOfAKnownBall() {
    TriangleMesh mesh = DenseSurface.of(ball(40), SurfaceSettings.DEFAULT, 2);
    assertThat(mesh.volumeMm3()).isCloseTo(BALL_MM3, Percentage.withPercentage(2));
    assertThat(MeshChecks.openOrCrowdedEdges(mesh)).isZero();
    assertThat(MeshChecks.eulerNumber(mesh)).isEqualTo(2);
    double[] center = {CENTER.x(), CENTER.y(), CENTER.z()};
    for (int axis = 0; axis < 3; axis++) {
      assertThat(min(mesh, axis)).isCloseTo(center[axis] - RADIUS_MM, within(0.02 * RADIUS_MM));
      assertThat(max(mesh, axis)).isCloseTo(center[axis] + RADIUS_MM, within(0.02 * RADIUS_MM));
    }
  }

  @Test
  void keepsVolumeAndTightnessWithAFewTriangles() {
    SurfaceSettings few = new SurfaceSettings(OptionalDouble.of(400), 10, 1000, 20);
    TriangleMesh mesh = DenseSurface.of(ball(0), few, 2);
    assertThat(mesh.triangleCount()).isLessThanOrEqualTo(1000).isGreaterThan(900);
    assertThat(mesh.volumeMm3()).isCloseTo(BALL_MM3, Percentage.withPercentage(2));
    assertThat(MeshChecks.openOrCrowdedEdges(mesh)).isZero();
    assertThat(MeshChecks.pinchedVertices(mesh)).isZero();
    assertThat(MeshChecks.eulerNumber(mesh)).isEqualTo(2);
  }

  /** A repeated job gives the same bytes on another machine too. */
  @Test
  void isTheSameOnAnyNumberOfCores() throws Exception {
    TriangleMesh mesh = MarchingCubes.surface(ball(40), 400);
    TriangleMesh alone = Decimation.reduce(mesh, 2000, 1);
    TriangleMesh shared = Decimation.reduce(mesh, 2000, 3);
    assertThat(alone.triangleCount()).isLessThanOrEqualTo(2000);
    assertThat(shared.coordinates()).isEqualTo(alone.coordinates());
    assertThat(shared.corners()).isEqualTo(alone.corners());
  }

  @Test
  void closesWhatTheVolumeCutsOff() {
    Volume full = Volume.zeros(new VolumeGrid(4, 5, 6, 1, 1, 1, CENTER), ValueScale.HOUNSFIELD);
    TriangleMesh mesh = MarchingCubes.surface(full, -1);
    assertThat(MeshChecks.openOrCrowdedEdges(mesh)).isZero();
    assertThat(MeshChecks.eulerNumber(mesh)).isEqualTo(2);
    assertThat(mesh.volumeMm3()).isBetween(90.0, 120.0);
  }

  @Test
  void dropsSpecksAndKeepsCavities() {
    Volume volume = ball(0);
    hole(volume, CENTER, 6, 0);
    hole(volume, new Vector3(-20, -20, -20), 1.2, 800);
    TriangleMesh all = MarchingCubes.surface(volume, 400);
    TriangleMesh kept = MeshParts.withoutSpecks(all, 20);
    assertThat(MeshChecks.eulerNumber(all)).isEqualTo(6);
    assertThat(MeshChecks.eulerNumber(kept)).isEqualTo(4);
    double cavityMm3 = 4 / 3.0 * Math.PI * 216;
    assertThat(kept.volumeMm3()).isCloseTo(BALL_MM3 - cavityMm3, Percentage.withPercentage(3));
  }

  @Test
  void choosesTheThresholdHalfWayBetweenTissueAndBall() {
    assertThat(DenseSurface.thresholdByContent(ball(40))).isCloseTo(400, within(40.0));
  }

  @Test
  void isEmptyWhereNothingIsDense() {
    Volume water = Volume.zeros(VolumeGrid.cube(8, 1), ValueScale.HOUNSFIELD);
    assertThat(DenseSurface.of(water, SurfaceSettings.DEFAULT, 2).triangleCount()).isZero();
  }

  @Test
  void writesBinaryStlInMillimetres() throws IOException {
    TriangleMesh mesh = DenseSurface.of(ball(0), SurfaceSettings.DEFAULT, 2);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StlFile.write(mesh, out);
    assertThat(StlFile.sizeBytes(mesh)).isEqualTo(out.size());
    ByteBuffer stl = ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    String header = new String(out.toByteArray(), 0, 80, StandardCharsets.US_ASCII);
    assertThat(header).contains("SPACE=LPS").doesNotStartWith("solid");
    assertThat(stl.getInt(80)).isEqualTo(mesh.triangleCount());
    Vector3 normal = vector(stl, 84);
    Vector3 corner = vector(stl, 96);
    assertThat(normal.length()).isCloseTo(1, within(1e-5));
    assertThat(normal.dot(corner.minus(CENTER).normalized())).as("points outwards").isPositive();
    assertThat(corner.minus(CENTER).length()).isCloseTo(RADIUS_MM, within(0.3));
  }

  @Test
  void refusesSettingsThatMakeNoSense() {
    assertThatThrownBy(() -> new SurfaceSettings(OptionalDouble.empty(), -1, 5000, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SurfaceSettings(OptionalDouble.empty(), 1, 10, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Vector3 vector(ByteBuffer stl, int at) {
    return new Vector3(stl.getFloat(at), stl.getFloat(at + 4), stl.getFloat(at + 8));
  }

  private static double min(TriangleMesh mesh, int axis) {
    double min = Double.POSITIVE_INFINITY;
    for (int v = 0; v < mesh.vertexCount(); v++) {
      min = Math.min(min, mesh.coordinate(v, axis));
    }
    return min;
  }

  private static double max(TriangleMesh mesh, int axis) {
    double max = Double.NEGATIVE_INFINITY;
    for (int v = 0; v < mesh.vertexCount(); v++) {
      max = Math.max(max, mesh.coordinate(v, axis));
    }
    return max;
  }

  /** A ball of 800 HU in water, its edge blurred over one voxel. */
  private static Volume ball(double noiseHu) {
    VolumeGrid grid = new VolumeGrid(64, 66, 60, 0.8, 0.8, 0.9, new Vector3(-24, -26, -27));
    Volume volume = Volume.zeros(grid, ValueScale.HOUNSFIELD);
    Random noise = new Random(3);
    for (int k = 0; k < grid.sizeZ(); k++) {
      for (int j = 0; j < grid.sizeY(); j++) {
        for (int i = 0; i < grid.sizeX(); i++) {
          Vector3 place = new Vector3(grid.x(i), grid.y(j), grid.z(k));
          double inside = (RADIUS_MM - place.minus(CENTER).length()) / 0.8 + 0.5;
          volume.slice(k)[j * grid.sizeX() + i] =
              (float) (800 * Math.min(1, Math.max(0, inside)) + noiseHu * noise.nextGaussian());
        }
      }
    }
    return volume;
  }

  private static void hole(Volume volume, Vector3 center, double radiusMm, float value) {
    VolumeGrid grid = volume.grid();
    for (int k = 0; k < grid.sizeZ(); k++) {
      for (int j = 0; j < grid.sizeY(); j++) {
        for (int i = 0; i < grid.sizeX(); i++) {
          Vector3 place = new Vector3(grid.x(i), grid.y(j), grid.z(k));
          if (place.minus(center).length() < radiusMm) {
            volume.slice(k)[j * grid.sizeX() + i] = value;
          }
        }
      }
    }
  }
}
