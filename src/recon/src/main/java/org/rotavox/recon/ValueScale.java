package org.rotavox.recon;

/** What the values of a volume mean. */
public enum ValueScale {
  /** Hounsfield units: water 0, air −1000, by a calibration. */
  HOUNSFIELD,
  /** The same formula with nominal water: near to Hounsfield units, but nobody vouches for it. */
  UNCALIBRATED
}
