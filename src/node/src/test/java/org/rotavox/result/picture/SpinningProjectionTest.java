package org.rotavox.result.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rotavox.geometry.Vector3;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.recon.ValueScale;
import org.rotavox.recon.Volume;

class SpinningProjectionTest {

  private static final VolumeGrid GRID =
      new VolumeGrid(41, 41, 31, 1, 1, 1, new Vector3(-20, -20, -15));

  @ParameterizedTest
  @CsvSource({"0, L", "90, P", "180, R", "270, A", "45, LP", "10, L", "225, RA"})
  void namesTheRightEdgeByThePatient(double angleDeg, String letters) {
    String named = SpinningProjection.letters(SpinningProjection.right(angleDeg));
    assertThat(named.chars().sorted().toArray()).isEqualTo(letters.chars().sorted().toArray());
  }

  @ParameterizedTest
  @CsvSource({"0", "30", "90", "135", "180", "270", "333"})
  void showsAVoxelWhereItsDirectionSays(double angleDeg) {
    Volume volume = Volume.zeros(GRID, ValueScale.HOUNSFIELD);
    Vector3 place = new Vector3(12, -7, 9);
    ball(volume, place);
    GreyPicture picture = new SpinningProjection(volume, 64, 1, 2).at(angleDeg);
    double across = place.dot(SpinningProjection.right(angleDeg));
    double[] found = brightest(picture);
    assertThat((found[0] - (picture.columns() - 1) / 2.0) * picture.columnSpacingMm())
        .isCloseTo(across, within(1.2));
    assertThat(((picture.rows() - 1) / 2.0 - found[1]) * picture.rowSpacingMm())
        .isCloseTo(place.z(), within(1.2));
  }

  @Test
  void isTheCoronalPictureAtZeroAndTheSagittalOneAtNinetyDegrees() {
    Volume volume = Volume.zeros(GRID, ValueScale.HOUNSFIELD);
    ball(volume, new Vector3(12, -7, 9));
    SpinningProjection projection = new SpinningProjection(volume, 64, 1, 2);
    PictureMaker pictures = new PictureMaker(volume);
    assertSameSide(projection.at(0), pictures.maximumProjection(ViewPlane.CORONAL));
    assertSameSide(projection.at(90), pictures.maximumProjection(ViewPlane.SAGITTAL));
  }

  @Test
  void leavesOutWhatLiesBeforeAndBehindASlab() {
    Volume volume = Volume.zeros(GRID, ValueScale.HOUNSFIELD);
    ball(volume, new Vector3(0, -17, 0));
    assertThat(ValueHistogram.of(new SpinningProjection(volume, 64, 0.3, 2).at(0)).max()).isZero();
    assertThat(ValueHistogram.of(new SpinningProjection(volume, 64, 1, 2).at(0)).max())
        .isEqualTo(1000);
  }

  @Test
  void keepsOneBrightVoxelOfALargeVolumeInItsPlace() {
    VolumeGrid fine = new VolumeGrid(150, 150, 150, 0.3, 0.3, 0.3, new Vector3(-22, -22, -22));
    Volume volume = Volume.zeros(fine, ValueScale.HOUNSFIELD);
    volume.slice(120)[40 * 150 + 111] = 1000;
    volume.slice(120)[41 * 150 + 111] = Float.NaN;
    GreyPicture picture = new SpinningProjection(volume, 50, 1, 2).at(0);
    assertThat(picture.columns()).isLessThanOrEqualTo(50);
    double[] found = brightest(picture);
    double center = fine.x(149 / 2.0);
    assertThat((found[0] - (picture.columns() - 1) / 2.0) * picture.columnSpacingMm() + center)
        .isCloseTo(fine.x(111), within(1.4));
    assertThat(((picture.rows() - 1) / 2.0 - found[1]) * picture.rowSpacingMm() + center)
        .isCloseTo(fine.z(120), within(1.4));
  }

  private static void assertSameSide(GreyPicture one, GreyPicture other) {
    double[] a = brightest(one);
    double[] b = brightest(other);
    assertThat(a[0] - (one.columns() - 1) / 2.0)
        .isCloseTo(b[0] - (other.columns() - 1) / 2.0, within(1.2));
    assertThat(a[1]).isCloseTo(b[1], within(1.2));
  }

  private static void ball(Volume volume, Vector3 center) {
    for (int k = 0; k < GRID.sizeZ(); k++) {
      for (int j = 0; j < GRID.sizeY(); j++) {
        for (int i = 0; i < GRID.sizeX(); i++) {
          Vector3 place = new Vector3(GRID.x(i), GRID.y(j), GRID.z(k));
          if (place.minus(center).length() < 2.5) {
            volume.slice(k)[j * GRID.sizeX() + i] = 1000;
          }
        }
      }
    }
  }

  /** Middle of the bright pixels, column and row. */
  private static double[] brightest(GreyPicture picture) {
    double column = 0;
    double row = 0;
    int count = 0;
    for (int r = 0; r < picture.rows(); r++) {
      for (int c = 0; c < picture.columns(); c++) {
        if (picture.at(c, r) > 500) {
          column += c;
          row += r;
          count++;
        }
      }
    }
    return new double[] {column / count, row / count};
  }
}
