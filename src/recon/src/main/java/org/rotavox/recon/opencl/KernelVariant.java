package org.rotavox.recon.opencl;

import java.util.List;

/** Which specialisation of the one kernel source suits a device; the best first. */
enum KernelVariant {
  /**
   * CPU: sixteen slices at a time; with AVX-512 the interpolation stays inside two registers,
   * without it this is {@link #WALK}.
   */
  WALK_PERMUTE("-DWALK=1 -DPERMUTE=1", true),
  /** Any CPU: sixteen slices at a time. */
  WALK("-DWALK=1 -DPERMUTE=0", true),
  /** GPUs: neighbouring work items take neighbouring slices. */
  LANES("-DWALK=0 -DPERMUTE=0", false);

  /** Sixteen slices and the interpolation fit two registers of sixteen rows below this step. */
  private static final double MOST_PERMUTED_ROWS = 1.86;

  private final String options;
  private final boolean walksColumns;

  KernelVariant(String options, boolean walksColumns) {
    this.options = options;
    this.walksColumns = walksColumns;
  }

  /** Returns the compiler options of each variant, for batches of at most so many views. */
  static String[] options(List<KernelVariant> variants, int batchViews) {
    return variants.stream()
        .map(variant -> variant.options + " -DBATCH=" + batchViews)
        .toArray(String[]::new);
  }

  /** Returns whether a work item walks along a whole column. */
  boolean walksColumns() {
    return walksColumns;
  }

  /**
   * Returns the variants to try on a device, in order: a compiler may refuse one.
   *
   * @param rowsPerSlice the most rows that a step from slice to slice moves
   */
  static List<KernelVariant> candidates(OpenClDevice device, double rowsPerSlice) {
    if (device.kind() != OpenClDevice.Kind.CPU) {
      return List.of(LANES);
    }
    return rowsPerSlice < MOST_PERMUTED_ROWS ? List.of(WALK_PERMUTE, WALK) : List.of(WALK);
  }
}
