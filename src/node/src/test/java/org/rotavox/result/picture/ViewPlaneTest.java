package org.rotavox.result.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rotavox.geometry.Vector3;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.recon.ValueScale;
import org.rotavox.recon.Volume;

/** Pixels and letters must tell the same story: a mirrored picture is the worst failure. */
class ViewPlaneTest {

  private static final VolumeGrid GRID =
      new VolumeGrid(12, 10, 8, 1, 2, 3, new Vector3(-5.5, -9, -10.5));

  @ParameterizedTest
  @EnumSource
  void showsAVoxelOnTheSideOfItsLetter(PatientDirection side) {
    Volume volume = marked(side);
    for (ViewPlane plane : ViewPlane.values()) {
      GreyPicture picture = new PictureMaker(volume).maximumProjection(plane);
      int[] place = brightest(picture);
      if (plane.right() == side) {
        assertThat(place[0]).isEqualTo(picture.columns() - 1);
      } else if (plane.right().opposite() == side) {
        assertThat(place[0]).isZero();
      } else if (plane.down() == side) {
        assertThat(place[1]).isEqualTo(picture.rows() - 1);
      } else if (plane.down().opposite() == side) {
        assertThat(place[1]).isZero();
      }
    }
  }

  @Test
  void followsRadiologicalConvention() {
    assertThat(ViewPlane.AXIAL.right().opposite().letter()).isEqualTo("R");
    assertThat(ViewPlane.AXIAL.down().opposite().letter()).isEqualTo("A");
    assertThat(ViewPlane.CORONAL.right().opposite().letter()).isEqualTo("R");
    assertThat(ViewPlane.CORONAL.down().opposite().letter()).isEqualTo("H");
    assertThat(ViewPlane.SAGITTAL.right().opposite().letter()).isEqualTo("A");
    assertThat(ViewPlane.SAGITTAL.down().opposite().letter()).isEqualTo("H");
  }

  @ParameterizedTest
  @EnumSource
  void givesPixelsTheSizeOfTheVoxels(ViewPlane plane) {
    GreyPicture picture =
        new PictureMaker(Volume.zeros(GRID, ValueScale.HOUNSFIELD)).slice(plane, 2);
    double[] sizesMm = {12, 20, 24};
    assertThat(picture.widthMm()).isEqualTo(sizesMm[plane.right().axis()]);
    assertThat(picture.heightMm()).isEqualTo(sizesMm[plane.down().axis()]);
  }

  @Test
  void takesTheSliceThatWasAskedFor() {
    Volume volume = Volume.zeros(GRID, ValueScale.HOUNSFIELD);
    volume.slice(5)[3 * 12 + 7] = 9;
    PictureMaker pictures = new PictureMaker(volume);
    assertThat(pictures.slice(ViewPlane.AXIAL, 5).at(7, 3)).isEqualTo(9);
    assertThat(pictures.slice(ViewPlane.CORONAL, 3).at(7, 8 - 1 - 5)).isEqualTo(9);
    assertThat(pictures.slice(ViewPlane.SAGITTAL, 7).at(3, 8 - 1 - 5)).isEqualTo(9);
    assertThat(pictures.slice(ViewPlane.SAGITTAL, 6).at(3, 8 - 1 - 5)).isZero();
  }

  /** One bright voxel in the middle of the outermost layer on one side. */
  private static Volume marked(PatientDirection side) {
    Volume volume = Volume.zeros(GRID, ValueScale.HOUNSFIELD);
    int[] sizes = {GRID.sizeX(), GRID.sizeY(), GRID.sizeZ()};
    int[] voxel = Arrays.stream(sizes).map(size -> size / 2).toArray();
    Vector3 d = side.vector();
    double[] along = {d.x(), d.y(), d.z()};
    for (int axis = 0; axis < 3; axis++) {
      if (along[axis] != 0) {
        voxel[axis] = along[axis] > 0 ? sizes[axis] - 1 : 0;
      }
    }
    volume.slice(voxel[2])[voxel[1] * GRID.sizeX() + voxel[0]] = 1000;
    return volume;
  }

  private static int[] brightest(GreyPicture picture) {
    int best = 0;
    for (int n = 0; n < picture.values().length; n++) {
      if (picture.values()[n] > picture.values()[best]) {
        best = n;
      }
    }
    return new int[] {best % picture.columns(), best / picture.columns()};
  }
}
