package org.rotavox.recon.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotavox.geometry.Trajectory;
import org.rotavox.phantom.PhantomFrames;
import org.rotavox.recon.BeamHardening;
import org.rotavox.recon.Disturbed;
import org.rotavox.recon.FilterWindow;
import org.rotavox.recon.FrameSource;
import org.rotavox.recon.ProjectionStack;
import org.rotavox.recon.ReconstructionProtocol;
import org.rotavox.recon.Simulation;
import org.rotavox.recon.Truncation;
import org.rotavox.recon.fdk.RampFilter;

class FrameStepsTest {

  private static final float NAN = Float.NaN;

  @ParameterizedTest
  @ValueSource(doubles = {2000, 40000, 1e6})
  void theUnattenuatedIntensityIsFoundUnderNoise(double photons) {
    Trajectory trajectory = Simulation.arc(-100, 100);
    float[] image = new float[128 * 128];
    PhantomFrames.noisy(Simulation.PHANTOM, trajectory, photons, 3).readIntensities(20, image);
    image[5] = 60 * (float) photons; // a hot pixel
    image[6] = Float.POSITIVE_INFINITY;
    double air = new AirNormalization(Simulation.DETECTOR).unattenuated(image);
    double noise = 1 / Math.sqrt(photons);
    assertThat(air / photons).isCloseTo(1, within(0.0005 + noise / 10));
  }

  @Test
  void theUnattenuatedIntensityIsExactWithoutNoise() {
    Trajectory trajectory = Simulation.arc(-100, 100);
    float[] image = new float[128 * 128];
    PhantomFrames.exact(Simulation.PHANTOM, trajectory).readIntensities(20, image);
    double air = new AirNormalization(Simulation.DETECTOR).unattenuated(image);
    assertThat(air).isCloseTo(40000, within(1.0));
  }

  @Test
  void blankedPixelsDoNotCountAsDark() {
    float[] image = new float[128 * 128];
    Arrays.fill(image, 1000);
    Arrays.fill(image, 0, 128 * 100, NAN);
    assertThat(new AirNormalization(Simulation.DETECTOR).unattenuated(image)).isEqualTo(1000);
  }

  @Test
  void anImageWithoutRadiationStaysFinite() {
    float[] image = new float[128 * 128];
    new AirNormalization(Simulation.DETECTOR).apply(0, image);
    new NegativeLogarithm().apply(0, image);
    for (float value : image) {
      assertThat(value).isEqualTo(10f);
    }
  }

  @Test
  void theLogarithmClampsAndKeepsBlankedPixels() {
    float[] image = {1, (float) Math.exp(-2), 0, -5, Float.POSITIVE_INFINITY, NAN};
    new NegativeLogarithm().apply(0, image);
    assertThat(image[0]).isZero();
    assertThat(image[1]).isCloseTo(2, within(1e-6f));
    assertThat(image[2]).isEqualTo(10);
    assertThat(image[3]).isEqualTo(10);
    assertThat(image[4]).isCloseTo((float) -Math.log(1.5), within(1e-6f));
    assertThat(image[5]).isNaN();
  }

  @Test
  void blankedPixelsInsideARowAreBridgedAndThoseAtItsEndsStay() {
    float[] image = {NAN, 1, NAN, NAN, 4, NAN, 7, 8, 9, 10, NAN, NAN};
    new BlankedPixels(6).apply(0, image);
    assertThat(image).containsExactly(NAN, 1, 2, 3, 4, NAN, 7, 8, 9, 10, NAN, NAN);
  }

  @Test
  void beamHardeningIsThePolynomial() {
    float[] image = {0, 1, 2};
    new BeamHardeningStep(BeamHardening.of(1, 0.5, 0.25)).apply(0, image);
    assertThat(image).containsExactly(0, 1.75f, 6);
  }

  @Test
  void theWaterCylinderContinuesTheShadowOfACylinder() {
    double water = 0.02;
    double radiusMm = 60;
    float[] row = new float[80];
    for (int c = 0; c < 80; c++) {
      row[c] = shadow(c - 39.5, radiusMm, water);
    }
    float[] out = new float[160];
    new RowExtension(Truncation.WATER_CYLINDER, 80, 40, 1, water).extend(row, 0, out);
    for (int c = 0; c < 160; c++) {
      assertThat(out[c]).isCloseTo(shadow(c - 79.5, radiusMm, water), within(0.12f));
    }
    assertThat(out[0]).isZero();
  }

  private static float shadow(double atMm, double radiusMm, double water) {
    return (float) (2 * water * Math.sqrt(Math.max(0, radiusMm * radiusMm - atMm * atMm)));
  }

