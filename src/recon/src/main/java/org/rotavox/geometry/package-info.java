/**
 * Where things are: vectors, projection matrices, trajectories, detector and volume grids.
 *
 * <p>In: angles in degrees, distances in millimetres. Out: 3×4 matrices that map a patient point
 * (LPS, millimetres, isocentre at the origin) to detector columns and rows. Depends on the JDK
 * alone. The axes are drawn once, in {@link org.rotavox.geometry.CArm}; every other room refers to
 * that drawing.
 */
@NullMarked
package org.rotavox.geometry;

import org.jspecify.annotations.NullMarked;
