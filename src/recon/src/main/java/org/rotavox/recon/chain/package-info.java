/**
 * The steps from detector images to line integrals, and from attenuation to Hounsfield units.
 *
 * <p>In: one frame of intensities. Out: line integrals of the same shape, in place.
 */
@NullMarked
package org.rotavox.recon.chain;

import org.jspecify.annotations.NullMarked;