  @ParameterizedTest
  @EnumSource(Truncation.class)
  void rowsThatEndInAirAndBlankedRowsAreContinuedByNothing(Truncation truncation) {
    float[] image = new float[60];
    Arrays.fill(image, 10, 20, 1);
    Arrays.fill(image, 30, 60, NAN);
    float[] out = new float[60];
    RowExtension extension = new RowExtension(truncation, 30, 15, 1, 0.02);
    extension.extend(image, 0, out);
    assertThat(Arrays.copyOfRange(out, 0, 15)).containsOnly(0);
    assertThat(Arrays.copyOfRange(out, 45, 60)).containsOnly(0);
    extension.extend(image, 30, out);
    assertThat(out).containsOnly(0);
  }

  @Test
  void theMirrorGoesOnWithoutAStepAndFadesOut() {
    float[] row = new float[40];
    for (int c = 0; c < 40; c++) {
      row[c] = 3 - 0.01f * c;
    }
    float[] out = new float[80];
    new RowExtension(Truncation.MIRROR, 40, 20, 1, 0.02).extend(row, 0, out);
    assertThat(out[60]).isCloseTo(row[39], within(0.05f));
    assertThat(out[79]).isLessThan(0.05f);
    assertThat(out[19]).isCloseTo(row[0], within(0.05f));
  }

  @Test
  void theRampFilterIsTheBandLimitedKernel() {
    double spacingMm = 0.5;
    RampFilter filter = new RampFilter(32, 32, spacingMm, FilterWindow.RAMP, 1);
    float[] impulse = new float[32];
    impulse[10] = 1;
    float[] other = new float[32];
    other[20] = 2;
    filter.apply(impulse, other, 32);
    for (int c = 0; c < 32; c++) {
      assertThat((double) impulse[c]).isCloseTo(kernel(c - 10, spacingMm), within(1e-6));
      assertThat((double) other[c]).isCloseTo(2 * kernel(c - 20, spacingMm), within(1e-6));
    }
  }

  private static double kernel(int n, double spacingMm) {
    if (n == 0) {
      return 1 / (4 * spacingMm);
    }
    return n % 2 == 0 ? 0 : -1 / (Math.PI * Math.PI * n * n * spacingMm);
  }

  @ParameterizedTest
  @EnumSource(FilterWindow.class)
  void windowsPassLowFrequenciesAndEndAtTheCutOff(FilterWindow window) {
    assertThat(window.factor(0)).isEqualTo(1);
    assertThat(window.factor(0.05)).isCloseTo(1, within(0.01));
    assertThat(window.factor(1.01)).isZero();
    assertThat(window.factor(0.9)).isLessThanOrEqualTo(window.factor(0.5));
  }

  @Test
  void fastLengthsHoldTheirRows() {
    for (int n = 1; n < 3000; n += 7) {
      assertThat(RampFilter.fastLength(n)).isBetween(n, Math.max(8, 2 * n));
    }
  }

  @Test
  void pixelsThatStandOutInAllViewsAreEvened() throws Exception {
    Trajectory trajectory = Simulation.arc(-100, 100);
    PhantomFrames exact = PhantomFrames.exact(Simulation.PHANTOM, trajectory);
    FrameSource faulty = new Disturbed(exact, (frame, image) -> image[64 * 128 + 70] *= 0.8f);
    ReconstructionProtocol even = Simulation.protocol().withRingSuppression(true);
    double plain =
        Simulation.deviation(
                Simulation.onCpu(new ProjectionStack(trajectory, faulty), Simulation.protocol())
                    .volume())
            .rmseHu();
    double evened =
        Simulation.deviation(
                Simulation.onCpu(new ProjectionStack(trajectory, faulty), even).volume())
            .rmseHu();
    assertThat(evened).isLessThan(plain - 0.5).isLessThan(8);
  }

  @Test
  void noiseIsTheSameEveryTime() {
    PhantomFrames frames =
        PhantomFrames.noisy(Simulation.PHANTOM, Simulation.arc(-100, 100), 40000, 5);
    float[] once = new float[128 * 128];
    float[] again = new float[128 * 128];
    frames.readIntensities(7, once);
    frames.readIntensities(7, again);
    assertThat(again).isEqualTo(once);
  }

  @Test
  void theLogarithmIsThatOfTheJdkToTheLastDigitsOfAFloat() {
    double worst = 0;
    for (float x = 4.5e-5f; x < 1.5f; x *= 1.0001f) {
      double expected = -Math.log(x);
      double error = Math.abs(NegativeLogarithm.negativeLogarithm(x) - expected);
      worst = Math.max(worst, error / Math.max(1, Math.abs(expected)));
    }
    assertThat(worst).isBetween(1e-12, 2e-7);
  }
}
