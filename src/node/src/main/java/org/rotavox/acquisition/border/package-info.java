/**
 * Borders of the image that no header declares: blades of a collimator, round or octagonal corners,
 * zero padding, all baked into the pixels.
 *
 * <p>A border stands still while the object turns, meets the picture in a sharp edge, and leaves a
 * convex part open. {@code PixelCourse} holds what each pixel showed over the frames looked at,
 * {@code EdgeWalk} finds sharp edges on the way from the image's rim inwards, {@code OpenOutline}
 * keeps those straight parts of the open region's outline that enough of these ways confirm.
 *
 * <p>In: decoded frames. Out: a mask of pixels, or the statement that an edge stands still that may
 * be a border or the object.
 */
@NullMarked
package org.rotavox.acquisition.border;

import org.jspecify.annotations.NullMarked;
