package org.rotavox.acquisition.border;

import java.util.OptionalInt;

/**
 * A sharp edge on the way from the image's rim inwards.
 *
 * @param outside the last pixel of the border, counted from the beginning of the way
 * @param inside the first pixel that is as the picture beside it; between both lies a ramp
 * @param outer level of the border
 * @param inner level of the picture beside it
 * @param padding the stored value that the border has in all frames and pixels; empty if they
 *     differ
 * @param certain true if nothing but a border looks so; false if the object may
 */
record EdgeStep(
    int outside, int inside, double outer, double inner, OptionalInt padding, boolean certain) {

  EdgeStep asCertain() {
    return new EdgeStep(outside, inside, outer, inner, padding, true);
  }
}
