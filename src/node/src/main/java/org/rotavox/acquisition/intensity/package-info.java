/**
 * From stored pixel values to linear X-ray intensity (PS3.3 C.8.7.1.1.2): relationship, sign,
 * look-up tables, what the values themselves say where the header is silent, and which pixels are
 * blanked.
 *
 * <p>In: header attributes and a few decoded frames. Out: one table from stored value to intensity,
 * with the reasons why it is or is not quantitative, or a refusal in words.
 */
@NullMarked
package org.rotavox.acquisition.intensity;

import org.jspecify.annotations.NullMarked;
