package org.rotavox.phantom;

import org.rotavox.geometry.Vector3;

/**
 * A named place of a phantom whose value is known: it tells left from right in a reconstruction.
 *
 * @param name what is there
 * @param center its middle, LPS millimetres
 * @param radiusMm radius within which the value is uniform
 * @param expectedHu the true value, Hounsfield units
 */
public record Landmark(String name, Vector3 center, double radiusMm, double expectedHu) {}
