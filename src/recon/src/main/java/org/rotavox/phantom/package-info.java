/**
 * Objects whose projections and values are known exactly.
 *
 * <p>In: tables of ellipsoids. Out: line integrals, detector images, and landmarks that tell left
 * from right.
 */
@NullMarked
package org.rotavox.phantom;

import org.jspecify.annotations.NullMarked;
