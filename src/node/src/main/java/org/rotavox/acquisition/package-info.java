/**
 * What an angiography object is: a rotational run, or exactly why not (PS3.3 C.8.7.5, C.8.19).
 *
 * <p>In: data sets as vendors write them. Out: {@code SeriesFacts} for the rules, and for a
 * reconstructable run its trajectory, detector grid and intensities. Also the way back: simulated
 * runs for tests and the demo.
 */
@NullMarked
package org.rotavox.acquisition;

import org.jspecify.annotations.NullMarked;
