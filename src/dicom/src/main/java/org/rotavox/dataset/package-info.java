/**
 * DICOM values and files: tags, value representations, data sets, transfer syntaxes, Part 10 files
 * and pixel codecs (PS3.5, PS3.6, PS3.10).
 *
 * <p>In: bytes of a file or of the network. Out: {@code DataSet}s whose bulk values stay on disk,
 * and decoded frames one by one; and the way back. Knows nothing of nodes, runs or reconstruction:
 * it could be a library of its own.
 */
@NullMarked
package org.rotavox.dataset;

import org.jspecify.annotations.NullMarked;
