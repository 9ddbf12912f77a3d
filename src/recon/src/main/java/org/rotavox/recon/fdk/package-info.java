/**
 * Filtered back-projection (Feldkamp, Davis and Kress, JOSA A 1(6), 1984) for arbitrary orbits of a
 * C-arm.
 *
 * <p>In: a {@code ProjectionStack} and a back-projector. Out: a {@code Reconstruction}.
 */
@NullMarked
package org.rotavox.recon.fdk;

import org.jspecify.annotations.NullMarked;
