package org.rotavox.recon.orbit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rotavox.geometry.Trajectory;
import org.rotavox.recon.Simulation;

class ShortScanWeightsTest {

  private static final int VIEWS = 720;

  private static Trajectory arc(double first, double last) {
    return Trajectory.circular(Simulation.ARM, first, last, VIEWS);
  }

  @ParameterizedTest
  @CsvSource({"-100,100", "100,-100", "-96,96", "-130,130", "-160,160", "-180,179.5", "-185,185"})
  void equalRaysSumToOneForEveryArcAndDirection(double first, double last) {
    Orbit orbit = new Orbit(arc(first, last));
    ShortScanWeights weights = new ShortScanWeights(orbit);
    double step = orbit.arc() / VIEWS;
    assertThat(weights.warnings()).isEmpty();
    for (double gamma = -0.08; gamma <= 0.081; gamma += 0.02) {
      double[] sums = new double[180];
      for (int view = 0; view < VIEWS; view++) {
        double beta = (orbit.from(view) + orbit.to(view)) / 2;
        // the direction of a ray, undirected; rays of gamma and of -gamma are the equal ones
        add(sums, beta + gamma, weights.weight(view, gamma));
        add(sums, beta - gamma, weights.weight(view, -gamma));
      }
      double perBin = Math.PI / sums.length;
      for (double sum : sums) {
        assertThat(sum).isCloseTo(2 * perBin, within(2.2 * step));
      }
      double all = 0;
      for (double sum : sums) {
        all += sum;
      }
      assertThat(all).isCloseTo(2 * Math.PI, within(0.003));
    }
  }

  private static void add(double[] sums, double direction, double weight) {
    double turn = direction / Math.PI - Math.floor(direction / Math.PI);
    sums[(int) (turn * sums.length) % sums.length] += weight;
  }

  @Test
  void theFanAngleFollowsTheDetectorColumnsInEitherDirection() {
    double rising = new Orbit(arc(-100, 100)).fanAngle(0, 127);
    double falling = new Orbit(arc(100, -100)).fanAngle(0, 127);
    assertThat(rising).isCloseTo(Math.atan(63.5 * 1.6 / 1200), within(1e-9));
    assertThat(falling).isCloseTo(-rising, within(1e-9));
  }

  @Test
  void neitherTheFirstNorTheLastViewDropsOut() {
    Trajectory trajectory = Simulation.arc(-100, 100);
    ShortScanWeights weights = new ShortScanWeights(new Orbit(trajectory));
    assertThat(weights.weight(0, 0)).isPositive();
    assertThat(weights.weight(Simulation.VIEWS - 1, 0)).isPositive();
  }

  @Test
  void aFullCircleCountsEveryViewAlike() {
    ShortScanWeights weights =
        new ShortScanWeights(new Orbit(Trajectory.circular(Simulation.ARM, 0, 357, 120)));
    for (int view = 0; view < 120; view++) {
      assertThat(weights.weight(view, 0.05)).isCloseTo(Math.toRadians(3) / 2, within(1e-9));
    }
  }

  @Test
  void unevenStepsWeighEachViewByItsOwn() {
    Trajectory even = Simulation.arc(-100, 100);
    java.util.List<Double> angles = new java.util.ArrayList<>(even.rotationAnglesDeg());
    angles.remove(50);
    Trajectory uneven =
        Simulation.of(angles.stream().map(a -> Simulation.ARM.at(a, 0)).toList(), angles);
    ShortScanWeights all = new ShortScanWeights(new Orbit(even));
    ShortScanWeights gap = new ShortScanWeights(new Orbit(uneven));
    assertThat(gap.weight(49, 0)).isCloseTo(1.5 * all.weight(49, 0), within(1e-6));
    assertThat(gap.weight(50, 0)).isCloseTo(1.5 * all.weight(51, 0), within(1e-6));
    assertThat(gap.weight(30, 0)).isCloseTo(all.weight(30, 0), within(1e-6));
  }

  @Test
  void aScanThatIsTooShortIsSaidSo() {
    assertThat(new ShortScanWeights(new Orbit(Simulation.arc(-80, 80))).warnings())
        .singleElement()
        .asString()
        .contains("161.6°")
        .contains("189.8°");
  }
}
