/**
 * Virtual detectors: planes that contain the z direction and stand in the place of the real
 * detector, so that back-projection walks along columns (Riddell and Trousset, IEEE TMI 25(7),
 * 2006).
 *
 * <p>In: the projection matrix of a view. Out: where each pixel of the virtual detector lies on the
 * real one, and the shadows of a volume on it.
 */
@NullMarked
package org.rotavox.recon.detector;

import org.jspecify.annotations.NullMarked;
