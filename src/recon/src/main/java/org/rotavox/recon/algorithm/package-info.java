/**
 * Where an algorithm meets an engine.
 *
 * <p>In: a {@code ProjectionStack} and a protocol. Out: a {@code Reconstruction}. The list of
 * algorithms is {@link org.rotavox.recon.algorithm.Reconstructor}'s.
 */
@NullMarked
package org.rotavox.recon.algorithm;

import org.jspecify.annotations.NullMarked;
