package org.rotavox.recon;

/**
 * How attenuation becomes Hounsfield units: {@code HU = 1000 · (μ − μ_water) / (μ_water − μ_air)}.
 *
 * @param waterPerMm attenuation of water, 1/mm
 * @param airPerMm attenuation of air, 1/mm; 0 unless measured
 * @param scale whether somebody vouches for the two values
 */
public record Calibration(double waterPerMm, double airPerMm, ValueScale scale) {

  /** The attenuation of water at about 60 keV, 1/mm: what is assumed without a calibration. */
  public static final double NOMINAL_WATER_PER_MM = 0.0206;

  /** Nominal water and no air: the volume is labelled as uncalibrated. */
  public static final Calibration UNCALIBRATED =
      new Calibration(NOMINAL_WATER_PER_MM, 0, ValueScale.UNCALIBRATED);

  public Calibration {
    if (!(waterPerMm - airPerMm > 1e-6) || !(waterPerMm < 1) || !(airPerMm > -1)) {
      throw new IllegalArgumentException(
          "expected air < water < 1 per mm, got water " + waterPerMm + " and air " + airPerMm);
    }
  }

  /** Returns the calibration by a measured value of water, 1/mm, with air at 0. */
  public static Calibration water(double waterPerMm) {
    return new Calibration(waterPerMm, 0, ValueScale.HOUNSFIELD);
  }

  /** Returns the value of an attenuation (1/mm) on this scale. */
  public double toHu(double perMm) {
    return 1000 * (perMm - waterPerMm) / (waterPerMm - airPerMm);
  }
}
