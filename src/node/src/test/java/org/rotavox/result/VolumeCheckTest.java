package org.rotavox.result;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.recon.ValueScale;
import org.rotavox.recon.Volume;

class VolumeCheckTest {

  @Test
  void letsAGoodVolumePass() {
    VolumeCheck check = VolumeCheck.of(MarkedVolume.make());
    assertThat(check.passed()).isTrue();
    assertThat(check.warnings()).isEmpty();
  }

  @Test
  void countsVoxelsThatAreNotFinite() {
    Volume volume = MarkedVolume.make();
    volume.slice(3)[7] = Float.NaN;
    volume.slice(4)[8] = Float.POSITIVE_INFINITY;
    assertThat(VolumeCheck.of(volume).faults())
        .containsExactly("2 of 107520 voxels are not finite");
  }

  @Test
  void findsAVolumeWithoutAPicture() {
    Volume zeros = Volume.zeros(VolumeGrid.cube(8, 1), ValueScale.HOUNSFIELD);
    assertThat(VolumeCheck.of(zeros).faults()).singleElement().asString().contains("no content");
  }

  @Test
  void findsAVolumeOfAir() {
    Volume air = noise(-1000, 20, ValueScale.HOUNSFIELD);
    assertThat(VolumeCheck.of(air).faults()).singleElement().asString().contains("but air");
  }

  @Test
  void findsAWrongScale() {
    assertThat(VolumeCheck.of(noise(20_000, 500, ValueScale.HOUNSFIELD)).passed()).isFalse();
    assertThat(VolumeCheck.of(noise(-4_000, 3_000, ValueScale.HOUNSFIELD)).passed()).isFalse();
  }

  @Test
  void onlyWarnsWhereTheScaleIsNotCalibrated() {
    VolumeCheck check = VolumeCheck.of(noise(20_000, 500, ValueScale.UNCALIBRATED));
    assertThat(check.passed()).isTrue();
    assertThat(check.warnings()).isNotEmpty();
  }

  private static Volume noise(float mean, float width, ValueScale scale) {
    Volume volume = Volume.zeros(VolumeGrid.cube(16, 1), scale);
    for (int k = 0; k < 16; k++) {
      float[] slice = volume.slice(k);
      for (int n = 0; n < slice.length; n++) {
        slice[n] = mean + width * ((n * 7919 + k) % 101 - 50) / 50f;
      }
    }
    return volume;
  }
}
