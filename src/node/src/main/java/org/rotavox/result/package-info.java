/**
 * From a volume to what the radiologist opens: CT Image series and previews (PS3.3).
 *
 * <p>In: a {@code Volume}, the source's header fields and the result's identifiers. Out: Part 10
 * files and PNG previews. The same input gives the same bytes.
 */
@NullMarked
package org.rotavox.result;

import org.jspecify.annotations.NullMarked;
