package org.rotavox.opencl;

import java.util.List;

/** Which specialisation of the one kernel source suits a device; the best first. */
enum KernelVariant {
  /** CPU with AVX-512: sixteen slices at a time, the interpolation inside two registers. */
  WALK_PERMUTE("-DWALK=1 -DPERMUTE=1", true),
  /** Any CPU: sixteen slices at a time. */
  WALK("-DWALK=1 -DPERMUTE=0", true),
  /** GPUs: neighbouring work items take neighbouring slices. */
  LANES("-DWALK=0 -DPERMUTE=0", false);

  private final String options;
  private final boolean walksColumns;

  KernelVariant(String options, boolean walksColumns) {
    this.options = options;
    this.walksColumns = walksColumns;
  }

  /** Returns the compiler options. */
  String options() {
    return options;
  }

  /** Returns whether a work item walks along a whole column. */
  boolean walksColumns() {
    return walksColumns;
  }

  /** Returns the variants to try on a device, in order: a compiler may refuse one. */
  static List<KernelVariant> candidates(OpenClDevice device) {
    return device.kind() == OpenClDevice.Kind.CPU
        ? List.of(WALK_PERMUTE, WALK, LANES)
        : List.of(LANES);
  }
}
