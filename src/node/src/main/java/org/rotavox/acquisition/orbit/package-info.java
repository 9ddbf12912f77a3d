/**
 * From the numbers of a header to the way of the C-arm: which reading of the angles is the only
 * possible one, which distances follow from which, and the trajectory that results.
 *
 * <p>In: plain numbers, as read from data sets or side-car files. Out: a {@link
 * org.rotavox.geometry.Trajectory}, or a refusal in words. Pure: no data sets, no pixels, no files
 * other than side-cars.
 */
@NullMarked
package org.rotavox.acquisition.orbit;

import org.jspecify.annotations.NullMarked;
