/**
 * The engine in plain Java, the truth for every other engine.
 *
 * <p>In: filtered views or volumes. Out: back-projected volumes, projected views; the inner loop
 * uses the Vector API where the JVM has it.
 */
@NullMarked
package org.rotavox.recon.cpu;

import org.jspecify.annotations.NullMarked;
