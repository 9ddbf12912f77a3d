/**
 * Command sets of DIMSE messages (PS3.7 section 6.3 and annex E) as values and bytes.
 *
 * <p>A command set is a flat data set of group 0000 in implicit VR little endian, a few hundred
 * bytes long; it has a small bounded codec of its own, so that nothing of it depends on how the
 * large data sets behind it are read.
 */
@NullMarked
package org.rotavox.upperlayer.dimse;

import org.jspecify.annotations.NullMarked;
