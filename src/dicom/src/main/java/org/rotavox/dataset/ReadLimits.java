package org.rotavox.dataset;

/**
 * What one data set may cost its reader. Beyond a limit reading ends with a {@link
 * DicomFormatException} that names it, except that a longer value is no fault: it stays on disk.
 *
 * @param valueBytes longest value that is held in memory
 * @param totalBytes all that is held in memory, each attribute counted with {@link
 *     #ATTRIBUTE_BYTES} more than its value
 * @param nesting sequences within sequences
 * @param fragments of one encapsulated value, 12 bytes each
 * @param inflatedBytes size of a deflated data set when inflated
 */
record ReadLimits(int valueBytes, long totalBytes, int nesting, int fragments, long inflatedBytes) {

  /** About what an attribute costs in memory beside its bytes. */
  static final int ATTRIBUTE_BYTES = 128;

  /** For files: 64 KiB a value, 128 MiB in all, 32 levels, a million fragments, 2 GiB inflated. */
  static final ReadLimits STANDARD = new ReadLimits(1 << 16, 128L << 20, 32, 1_000_000, 2L << 30);
}
