/**
 * Iterative reconstruction: OS-SART with total variation.
 *
 * <p>In: a {@code ProjectionStack} and a pair of projectors. Out: a {@code Reconstruction}.
 */
@NullMarked
package org.rotavox.recon.iterative;

import org.jspecify.annotations.NullMarked;
