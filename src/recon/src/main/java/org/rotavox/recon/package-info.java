/**
 * The reconstruction itself: from intensities along rays to a volume of attenuation.
 *
 * <p>In: a {@code ProjectionStack} (detector images) with its {@code Trajectory}. Out: a {@code
 * Volume}. Pure computation on the CPU, no files and no network; it is the truth that every other
 * engine is measured against.
 */
@NullMarked
package org.rotavox.recon;

import org.jspecify.annotations.NullMarked;
