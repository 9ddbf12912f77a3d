package org.rotavox.dataset;

import java.nio.file.Path;

/**
 * A value that stayed on disk: the bytes of a file from an offset on. It is valid as long as the
 * file is unchanged.
 *
 * @param file the Part 10 file
 * @param offset of the first byte of the value, from the beginning of the file
 * @param length in bytes
 */
public record BulkValue(Path file, long offset, long length) {}
