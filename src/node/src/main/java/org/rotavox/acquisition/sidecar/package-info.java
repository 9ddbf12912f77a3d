/**
 * Geometry files that stand beside a run, since DICOM has no public place for projection matrices:
 * RTK's circular geometry as XML, and plain 3×4 matrices as CSV.
 *
 * <p>In: a file, and what the header says about the same run. Out: one matrix for each frame in the
 * project's own axes, or the reason why the file does not fit the run.
 */
@NullMarked
package org.rotavox.acquisition.sidecar;

import org.jspecify.annotations.NullMarked;
