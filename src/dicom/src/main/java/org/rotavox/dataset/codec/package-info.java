/**
 * Pixel codecs: one compressed frame of grey values in, its cells out.
 *
 * <p>The codecs know neither data sets nor files; what surrounds a frame is the affair of {@code
 * PixelFrames}. RLE, JPEG and JPEG-LS are written here (the reasons are in decisions.md); JPEG 2000
 * comes from an ImageIO reader that is instantiated directly, so that it works whatever the class
 * path looks like.
 */
@NullMarked
package org.rotavox.dataset.codec;

import org.jspecify.annotations.NullMarked;
