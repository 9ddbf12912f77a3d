package org.rotavox.recon;

/** How a volume is computed from line integrals. */
public enum Algorithm {
  /** Filtered back-projection (Feldkamp, Davis and Kress): fast, for complete scans. */
  FDK,
  /** Ordered subsets of a simultaneous algebraic reconstruction: for few views or truncation. */
  OS_SART
}
