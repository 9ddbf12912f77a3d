package org.rotavox.result.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.rotavox.geometry.VolumeGrid;
import org.rotavox.recon.ValueScale;
import org.rotavox.recon.Volume;

class DisplayWindowTest {

  @Test
  void opensToBoneAndVesselWhereTheyAre() {
    DisplayWindow window = windowOf(mixture(0.02, 1200), ValueScale.HOUNSFIELD);
    assertThat(window.name()).isEqualTo("Bone and vessel");
    assertThat(window.black()).isBetween(-250.0, -50.0);
    assertThat(window.white()).isBetween(1150.0, 1400.0);
  }

  @Test
  void staysNarrowAroundSoftTissueAlone() {
    DisplayWindow window = windowOf(mixture(0, 0), ValueScale.HOUNSFIELD);
    assertThat(window.name()).isEqualTo("Soft tissue");
    assertThat(window.width()).isEqualTo(400);
    assertThat(window.center()).isBetween(20.0, 60.0);
  }

  @Test
  void doesNotSpendGreysOnMetal() {
    DisplayWindow window = windowOf(mixture(0.02, 20_000), ValueScale.HOUNSFIELD);
    assertThat(window.white()).isLessThanOrEqualTo(3001);
  }

  @Test
  void survivesAVolumeWithoutContrast() {
    Volume zeros = Volume.zeros(VolumeGrid.cube(4, 1), ValueScale.UNCALIBRATED);
    assertThat(windowOf(zeros, ValueScale.UNCALIBRATED).width()).isGreaterThanOrEqualTo(1);
  }

  @Test
  void mapsBlackAndWhite() {
    DisplayWindow window = DisplayWindow.between("test", 100, 300);
    assertThat(window.grey(100)).isZero();
    assertThat(window.grey(200)).isEqualTo(128);
    assertThat(window.grey(300)).isEqualTo(255);
    assertThat(window.grey(-5000)).isZero();
    assertThat(window.grey(5000)).isEqualTo(255);
    assertThat(window.grey(Double.NaN)).isZero();
    assertThat(window.grey(Double.NEGATIVE_INFINITY)).isZero();
  }

  private static DisplayWindow windowOf(Volume volume, ValueScale scale) {
    return DisplayWindow.byContent(ValueHistogram.of(volume), scale);
  }

  /** Half air, half tissue of 40 HU, and a share of something dense. */
  private static Volume mixture(double denseShare, float denseHu) {
    Volume volume = Volume.zeros(VolumeGrid.cube(40, 1), ValueScale.HOUNSFIELD);
    Random random = new Random(11);
    for (int k = 0; k < 40; k++) {
      float[] slice = volume.slice(k);
      for (int n = 0; n < slice.length; n++) {
        float value = random.nextBoolean() ? -1000 : 40;
        slice[n] =
            (random.nextDouble() < denseShare ? denseHu : value)
                + 30 * (float) random.nextGaussian();
      }
    }
    return volume;
  }
}
