/**
 * Grey pictures of a volume: slices and maximum intensity projections in radiological orientation,
 * the window to look at them through, and the sheet that shows them side by side.
 *
 * <p>In: a {@code Volume}. Out: {@link org.rotavox.result.picture.GreyPicture}s and Java images; no
 * DICOM, no files. {@link org.rotavox.result.picture.ViewPlane} holds the directions from which
 * both the pixels and the letters R, L, A, P, H, F are derived, so that they cannot contradict each
 * other.
 */
@NullMarked
package org.rotavox.result.picture;

import org.jspecify.annotations.NullMarked;
