package org.rotavox.phantom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotavox.geometry.CArm;
import org.rotavox.geometry.DetectorGrid;
import org.rotavox.geometry.ProjectionMatrix;
import org.rotavox.geometry.Vector3;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.recon.Calibration;
import org.rotavox.recon.Volume;
import org.rotavox.recon.orbit.ViewGeometry;

class EllipsoidPhantomTest {

  @Test
  void chordsOfASphereAreThoseOfSchoolGeometry() {
    Ellipsoid sphere = new Ellipsoid(new Vector3(10, 0, 0), 5, 5, 5, 30, 1);
    Vector3 along = new Vector3(0, 1, 0);
    assertThat(sphere.chordMm(new Vector3(10, -99, 0), along)).isCloseTo(10, within(1e-12));
    assertThat(sphere.chordMm(new Vector3(13, -99, 0), along)).isCloseTo(8, within(1e-12));
    assertThat(sphere.chordMm(new Vector3(15.01, -99, 0), along)).isZero();
  }

  @Test
  void anEllipsoidTurnsFromXTowardsY() {
    Ellipsoid long90 = new Ellipsoid(Vector3.ORIGIN, 20, 2, 2, 90, 1);
    assertThat(long90.contains(new Vector3(0, 19, 0))).isTrue();
    assertThat(long90.contains(new Vector3(19, 0, 0))).isFalse();
    Ellipsoid long45 = new Ellipsoid(Vector3.ORIGIN, 20, 2, 2, 45, 1);
    assertThat(long45.contains(new Vector3(13, 13, 0))).isTrue();
    assertThat(long45.contains(new Vector3(13, -13, 0))).isFalse();
  }

  @Test
  void aProjectionIsTheLineIntegralOfEachPixel() {
    DetectorGrid detector = new DetectorGrid(60, 50, 4, 5);
    ProjectionMatrix matrix = new CArm(785, 1200, detector).at(37, 11);
    EllipsoidPhantom head = EllipsoidPhantom.head();
    float[] projection = head.projection(matrix, detector);
    ViewGeometry view = ViewGeometry.of(matrix);
    for (int r = 0; r < 50; r++) {
      for (int c = 0; c < 60; c++) {
        Vector3 onDetector = matrix.source().plus(view.ray(c, r).times(1.5));
        assertThat(matrix.column(onDetector)).isCloseTo(c, within(1e-9));
        assertThat((double) projection[r * 60 + c])
            .isCloseTo(head.lineIntegral(matrix.source(), view.ray(c, r)), within(1e-5));
      }
    }
  }

  @Test
  void averagedPixelsMoveEdgesOnly() {
    DetectorGrid detector = new DetectorGrid(64, 64, 3.2, 3.2);
    ProjectionMatrix matrix = new CArm(785, 1200, detector).at(0, 0);
    float[] centers = EllipsoidPhantom.small().projection(matrix, detector, 1);
    float[] means = EllipsoidPhantom.small().projection(matrix, detector, 4);
    assertThat(means[32 * 64 + 32]).isCloseTo(centers[32 * 64 + 32], within(0.02f));
    assertThat(means).isNotEqualTo(centers);
  }

  @Test
  void theSmallPhantomIsTheOneOfTheIntegrationTests() throws Exception {
    Path file = Path.of("integration-tests/phantoms/small-truth-96x1.6mm.i16");
    ShortBuffer truth =
        ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
    Volume volume = EllipsoidPhantom.small().truth(VolumeGrid.cube(96, 1.6), 2);
    int different = 0;
    for (int n = 0; n < truth.limit(); n++) {
      float value = volume.slice(n / (96 * 96))[n % (96 * 96)];
      if (Math.abs(value - truth.get(n)) > 1) {
        different++;
      }
    }
    // points that lie exactly on a surface may fall on either side
    assertThat(different).isLessThanOrEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"small", "head"})
  void landmarksAreUniformAndTheirMirrorImagesAreNot(String name) {
    EllipsoidPhantom phantom =
        name.equals("small") ? EllipsoidPhantom.small() : EllipsoidPhantom.head();
    Calibration scale = Calibration.water(EllipsoidPhantom.WATER_PER_MM);
    Random random = new Random(7);
    for (Landmark landmark : phantom.landmarks()) {
      for (int n = 0; n < 200; n++) {
        Vector3 direction =
            new Vector3(random.nextGaussian(), random.nextGaussian(), random.nextGaussian())
                .normalized();
        Vector3 point =
            landmark
                .center()
                .plus(direction.times(landmark.radiusMm() * 0.98 * random.nextDouble()));
        assertThat(scale.toHu(phantom.muAt(point)))
            .as(landmark.name())
            .isCloseTo(landmark.expectedHu(), within(1e-6));
      }
    }
    for (Landmark ball : phantom.landmarks().subList(0, 2)) {
      for (Vector3 mirror : mirrors(ball.center())) {
        assertThat(scale.toHu(phantom.muAt(mirror))).isLessThan(ball.expectedHu() - 200);
      }
    }
  }

  private static List<Vector3> mirrors(Vector3 p) {
    return List.of(
        new Vector3(-p.x(), p.y(), p.z()),
        new Vector3(p.x(), -p.y(), p.z()),
        new Vector3(p.x(), p.y(), -p.z()),
        new Vector3(-p.x(), -p.y(), p.z()),
        new Vector3(p.y(), p.x(), p.z()));
  }
}
