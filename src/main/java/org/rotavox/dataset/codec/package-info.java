/**
 * Pixel codecs: one compressed frame of grey values in, its cells out.
 *
 * <p>The codecs know neither data sets nor files; what surrounds a frame is the affair of {@code
 * PixelFrames}. RLE is written here, the JPEG family comes from ImageIO readers that are
 * instantiated directly, so that they work whatever the class path looks like.
 */
@NullMarked
package org.rotavox.dataset.codec;

import org.jspecify.annotations.NullMarked;
