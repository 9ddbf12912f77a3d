/**
 * Rotational runs of phantoms, written as a station writes them.
 *
 * <p>In: {@code SimulationOptions}. Out: XA files (PS3.3 A.14), frame by frame.
 */
@NullMarked
package org.rotavox.simulation;

import org.jspecify.annotations.NullMarked;
