/**
 * The files of a node and the disk that they lie on.
 *
 * <p>In: bytes from the network. Out: files that a power cut finds whole, readable by their owner
 * only; a {@code Watermark} below which nothing more is taken in.
 */
@NullMarked
package org.rotavox.spool;

import org.jspecify.annotations.NullMarked;
