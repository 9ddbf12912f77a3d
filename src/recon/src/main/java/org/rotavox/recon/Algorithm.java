package org.rotavox.recon;

/** How a volume is computed from line integrals. */
public enum Algorithm {
  /** Filtered back-projection (Feldkamp, Davis and Kress): fast, for complete scans. */
  FDK("Filtered back projection (FDK)", false),
  /** Iterative (ordered subsets SART): slower, for few views or truncated objects. */
  OS_SART("Iterative reconstruction (OS-SART)", true);

  private final String title;
  private final boolean iterative;

  Algorithm(String title, boolean iterative) {
    this.title = title;
    this.iterative = iterative;
  }

  /** Returns its name as results state it. */
  public String title() {
    return title;
  }

  /** Returns true if it compares projections of the volume with the images. */
  public boolean iterative() {
    return iterative;
  }
}
