/**
 * How source and detector went around the object.
 *
 * <p>In: a {@code Trajectory}. Out: the arc and its weights ({@code Orbit}, {@code
 * ShortScanWeights}), the axes of back-projection, and which voxels every view sees ({@code
 * FieldOfView}).
 */
@NullMarked
package org.rotavox.recon.orbit;

import org.jspecify.annotations.NullMarked;
