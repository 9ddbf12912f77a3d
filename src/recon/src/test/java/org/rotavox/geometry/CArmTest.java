package org.rotavox.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected places are worked out by hand from PS3.3 C.8.7.5, not with the code under test. */
class CArmTest {

  private static final double SOD = 785;
  private static final double SID = 1200;
  private final CArm carm = new CArm(SOD, SID, new DetectorGrid(101, 81, 2, 1));

  @ParameterizedTest
  @CsvSource({
    "0, 0,    0, -1, 0", // in front of the chest
    "90, 0,   1,  0, 0", // at the patient's left (LAO)
    "-90, 0, -1,  0, 0", // at the patient's right (RAO)
    "0, 90,   0,  0, 1", // at the head (CRA)
    "180, 0,  0,  1, 0" // behind the patient
  })
  void detectorStandsWhereTheStandardPutsIt(
      double primary, double secondary, double x, double y, double z) {
    assertThat(CArm.towardsDetector(primary, secondary).minus(new Vector3(x, y, z)).length())
        .isLessThan(1e-12);
  }

  @Test
  void isocentreProjectsToTheMiddleFromEverywhere() {
    for (int a = -180; a <= 180; a += 15) {
      for (int b = -45; b <= 45; b += 15) {
        ProjectionMatrix matrix = carm.at(a, b);
        assertThat(matrix.column(Vector3.ORIGIN)).isCloseTo(50, within(1e-9));
        assertThat(matrix.row(Vector3.ORIGIN)).isCloseTo(40, within(1e-9));
        assertThat(matrix.depth(Vector3.ORIGIN)).isEqualTo(1);
      }
    }
  }

  @Test
  void patientLeftIsImageRightAndHeadIsUpInTheFrontalView() {
    ProjectionMatrix frontal = carm.at(0, 0);
    double perMillimetre = SID / SOD / 2;
    assertThat(frontal.column(new Vector3(10, 0, 0)))
        .isCloseTo(50 + 10 * perMillimetre, within(1e-9));
    assertThat(frontal.row(new Vector3(0, 0, 10))).isCloseTo(40 - 10 * SID / SOD, within(1e-9));
  }

  @Test
  void aPointNearerToTheSourceIsMagnifiedMore() {
    ProjectionMatrix frontal = carm.at(0, 0);
    Vector3 towardsSource = new Vector3(10, 100, 0);
    assertThat(frontal.depth(towardsSource)).isCloseTo((SOD - 100) / SOD, within(1e-12));
    assertThat(frontal.column(towardsSource))
        .isCloseTo(50 + 10 * SID / (SOD - 100) / 2, within(1e-9));
  }

  @Test
  void imagesAreLeftHandedAndTheSourceIsRecovered() {
    ProjectionMatrix matrix = carm.at(33, 12);
    assertThat(matrix.determinant()).isNegative();
    Vector3 expected = CArm.towardsDetector(33, 12).times(-SOD);
    assertThat(matrix.source().minus(expected).length()).isLessThan(1e-9);
  }
}
